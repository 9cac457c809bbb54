/* The note editor's hands: stepper buttons, cells that redraw as they are judged, rows that are added.
   Everything it does can be done without it, by typing and saving. */
(() => {
  "use strict";

  const form = document.querySelector("[data-note]");
  if (!form) return;
  const SVG = "http://www.w3.org/2000/svg";
  const MARK = { too_high: "high", fits: "fits", too_low: "low" };
  const HEIGHT = { high: 5, fits: 16, low: 27 };
  const matrix = form.querySelector("[data-matrix]");

  /* Less and more: an empty field stays "not asked" until somebody presses; below 0 it is empty again. */
  function step(input, by) {
    const at = input.value === "" ? (by > 0 ? 0 : 1) : Number(input.value);
    const next = at + by;
    input.value = next < 0 ? "" : String(Math.min(next, Number(input.max)));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  for (const input of form.querySelectorAll(".number input")) {
    const box = document.createElement("div");
    box.className = "number__steps";
    input.replaceWith(box);
    for (const [sign, by] of [["−", -1], ["+", 1]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.tabIndex = -1; // arrow keys do the same inside the field
      button.setAttribute("aria-hidden", "true");
      button.addEventListener("click", () => step(input, by));
      box.append(button);
      if (by < 0) box.append(input);
    }
  }

  /* A cell: draw what its tray says */
  function drawn(name, attributes) {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  }

  function mark(fit, x, when) {
    if (fit === "high") return drawn("path", { class: `mk hi ${when}`, d: `M${x} 0l6 9.500h-12z` });
    if (fit === "low") return drawn("path", { class: `mk lo ${when}`, d: `M${x} 32l6-9.500h-12z` });
    return drawn("circle", { class: `mk ok ${when}`, cx: x, cy: 16, r: 5 });
  }

  function picture(before, after) {
    const svg = drawn("svg", { class: "tone", viewBox: "0 0 72 32", "aria-hidden": "true" });
    svg.append(drawn("rect", { class: "band", x: 0, y: 11, width: 72, height: 10, rx: 2 }));
    if (before && after) svg.append(drawn("path", { class: "way", d: `M20 ${HEIGHT[before]}L52 ${HEIGHT[after]}` }));
    if (before) svg.append(mark(before, after ? 16 : 36, "before"));
    if (after) svg.append(mark(after, before ? 56 : 36, "after"));
    return svg;
  }

  function words(text, name) {
    const span = document.createElement("span");
    if (name) span.className = name;
    span.textContent = text;
    return span;
  }

  function moment(tray, when) {
    const row = tray.querySelector(`[data-moment="${when}"]`);
    const tapped = row.querySelector('input[type="radio"]:checked');
    return { fit: MARK[tapped ? tapped.value : ""] || "", pain: row.querySelector("[data-pain]").value };
  }

  function redraw(tray) {
    const cell = matrix.querySelector(`a[href="#${tray.id}"]`);
    const before = moment(tray, "before");
    const after = moment(tray, "after");
    const ear = cell.querySelector(".sr");
    const last = after.fit || before.fit;
    const say = matrix.dataset;
    cell.className = `cell${last ? "" : " cell--none"}${last === "high" ? " cell--high" : ""}${last === "low" ? " cell--low" : ""}`;
    cell.replaceChildren(...(ear ? [ear] : []));
    if (last) {
      cell.append(picture(before.fit, after.fit));
      cell.append(words([before.fit, after.fit].filter(Boolean).map((fit) => say[fit]).join(" → ")));
    }
    const pains = [before.pain, after.pain];
    if (pains.some((pain) => pain !== "")) {
      const text = after.pain === "" ? before.pain : `${before.pain || "?"} → ${after.pain}`;
      cell.append(words(`${say.pain} ${text}`, "cell__pain"));
    } else if (!last) {
      cell.append(say.none);
    }
    mindLowTone();
  }

  /* With a number the position judges; a tap that says otherwise takes the number away. */
  function judge(tray, row, input) {
    const tone = row.querySelector("[data-tone]");
    const fitOf = (value) => (value > Number(tray.dataset.high) ? "too_high" : value < Number(tray.dataset.low) ? "too_low" : "fits");
    if (input === tone && tone.value !== "" && tone.validity.valid) {
      row.querySelector(`input[type="radio"][value="${fitOf(Number(tone.value))}"]`).checked = true;
    } else if (input.type === "radio" && tone.value !== "" && input.value !== fitOf(Number(tone.value))) {
      tone.value = "";
    }
  }

  const lowTone = form.querySelector("[data-low-tone]");
  function mindLowTone() {
    const low = form.querySelector('[data-tray] input[type="radio"][value="too_low"]:checked');
    const said = lowTone.querySelector('input[type="radio"]:checked:not([value=""])') || lowTone.querySelector("textarea").value;
    lowTone.toggleAttribute("data-needed", Boolean(low));
    lowTone.hidden = !low && !said && !lowTone.querySelector(".field__error");
  }
  mindLowTone();

  for (const tray of form.querySelectorAll("[data-tray]")) {
    tray.addEventListener("input", (event) => {
      judge(tray, event.target.closest("[data-moment]"), event.target);
      redraw(tray);
    });
    tray.addEventListener("keydown", (event) => {
      if (event.key === "Escape") location.hash = "#positions";
    });
  }

  let opened = null; // the cell to go back to when its tray closes
  function showCurrent() {
    for (const cell of matrix.querySelectorAll("a.cell")) {
      if (cell.hash === location.hash) cell.setAttribute("aria-current", "true");
      else cell.removeAttribute("aria-current");
    }
    const tray = location.hash && document.getElementById(location.hash.slice(1));
    if (tray && tray.matches("[data-tray]")) {
      tray.focus({ preventScroll: true });
      opened = matrix.querySelector("a.cell[aria-current]");
    } else if (opened && location.hash === "#positions") {
      opened.focus();
      opened = null;
    }
  }
  addEventListener("hashchange", showCurrent);
  showCurrent();

  /* Rows: another one is the last one, emptied */
  for (const button of form.querySelectorAll("[data-add]")) {
    const kind = button.dataset.add;
    const rows = form.querySelector(`[data-rows="${kind}"]`);
    button.hidden = false;
    button.addEventListener("click", () => {
      const row = rows.lastElementChild.cloneNode(true);
      const number = rows.children.length;
      for (const node of row.querySelectorAll("[name], [id], [for]")) {
        for (const key of ["name", "id", "for"]) {
          const value = node.getAttribute(key);
          if (value) node.setAttribute(key, value.replace(new RegExp(`${kind}-\\d+-`), `${kind}-${number}-`));
        }
        if (node.matches("select")) node.selectedIndex = [...node.options].findIndex((o) => o.value === (node.name.endsWith("muscle_group") ? "iliopsoas" : node.options[0].value));
        else if (node.matches('input[type="checkbox"]')) node.checked = false;
        else if (node.matches("input")) node.value = "";
      }
      for (const error of row.querySelectorAll(".field__error")) error.remove();
      rows.append(row);
      row.querySelector("select").focus();
    });
  }

  /* Which part is being written */
  const links = [...form.querySelectorAll(".note__parts a")];
  const parts = links.map((link) => document.getElementById(link.hash.slice(1)));
  const body = form.querySelector(".note__body");

  function showPart() {
    const line = body.getBoundingClientRect().top + innerHeight / 4;
    let at = 0;
    let top = -Infinity;
    parts.forEach((part, number) => {
      const start = part.getBoundingClientRect().top;
      if (start > line || Math.abs(start - top) < 80) return; // two that stand side by side: the first
      at = number;
      top = start;
    });
    links.forEach((link, number) => {
      if (number === at) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  }
  body.addEventListener("scroll", showPart, { passive: true });
  addEventListener("scroll", showPart, { passive: true });
  showPart();
})();

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

  function withSteps(tray) {
    for (const input of tray.querySelectorAll(".number input")) {
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
  }

  /* What is kept in one hidden field until it is opened, its parts with a / between them */
  const PARTS = { cell: ["tone", "fit", "pain"], line: ["technique", "muscle_group", "side", "response"], release: ["side", "muscle_group", "method"], sma: ["region", "side", "sense", "control", "release"] };

  function unfold(folded, drawn) {
    for (const { name, value } of folded) {
      const parts = PARTS[name.split("-")[0]];
      const words = value.split("/");
      words.push(words.splice(parts.length - 1).join("/"));
      parts.forEach((part, at) => {
        for (const field of drawn.querySelectorAll(`[name="${CSS.escape(`${name}-${part}`)}"]`)) {
          if (field.type === "radio") field.checked = field.value === words[at];
          else field.value = words[at];
        }
      });
    }
    for (const field of folded) field.remove();
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
    const cell = cellOf(tray.id);
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

  /* A tray, drawn from the pattern in the page when its cell is first opened */
  const pattern = form.querySelector("template[data-pattern]");
  const cells = [...matrix.querySelectorAll("button.cell")];
  const cellOf = (id) => cells.find((cell) => `open-${cell.value}` === id);

  function trayOf(cell) {
    const there = document.getElementById(`open-${cell.value}`);
    if (there || !pattern) return there;
    const tray = pattern.content.firstElementChild.cloneNode(true);
    const head = matrix.tHead.rows[0].cells[cell.parentElement.cellIndex];
    const side = cell.closest("tr").querySelector("th span").textContent.toLocaleLowerCase();
    const words = { CODE: cell.value, SIDE: side, PLACE: head.textContent, LOW: head.dataset.low, HIGH: head.dataset.high };
    const filled = (text) => text.replace(/CODE|SIDE|PLACE|LOW|HIGH/g, (word) => words[word]);
    const texts = document.createTreeWalker(tray, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) texts.currentNode.data = filled(texts.currentNode.data);
    for (const node of [tray, ...tray.querySelectorAll("*")]) for (const { name, value } of node.attributes) node.setAttribute(name, filled(value));
    unfold(["before", "after"].map((when) => form.querySelector(`input[name="cell-${cell.value}-${when}"]`)).filter(Boolean), tray);
    pattern.before(tray);
    wake(tray);
    return tray;
  }

  function wake(tray) {
    withSteps(tray);
    tray.addEventListener("input", (event) => {
      judge(tray, event.target.closest("[data-moment]"), event.target);
      redraw(tray);
    });
    tray.addEventListener("keydown", (event) => {
      if (event.key === "Escape") location.hash = "#positions";
    });
  }
  for (const tray of form.querySelectorAll("[data-tray]")) wake(tray);

  // Without a pattern, on a page that the server opened a tray on, a cell still saves and leads to the next.
  if (pattern) for (const cell of cells) {
    cell.type = "button"; // Enter in a field saves, and opens nothing
    cell.addEventListener("click", () => {
      const tray = trayOf(cell);
      if (location.hash === `#${tray.id}`) showCurrent();
      else location.hash = tray.id;
    });
  }

  const lowTone = form.querySelector("[data-low-tone]");
  function mindLowTone() {
    const low = form.querySelector('[data-tray] input[type="radio"][value="too_low"]:checked, input[data-low]');
    const said = lowTone.querySelector('input[type="radio"]:checked:not([value=""])') || lowTone.querySelector("textarea").value;
    lowTone.toggleAttribute("data-needed", Boolean(low));
    lowTone.hidden = !low && !said && !lowTone.querySelector(".field__error");
  }
  mindLowTone();

  let opened = null; // the cell to go back to when its tray closes
  function showCurrent() {
    const cell = cellOf(location.hash.slice(1));
    for (const other of cells) {
      if (other === cell) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
    }
    const tray = cell && trayOf(cell);
    if (tray) {
      if (!tray.matches(":target")) location.replace(location.hash); // it came after the address was read
      tray.focus({ preventScroll: true });
      opened = cell;
    } else if (opened && location.hash === "#positions") {
      opened.focus();
      opened = null;
    }
  }
  addEventListener("hashchange", showCurrent);
  showCurrent();

  /* Rows: another one is the last one, emptied; one that is told in words opens the same way */
  function another(rows, number) {
    const kind = rows.dataset.rows;
    const row = rows.lastElementChild.cloneNode(true);
    row.id = `open-${kind}-${number}`;
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
    return row;
  }

  for (const rows of form.querySelectorAll("[data-rows]")) {
    const add = form.querySelector(`[data-add="${rows.dataset.rows}"]`);
    add.hidden = false;
    for (const button of rows.querySelectorAll("[name=open]")) button.type = "button";
    add.addEventListener("click", () => {
      const row = another(rows, rows.children.length);
      rows.append(row);
      row.querySelector("select").focus();
    });
    rows.addEventListener("click", (event) => {
      const told = event.target.closest("[name=open]")?.closest("li");
      if (!told) return;
      const row = another(rows, [...rows.children].indexOf(told));
      unfold([told.querySelector("input")], row);
      told.replaceWith(row);
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

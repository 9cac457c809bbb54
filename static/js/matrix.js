/* The matrix of a note: cells that are drawn as they are judged, their trays, rows and columns that are added, and the
   re-test, which lists what was filled. Everything it does can be done without it, by typing and saving. */
(() => {
  "use strict";

  const form = document.querySelector("[data-note]");
  const matrix = form && form.querySelector("[data-matrix]");
  if (!matrix) return;
  const SVG = "http://www.w3.org/2000/svg";
  const MAIN = "iliopsoas"; // whose cells are named without it
  const PARTS = ["tone", "fit", "pain", "effort", "sensation", "findings"];
  const MOMENTS = ["before", "after"];
  const MARK = { too_high: "high", fits: "fits", too_low: "low" };
  const HEIGHT = { high: 5, fits: 16, low: 27 };
  const say = matrix.dataset;

  function made(name, attributes = {}, ...inside) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...inside);
    return node;
  }

  const keyOf = (group, bare) => (group === MAIN ? bare : `${group}-${bare}`);

  const pattern = form.querySelector("template[data-pattern]"); // of a tray
  const found = (pattern ? pattern.dataset.found.split("; ") : []).map((pair) => pair.split("=")); // each code with its words

  /* Where a cell stands */
  const cells = () => [...matrix.querySelectorAll("button.cell")];
  const cellOf = (id) => cells().find((cell) => `open-${cell.value}` === id);
  const headOf = (cell) => matrix.tHead.rows[0].cells[cell.parentElement.cellIndex];

  function whereOf(cell) {
    const row = cell.closest("tr");
    const { group, name } = row.parentElement.dataset;
    const head = headOf(cell);
    const side = row.querySelector("th span").textContent;
    return { group, name, head, side, place: head.textContent };
  }

  /* What is said in one moment: by the tray, where it is drawn, else as the cell carries it */
  function carried(cell, when) {
    const told = ((cell.dataset.is || "").split(" ")[MOMENTS.indexOf(when)] || "").split("/");
    const said = Object.fromEntries(PARTS.map((part, at) => [part, told[at] || ""]));
    said.findings = said.findings && said.findings.split("+").map((at) => (found[at] || [at])[0]).join("+");
    if (said.tone !== "") said.fit = fitOf(headOf(cell).dataset, Number(said.tone));
    return said;
  }
  const fitOf = (asked, tone) => (tone > Number(asked.high) ? "too_high" : tone < Number(asked.low) ? "too_low" : "fits");

  function saidIn(cell, when) {
    const tray = document.getElementById(`open-${cell.value}`);
    const row = tray && tray.querySelector(`[data-moment="${when}"]`);
    if (!row) return carried(cell, when);
    const ticked = (part) => [...row.querySelectorAll(`[name$="-${part}"]:checked`)].map((one) => one.value);
    const said = { fit: ticked("fit")[0] || "", sensation: ticked("sensation")[0] || "", findings: ticked("findings").join("+") };
    for (const part of ["tone", "pain", "effort"]) said[part] = row.querySelector(`[data-${part}]`).value;
    return said;
  }
  const isSaid = (said) => PARTS.some((part) => said[part] !== "");

  /* A cell: draw what is said in it */
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

  function draw(cell) {
    const where = whereOf(cell);
    const [before, after] = MOMENTS.map((when) => saidIn(cell, when));
    const fits = [before, after].map((said) => MARK[said.fit] || "");
    const last = fits[1] || fits[0];
    cell.className = `cell${last ? "" : " cell--none"}${last === "high" || last === "low" ? ` cell--${last}` : ""}`;
    cell.replaceChildren(made("span", { class: "sr" }, `${where.name}, ${where.side}, ${where.place}: `));
    if (last) cell.append(picture(...fits), made("span", {}, fits.filter(Boolean).map((fit) => say[fit]).join(" → ")));
    if (before.pain !== "" || after.pain !== "") {
      const text = after.pain === "" ? before.pain : `${before.pain || "?"} → ${after.pain}`;
      cell.append(made("span", { class: "cell__pain" }, `${say.pain} ${text}`));
    } else if (!last) {
      cell.append(isSaid(before) || isSaid(after) ? say.seen : say.none);
    }
  }

  function redraw(tray) {
    const cell = cellOf(tray.id);
    draw(cell);
    listAgain(cell);
    mindLowTone();
  }

  /* Less and more: an empty field stays "not asked" until somebody presses; below 0 it is empty again. */
  function step(input, by) {
    const at = input.value === "" ? (by > 0 ? 0 : 1) : Number(input.value);
    const next = at + by;
    input.value = next < 0 ? "" : String(Math.min(next, Number(input.max)));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function withSteps(place) {
    for (const input of place.querySelectorAll(".number input")) {
      const box = made("div", { class: "number__steps" });
      input.inputMode = "numeric";
      input.replaceWith(box);
      for (const [sign, by] of [["−", -1], ["+", 1]]) {
        const button = made("button", { type: "button", tabindex: "-1", "aria-hidden": "true" }, sign); // arrow keys do the same inside the field
        button.addEventListener("click", () => step(input, by));
        box.append(button);
        if (by < 0) box.append(input);
      }
    }
  }

  /* With a number the position judges; a tap that says otherwise takes the number away. */
  function judge(tray, row, input) {
    const tone = row.querySelector("[data-tone]");
    if (input === tone && tone.value !== "" && tone.validity.valid) {
      row.querySelector(`input[type="radio"][value="${fitOf(tray.dataset, Number(tone.value))}"]`).checked = true;
    } else if (input.name.endsWith("-fit") && tone.value !== "" && input.value !== fitOf(tray.dataset, Number(tone.value))) {
      tone.value = "";
    }
  }

  /* A tray, drawn from the pattern in the page when its cell is first opened */
  function fill(node, words) {
    const filled = (text) => text.replace(/\b[A-Z]{3,}\b/g, (word) => words[word] ?? word);
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) texts.currentNode.data = filled(texts.currentNode.data);
    for (const one of [node, ...node.querySelectorAll("*")]) for (const { name, value } of one.attributes) one.setAttribute(name, filled(value));
  }

  function trayOf(cell) {
    const there = document.getElementById(`open-${cell.value}`);
    if (there || !pattern) return there;
    const tray = pattern.content.firstElementChild.cloneNode(true);
    const { group, name, head, side, place } = whereOf(cell);
    const one = tray.querySelector("[data-moment]");
    const rows = MOMENTS.map((when) => {
      const row = one.cloneNode(true);
      const word = pattern.dataset[when];
      offerFindings(row, head.dataset.findings);
      fill(row, { CODE: cell.value, WHEN: when, WORD: word, LOWER: word.toLocaleLowerCase() });
      put(row, carried(cell, when));
      return row;
    });
    fill(tray, { CODE: cell.value, GROUP: name, MUSCLE: group, CLIENT: pattern.parentElement.dataset.client, WHERE: head.dataset.place, SIDE: side.toLocaleLowerCase(), PLACE: place, LOW: head.dataset.low, HIGH: head.dataset.high });
    one.replaceWith(...rows);
    pattern.before(tray);
    wake(tray);
    return tray;
  }

  function offerFindings(row, numbers) {
    const box = row.querySelector(".found");
    if (!numbers) return box.remove();
    const label = box.querySelector("label");
    label.replaceWith(...numbers.split(" ").map((at) => {
      const one = label.cloneNode(true);
      fill(one, { FINDING: found[at][0], FOUND: found[at][1] });
      return one;
    }));
  }

  function put(row, said) {
    for (const part of PARTS) {
      const values = said[part].split("+");
      for (const field of row.querySelectorAll(`[name$="-${part}"]`)) {
        if (field.type === "number") [field.value] = values;
        else field.checked = values.includes(field.value);
      }
    }
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

  // Without a pattern, on a page that the server opened a tray on, a cell still saves and leads to the next.
  function open(cell) {
    const tray = trayOf(cell);
    if (location.hash === `#${tray.id}`) showCurrent();
    else location.hash = tray.id;
  }
  if (pattern) matrix.addEventListener("click", (event) => {
    const cell = event.target.closest("button.cell");
    if (!cell) return;
    event.preventDefault();
    open(cell);
  });

  let opened = null; // the cell to go back to when its tray closes
  function showCurrent() {
    const cell = cellOf(location.hash.slice(1));
    for (const other of cells()) {
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

  /* Columns and rows that are added */
  function cellFor(row, head) {
    const { group } = row.parentElement.dataset;
    return made("td", {}, made("button", { class: "cell", name: "open", value: keyOf(group, `${row.dataset.side}-${head.dataset.place}`) }));
  }

  const more = form.querySelector("[data-more]");
  if (more && pattern) more.addEventListener("click", (event) => {
    event.preventDefault();
    const heads = [...form.querySelector("[data-more-heads]").content.querySelectorAll("th")];
    matrix.tHead.rows[0].append(...heads);
    for (const body of matrix.tBodies) for (const row of body.rows) row.append(...heads.map((head) => cellFor(row, head)));
    const first = matrix.tBodies[0].rows[0].cells[heads[0].cellIndex].firstChild;
    cells().forEach(draw);
    more.remove();
    first.scrollIntoView({ block: "nearest", inline: "center" });
    first.focus({ preventScroll: true });
  });

  function addRow(code, name) {
    const body = made("tbody", { id: `open-row-${code}`, "data-group": code, "data-name": name });
    const heads = [...matrix.tHead.rows[0].cells].slice(1);
    matrix.append(body);
    for (const like of matrix.tBodies[0].rows) {
      const row = made("tr", { "data-side": like.dataset.side }, made("th", { scope: "row" }, name, like.querySelector("th span").cloneNode(true)));
      body.append(row);
      row.append(...heads.map((head) => cellFor(row, head)));
    }
    body.querySelectorAll("button.cell").forEach(draw);
    form.querySelector(`[data-row][value="row-${CSS.escape(code)}"]`)?.remove();
    form.querySelector(`#add_group option[value="${CSS.escape(code)}"]`)?.remove();
    body.querySelector("button.cell").focus();
  }

  const choice = form.querySelector("#add_group"); // the muscle groups stand in the page already, where a line of the lesson chooses one
  const known = form.querySelector('select[name$="muscle_group"]');
  if (choice && choice.length === 1 && known) {
    const told = [...form.querySelectorAll('[name="open"][value^="row-"]:not([data-row])')].map((button) => button.value.slice(4));
    const there = [...told, ...[...matrix.tBodies].map((body) => body.dataset.group)];
    for (const { value, text } of known.options) if (!there.includes(value)) choice.append(new Option(text, value));
  }

  if (pattern) for (const button of form.querySelectorAll("[data-row], [data-add-row]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const isNamed = "row" in button.dataset;
      const code = isNamed ? button.value.slice(4) : choice.value;
      if (code) addRow(code, isNamed ? button.textContent.trim() : choice.selectedOptions[0].text);
      else choice.focus();
    });
  }

  /* The re-test: each cell that was filled before, with what was found, and room for what is found now */
  const again = form.querySelector("[data-retest]");

  function wordsOf(said) {
    const numbers = ["tone", "pain", "effort"].filter((part) => said[part] !== "").map((part) => `${labelOf(part)} ${said[part]}`);
    return [said.fit && say[MARK[said.fit]], ...numbers].filter(Boolean).join(" · ");
  }

  function labelOf(part) {
    const label = pattern.content.querySelector(`[data-${part}]`).closest(".number").querySelector("label");
    return label.firstChild.data.replace(/ ?0–10/, "");
  }

  function rowOf(cell) {
    const { name, side, place } = whereOf(cell);
    const before = saidIn(cell, "before");
    const row = made("li", { "data-again-of": cell.value });
    row.append(made("a", { href: `#open-${cell.value}`, class: "retest__where" }, `${name}, ${side.toLocaleLowerCase()}`, made("strong", {}, place)));
    row.append(made("span", { class: "retest__before" }));
    const now = made("div", { class: "retest__now", role: "group", "aria-label": `${name}, ${side}, ${place}` });
    if (before.fit) {
      const scale = pattern.content.querySelector(".segmented").cloneNode(true);
      for (const radio of scale.querySelectorAll("input")) {
        radio.name = `again-${cell.value}`;
        radio.setAttribute("form", ""); // it shows what the tray holds, and is not sent itself
        radio.dataset.part = "fit";
      }
      now.append(scale);
    }
    for (const part of ["tone", "pain", "effort"].filter((one) => before[one] !== "")) {
      const id = `again-${cell.value}-${part}`;
      const input = made("input", { type: "number", min: "0", max: "10", id, form: "", "data-part": part });
      now.append(made("div", { class: "number" }, made("label", { for: id }, labelOf(part), made("span", { class: "sr" }, ` ${again.dataset.again}`)), input));
    }
    row.append(now);
    withSteps(row);
    row.addEventListener("input", (event) => {
      event.stopPropagation();
      take(cell, event.target);
    });
    return row;
  }

  function take(cell, from) {
    const row = trayOf(cell).querySelector('[data-moment="after"]');
    const field = from.dataset.part === "fit" ? row.querySelector(`[name$="-fit"][value="${from.value}"]`) : row.querySelector(`[data-${from.dataset.part}]`);
    if (field.type === "radio") field.checked = true;
    else field.value = from.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  const shape = (said) => ["fit", "tone", "pain", "effort"].map((part) => said[part] !== "").join();

  function listAgain(cell) {
    if (!pattern) return;
    const before = saidIn(cell, "before");
    let row = again.querySelector(`[data-again-of="${CSS.escape(cell.value)}"]`);
    if (row && row.dataset.shape !== shape(before)) {
      row.remove();
      row = null;
    }
    if (!row && isSaid(before)) {
      row = rowOf(cell);
      row.dataset.shape = shape(before);
      const order = cells().map((one) => one.value);
      const next = [...again.children].find((other) => order.indexOf(other.dataset.againOf) > order.indexOf(cell.value));
      again.insertBefore(row, next || null);
    }
    if (row) {
      row.querySelector(".retest__before").textContent = wordsOf(before);
      const after = saidIn(cell, "after");
      for (const field of row.querySelectorAll("[data-part]")) {
        if (field.type === "radio") field.checked = field.value === after.fit;
        else if (field.value !== after[field.dataset.part]) field.value = after[field.dataset.part];
      }
    }
    again.hidden = !again.children.length;
  }

  /* Tone too low opens a decision */
  const lowTone = form.querySelector("[data-low-tone]");
  function mindLowTone() {
    const low = form.querySelector("[data-is-low]") || cells().some((cell) => MOMENTS.some((when) => saidIn(cell, when).fit === "too_low"));
    const said = lowTone.querySelector('input[type="radio"]:checked:not([value=""])') || [...lowTone.querySelectorAll("textarea, .field > input")].some((field) => field.value);
    lowTone.toggleAttribute("data-needed", Boolean(low));
    lowTone.hidden = !low && !said && !lowTone.querySelector(".field__error");
  }

  for (const tray of form.querySelectorAll("[data-tray]")) wake(tray);
  for (const cell of cells()) {
    draw(cell);
    listAgain(cell);
  }
  mindLowTone();
  showCurrent();
})();

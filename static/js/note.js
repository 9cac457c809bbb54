/* The note editor's hands: rows that are added, and which part is being written. The matrix has a script of its own.
   Everything it does can be done without it, by typing and saving. */
(() => {
  "use strict";

  const form = document.querySelector("[data-note]");
  if (!form) return;

  /* What is kept in one hidden field until it is opened, its parts with a / between them */
  const PARTS = { line: ["technique", "muscle_group", "side", "place", "repetitions", "response"], release: ["side", "muscle_group", "method", "evidence"], sma: ["region", "side", "sense", "control", "release"] };

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
    if (!add) continue; // no open row to make another of: a press saves and leads there
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

  // How many parts are done was true as the page came.
  form.addEventListener("supple:saved", () => form.querySelector("[data-done]")?.remove());

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

/* What was seen: a line until it is opened, drawn then from the pieces that came with the part.
   Without them each opens as the draft is saved. */
(() => {
  "use strict";

  const form = document.querySelector("[data-note]");
  if (!form) return;
  const SMA = ["region", "side", "sense", "control", "release"];

  function piece(id) {
    const pieces = form.querySelector("template[data-pieces]");
    const found = pieces && pieces.content.getElementById(id);
    return found && found.cloneNode(true);
  }

  function fill(fields, said) {
    for (const field of fields) {
      if (field.type === "checkbox") field.checked = Boolean(said(field));
      else if (field.type === "radio") field.checked = field.value === said(field);
      else field.value = said(field);
    }
  }

  function group(kind, folded) {
    const open = piece(`open-${kind}`);
    const told = new Map(folded.split(" ").filter(Boolean).map((pair) => pair.split("=")));
    if (open) fill(open.querySelectorAll(`[name^="${kind}-"]`), (field) => told.get(field.name.slice(kind.length + 1)) || "");
    return open;
  }

  function row(number, folded = "") {
    const open = piece("open-sma-0");
    if (!open) return null;
    const told = folded.split("/");
    open.id = `open-sma-${number}`;
    for (const node of open.querySelectorAll("[name], [id], [for]")) {
      for (const key of ["name", "id", "for"]) {
        const value = node.getAttribute(key);
        if (value) node.setAttribute(key, value.replace("sma-0-", `sma-${number}-`));
      }
    }
    fill(open.querySelectorAll("select"), (field) => told[SMA.indexOf(field.name.split("-")[2])] || "");
    return open;
  }

  function opened(button) {
    const told = button.closest("li");
    const number = button.value.startsWith("sma-") ? Number(button.value.split("-")[1]) : null;
    const folded = told ? told.querySelector("input").value : "";
    const open = number === null ? group(button.value, folded) : row(number, folded);
    if (!open) return null;
    if (told) {
      told.replaceWith(open);
    } else {
      form.querySelector("[data-sma]").append(open);
      button.value = `sma-${number + 1}`;
    }
    return open;
  }

  function kept(button) {
    const field = document.getElementById(button.value);
    field.value = form.querySelector("[data-stands]").textContent;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("#seen [name=open], #seen [name=keep]");
    if (!button) return;
    if (button.name === "keep") {
      event.preventDefault();
      kept(button);
      return;
    }
    const open = opened(button);
    if (!open) return; // it saves, and leads there
    event.preventDefault();
    open.querySelector("select, input:not([type=hidden])").focus();
  });
})();

/* What may be said of something that is ticked: its fields are drawn from the one pattern in the page when it is
   ticked or opened, with what was said of it. Without a script the server does the same as it saves. */
(() => {
  "use strict";

  const list = document.querySelector("[data-asked]");
  const pattern = document.querySelector("template[data-pattern]");
  if (!list || !pattern) return;

  function tickOf(row) { return row.querySelector(".choice input"); }

  function put(name, value, drawn) {
    for (const field of drawn.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio") field.checked = field.value === value;
      else field.value = value;
    }
  }

  function open(row) {
    const told = row.querySelector("[data-told]");
    if (!told && row.querySelector(".asked__more")) return;
    const tick = tickOf(row);
    const drawn = pattern.content.firstElementChild.cloneNode(true);
    for (const node of drawn.querySelectorAll("*")) for (const { name, value } of node.attributes) {
      if (value.includes(pattern.dataset.pattern)) node.setAttribute(name, value.replace(pattern.dataset.pattern, tick.value));
    }
    if (row.hasAttribute("data-no-side")) drawn.querySelector('[name^="side_"]').closest(".field, fieldset").remove();
    drawn.setAttribute("aria-label", tick.closest("label").textContent.trim());
    for (const kept of told?.querySelectorAll('input[type="hidden"]') ?? []) put(kept.name, kept.value, drawn);
    if (told) told.replaceWith(drawn);
    else row.append(drawn);
  }

  function opened() {
    for (const row of list.children) if (tickOf(row).checked) {
      if (!row.querySelector(".asked__more")) open(row);
    }
  }

  list.addEventListener("change", opened);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-open]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest(".asked__one");
    open(row);
    row.querySelector(".asked__more input:checked").focus();
  });
  // Enter in a field means the form's own button, not the first one that opens something.
  for (const button of list.querySelectorAll("[data-open]")) button.type = "button";
  addEventListener("pageshow", opened); // a page that the browser brings back has its ticks again
  opened();
})();

/* Where there is a mouse, an appointment that is still to come is drawn to another time, day or person. That opens the
   form in which it is moved, filled in; nothing is moved before it is sent. Without a mouse, or a script, the same
   form opens from the appointment's page. */
(() => {
  "use strict";

  if (!matchMedia("(pointer: fine)").matches) return;
  const hint = document.querySelector("[data-drag-hint]");
  const lessons = document.querySelectorAll(".cal__one--booked, .cal__one--confirmed");
  const ones = [...lessons].filter((one) => one.querySelector("a[href*='/appointments/']")); // a class is changed on its page
  let drawn = null;
  let over = null;

  /* What the place under the mouse says: a free time says all, a column who, a day when. */
  function asked(target) {
    const found = new URLSearchParams();
    const day = target.closest("[data-day]");
    const column = target.closest("[data-with]");
    const gap = target.closest(".cal__gap a") ?? target.closest(".cal__gap")?.querySelector("a");
    if (gap) {
      const free = new URL(gap.href).searchParams;
      for (const name of ["day", "time", "with", "place"]) found.set(name, free.get(name) ?? "");
    } else if (day) {
      found.set("day", day.dataset.day);
      if (column) found.set("with", column.dataset.with);
    }
    return found;
  }

  function placeOf(node) {
    const target = node instanceof Element ? node : node.parentElement;
    return target.closest(".cal__gap") ?? target.closest("[data-with]") ?? target.closest("[data-day]");
  }

  function mark(place) {
    over?.classList.remove("is-over");
    over = place;
    over?.classList.add("is-over");
  }

  for (const one of ones) {
    one.draggable = true;
    one.querySelector("a").draggable = false;
    one.addEventListener("dragstart", (event) => {
      drawn = one;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", one.querySelector("a").textContent.trim());
    });
    one.addEventListener("dragend", () => {
      drawn = null;
      mark(null);
    });
  }
  document.addEventListener("dragover", (event) => {
    const place = drawn && placeOf(event.target);
    mark(place && place !== placeOf(drawn) ? place : null);
    if (over) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    if (!drawn || !over) return;
    event.preventDefault();
    const { pathname } = new URL(drawn.querySelector("a").href);
    location.assign(`${pathname}move/?${asked(over)}`);
  });
  if (hint && ones.length) hint.hidden = false;
})();

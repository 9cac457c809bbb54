/* Two photos over one another: the slider says how much of the later one is seen. Without script they stand side by side. */
(() => {
  "use strict";

  for (const range of document.querySelectorAll("[data-compare] input")) {
    const compare = range.closest("[data-compare]");
    const show = () => {
      compare.style.setProperty("--at", `${range.value}%`);
      range.setAttribute("aria-valuetext", range.dataset.says.replace("{n}", range.value));
    };
    compare.classList.add("compare--over");
    range.parentElement.hidden = false;
    range.addEventListener("input", show);
    show();
  }
})();

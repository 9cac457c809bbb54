/* Small kindnesses for every form: one press sends once, errors come into view, and a lost connection is said. */
(() => {
  "use strict";

  const WAIT = 10000; // after this a second press is allowed: the first may have been lost

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "get" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "yes";
    const button = event.submitter;
    if (button) {
      button.classList.add("btn--waiting");
      button.setAttribute("aria-busy", "true");
    }
    setTimeout(() => release(form, button), WAIT);
  });

  function release(form, button) {
    delete form.dataset.sending;
    if (!button) return;
    button.classList.remove("btn--waiting");
    button.removeAttribute("aria-busy");
  }

  // Back from another page: the browser may show the old one, still waiting.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sending]")) {
      release(form, form.querySelector(".btn--waiting"));
    }
  });

  // "Keep it as it is" folds the question away without losing what else is on the page.
  document.addEventListener("click", (event) => {
    const question = event.target.closest("[data-keep]")?.closest("details");
    if (!question) return;
    event.preventDefault();
    question.open = false;
    question.querySelector("summary").focus();
  });

  const errors = document.querySelector("[data-form-errors]");
  if (errors) errors.focus();

  function say(words) {
    const place = document.getElementById("notices");
    if (!place) return;
    const notice = document.createElement("div");
    notice.className = "notice notice--watch";
    const text = document.createElement("span");
    text.textContent = words;
    notice.append(text);
    place.replaceChildren(notice);
    place.scrollIntoView({ block: "nearest" });
  }

  const words = document.body.dataset;
  document.addEventListener("htmx:sendError", () => say(words.offline));
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    say(status === 401 || status === 403 ? words.refused : words.failed);
  });
})();

/* Small kindnesses for every form: one press sends once, errors come into view, and a lost connection is said. */
(() => {
  "use strict";

  const WAIT = 10000; // after this a second press is allowed: the first may have been lost

  document.addEventListener("submit", (event) => {
    const form = event.target;
    refresh(form);
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

  /* After a sign-in in another tab the token in this page is old; the cookie has the present one. */
  function token() {
    const cookie = document.cookie.split("; ").find((pair) => pair.split("=")[0].endsWith("supple-csrf"));
    return cookie ? cookie.slice(cookie.indexOf("=") + 1) : "";
  }

  function refresh(form) {
    const field = form.querySelector('input[name="csrfmiddlewaretoken"]');
    const present = token();
    if (field && present) field.value = present;
  }

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

  // Where nothing is chosen yet, begin with the clock of this machine.
  for (const zones of document.querySelectorAll("select[data-own-zone]")) {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!zones.value && [...zones.options].some((one) => one.value === here)) zones.value = here;
  }

  const errors = document.querySelector("[data-form-errors]");
  if (errors) errors.focus();

  function say(words, signIn) {
    const place = document.getElementById("notices");
    if (!place) return;
    const notice = document.createElement("div");
    notice.className = "notice notice--watch";
    notice.dataset.said = "yes";
    const text = document.createElement("span");
    text.textContent = words;
    notice.append(text);
    if (signIn) {
      const link = document.createElement("a");
      link.href = document.body.dataset.signIn;
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = document.body.dataset.signInWord;
      const line = document.createElement("span");
      line.append(link);
      notice.append(line);
    }
    place.replaceChildren(notice);
    place.scrollIntoView({ block: "nearest" });
  }

  const words = document.body.dataset;
  document.addEventListener("htmx:sendError", () => say(words.offline));
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    if (status === 401) say(words.signedOut, true);
    else say(status === 403 ? words.refused : words.failed);
  });
  document.addEventListener("htmx:afterOnLoad", (event) => {
    if (event.detail.xhr.status < 400) document.querySelector("#notices > [data-said]")?.remove();
  });
  document.addEventListener("htmx:configRequest", (event) => {
    const present = token();
    if (!present || event.detail.verb === "get") return;
    event.detail.headers["X-CSRFToken"] = present;
    if (event.detail.formData.has("csrfmiddlewaretoken")) event.detail.formData.set("csrfmiddlewaretoken", present);
  });
  // Letters typed into a search are one step back, not one each.
  document.addEventListener("htmx:beforeHistoryUpdate", (event) => {
    if (event.detail.requestConfig.triggeringEvent?.type === "input") event.detail.history.type = "replace";
  });
})();

/* Files. Without script two photos stand side by side, and a form is sent as any other. */
(() => {
  "use strict";

  // One photo over the other: the slider says how much of the later one is seen.
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

  // What is too large is said before it goes, and how far it is while it goes.
  for (const place of document.querySelectorAll("[data-upload]")) {
    const form = place.querySelector("form");
    const chooser = form.querySelector('[type="file"]');
    const says = document.createElement("p");
    says.setAttribute("role", "status");
    chooser.after(says);

    function say(words, wrong) {
      says.textContent = words;
      says.className = wrong ? "field__error" : "quiet";
    }

    function tooLarge() {
      const is = chooser.files[0]?.size > Number(chooser.dataset.most);
      say(is ? chooser.dataset.tooLarge : "", is);
      return is;
    }

    function lost(words) {
      say(words || place.dataset.lost, true);
      delete form.dataset.sending;
    }

    // The answer is where to go, words that refuse, or the same page with its errors.
    function arrived(request) {
      const text = request.responseText;
      if (/json/.test(request.getResponseHeader("Content-Type"))) {
        const told = JSON.parse(text);
        if (told.url) location.assign(told.url);
        else lost(told.message || told.detail);
      } else {
        document.open();
        document.write(text);
        document.close();
      }
    }

    chooser.addEventListener("change", tooLarge);
    form.addEventListener("submit", (event) => {
      if (!chooser.files.length) return;
      event.preventDefault();
      if (tooLarge() || form.dataset.sending) return;
      form.dataset.sending = "yes";
      const request = new XMLHttpRequest();
      request.open("POST", location.href);
      request.setRequestHeader("Accept", "application/json, text/html");
      request.upload.onprogress = (sent) => say(`${place.dataset.word} ${Math.round((100 * sent.loaded) / sent.total)} %`);
      request.onload = () => arrived(request);
      request.onerror = () => lost();
      setTimeout(() => request.send(new FormData(form))); // with the token that form.js looks up
    });
  }
})();

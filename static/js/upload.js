/* Sending a file: what is too large is said before it goes, and how far it is while it goes. */
(() => {
  "use strict";

  for (const place of document.querySelectorAll("[data-upload]")) {
    const form = place.querySelector("form");
    const chooser = form.querySelector('[type="file"]');
    const says = document.createElement("p");
    says.setAttribute("role", "status");
    form.append(says);

    function say(words, wrong) {
      says.textContent = words;
      says.className = wrong ? "field__error" : "quiet";
    }

    function tooLarge() {
      const is = chooser.files[0]?.size > Number(chooser.dataset.most);
      say(is ? chooser.dataset.tooLarge : "", is);
      return is;
    }

    /* The answer is where to go, words that refuse, or the same page with its errors. */
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

    function lost(words) {
      say(words || place.dataset.lost, true);
      delete form.dataset.sending;
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
      request.upload.onprogress = (sent) => say(`${place.dataset.sending} ${Math.round((100 * sent.loaded) / sent.total)} %`);
      request.onload = () => arrived(request);
      request.onerror = () => lost();
      request.send(new FormData(form));
    });
  }
})();

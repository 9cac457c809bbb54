/* A form with data-autosave="URL" saves itself as it is typed and says when.
   The URL answers {saved_at, version}; version goes back with the next save, so that two tabs never overwrite each other.
   data-autosave-alone="name name …" lists fields that can be kept without the rest of the form: as long as only these changed, only these are sent, with alone=1. They are also kept while the rest is refused.
   Words come from the status element's data attributes, where they are translated. */
(() => {
  "use strict";

  const QUIET = 2000; // ms after the last key
  const AT_MOST = 8000; // ms between saves while somebody keeps typing: with the way there, a key is kept within 10 s
  const RETRY = 15000;

  class Draft {
    constructor(form) {
      this.form = form;
      this.url = form.dataset.autosave;
      this.status = form.querySelector("[data-autosave-status]") || document.querySelector("[data-autosave-status]");
      this.alone = new Set((form.dataset.autosaveAlone || "").split(" "));
      this.changed = new Map(); // name → its last change, of what the server has not
      this.edits = 0; // counts changes
      this.saved = 0; // the change that the server has
      this.sending = false;
      this.refused = ""; // why the whole form was not kept, until something of it changes
      this.then = null; // what was pressed while a save was under way
      this.stopped = false; // after a conflict nothing is sent until the person decides
      this.timer = 0;
      this.firstUnsaved = 0;
      for (const kind of ["input", "change"]) {
        form.addEventListener(kind, (event) => {
          if (event.target.form === form) this.touched(event.target.name); // not what only changes the view
        });
      }
      form.addEventListener("submit", (event) => this.leave(event));
      addEventListener("online", () => this.soon(0));
      addEventListener("offline", () => this.say("offline", "watch"));
      addEventListener("visibilitychange", () => this.soon(0)); // leaving, or back from signing in
      addEventListener("beforeunload", (event) => { if (this.dirty && !this.leaving) event.preventDefault(); });
    }

    get dirty() { return this.edits > this.saved; }
    get aloneOnly() { return [...this.changed.keys()].every((name) => this.alone.has(name)); }
    get someAlone() { return [...this.changed.keys()].some((name) => this.alone.has(name)); }

    leave(event) {
      if (this.sending && !this.then) {
        event.preventDefault(); // the answer brings the version that goes along; pressed again, it goes at once
        this.then = () => this.form.requestSubmit(event.submitter);
        return;
      }
      this.leaving = navigator.onLine;
      if (this.leaving) return;
      event.preventDefault(); // the browser's own page would stand in the place of what was typed
      this.say("offline", "watch");
    }

    touched(name) {
      this.leaving = false;
      if (!this.dirty) this.firstUnsaved = Date.now();
      this.edits += 1;
      this.changed.set(name, this.edits);
      if (!this.alone.has(name)) this.refused = "";
      const left = AT_MOST - (Date.now() - this.firstUnsaved);
      this.soon(Math.max(0, Math.min(QUIET, left)));
    }

    soon(ms) {
      clearTimeout(this.timer);
      if (this.dirty && !this.stopped) this.timer = setTimeout(() => this.save(), ms);
    }

    async save() {
      if (this.sending || this.stopped || !this.dirty) return;
      if (!navigator.onLine) {
        this.say("offline", "watch");
        return;
      }
      this.sending = true;
      const upTo = this.edits;
      this.say("saving");
      try {
        await this.take(await this.post(), upTo);
      } catch {
        this.say(navigator.onLine ? "later" : "offline", "watch");
        this.again(RETRY);
      }
      this.sending = false;
      this.firstUnsaved = Date.now();
      if (this.then) this.then();
      else if (this.edits > upTo) this.soon(QUIET);
      this.then = null;
    }

    post() {
      const token = csrfToken();
      const data = this.typed();
      data.set("csrfmiddlewaretoken", token);
      return fetch(this.url, {
        method: "POST",
        body: data,
        credentials: "same-origin",
        redirect: "manual", // a redirect here is the way to the sign-in page
        headers: { "X-CSRFToken": token, Accept: "application/json" },
      });
    }

    typed() {
      const data = new FormData(this.form);
      this.sentAlone = this.aloneOnly || (this.refused && this.someAlone);
      if (!this.sentAlone) return data;
      for (const name of new Set(data.keys())) {
        const field = this.form.elements.namedItem(name);
        if (!(this.changed.has(name) && this.alone.has(name)) && field.type !== "hidden") data.delete(name);
      }
      data.set("alone", "1");
      return data;
    }

    async take(answer, upTo) {
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
        this.say("signedOut", "stop");
        this.link(this.status?.dataset.signIn, this.status?.dataset.signInWord);
        this.again(RETRY);
      } else if (answer.status === 409) {
        this.stopped = true;
        const words = await answer.json();
        if (words.code === "other_person") this.say("other", "stop"); // never into somebody else's record
        else this.conflict(words);
      } else if (answer.status === 400 || answer.status === 422) {
        await this.refuse(answer);
      } else if (!answer.ok) {
        throw new Error(String(answer.status));
      } else {
        this.accept(await answer.json(), upTo);
      }
    }

    /* The words of the form are kept all the same, without what is wrong. */
    async refuse(answer) {
      const { errors } = await answer.json().catch(() => ({}));
      this.refused = ` ${Object.values(errors || {}).flat()[0] || ""}`;
      this.say("refused", "watch", this.refused);
      if (!this.sentAlone && this.someAlone) this.again(0);
    }

    again(ms) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), ms);
    }

    accept(answer, upTo) {
      for (const [name, edit] of this.changed) if (edit <= upTo && (!this.sentAlone || this.alone.has(name))) this.changed.delete(name);
      const rest = [...this.changed.values()].some((edit) => edit <= upTo); // of the form that was refused
      if (!rest) this.saved = upTo;
      const version = this.form.querySelector('input[name="version"]');
      if (version && answer.version !== undefined) version.value = answer.version;
      const at = new Date(answer.saved_at);
      const time = Number.isNaN(at.valueOf()) ? answer.saved_at : at.toLocaleTimeString(document.documentElement.lang || [], { hour: "numeric", minute: "2-digit" });
      if (rest) this.say("refused", "watch", this.refused);
      else this.say("saved", "settled", ` ${time}`);
      this.form.dispatchEvent(new CustomEvent("supple:saved", { bubbles: true, detail: answer }));
    }

    conflict(answer) {
      this.say(answer.code === "old_form" ? "anew" : "conflict", "stop");
      const url = answer.url || answer.link;
      this.link(url, this.status?.dataset.conflictLink);
    }

    link(url, word) {
      if (!this.status || !url) return;
      const link = document.createElement("a");
      link.href = url;
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = word;
      this.status.append(" ", link);
    }

    say(key, kind = "", more = "") {
      if (!this.status) return;
      this.status.className = `badge badge--wraps${kind ? ` badge--${kind}` : ""}`;
      this.status.textContent = (this.status.dataset[key] || "") + more;
    }
  }

  // From the cookie: after signing in again in another tab, the one in the page is old.
  function csrfToken() {
    const cookie = document.cookie.split("; ").find((pair) => pair.split("=")[0].endsWith("supple-csrf"));
    const token = cookie ? cookie.slice(cookie.indexOf("=") + 1) : "";
    for (const field of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) {
      if (token) field.value = token;
      else return field.value;
    }
    return token;
  }

  for (const form of document.querySelectorAll("form[data-autosave]")) new Draft(form);
})();

/* Phrases beside a text field: a tap or Enter puts one where the cursor was; it never replaces what is there.
   The field keeps the focus it had, so that on a tablet no keyboard comes up for a tap. */
(() => {
  "use strict";

  const PATTERN = document.getElementById("phrases-pattern");
  const FEW = 8; // more than these can be searched

  class Phrases {
    constructor(root) {
      this.root = root;
      this.field = document.getElementById(root.dataset.phrases);
      this.note = root.querySelector(".phrases__read");
      if (this.note) this.furnish(root);
      this.search = root.querySelector('input[type="search"]');
      this.none = root.querySelector(".phrases__none");
      this.said = root.querySelector(".phrases__said");
      this.status = this.said.querySelector("span");
      this.undo = this.said.querySelector("button");
      this.before = null; // what the field held before the last phrase
      this.field.addEventListener("focus", () => { this.visited = true; }, { once: true });
      this.field.addEventListener("input", () => { this.undo.hidden = !this.justPut; });
      this.undo.addEventListener("click", () => this.takeOut());
      this.buttons = [];
      for (const name of ["input", "change"]) {
        this.search.addEventListener(name, (event) => event.stopPropagation()); // searching is not writing
      }
      this.search.addEventListener("input", () => this.find());
      root.addEventListener("keydown", (event) => this.key(event));
      root.addEventListener("toggle", () => { if (root.open) this.read(); });
      if (!this.note) this.offer([...root.querySelectorAll("li")]);
    }

    // Six of the same on one page: what is inside stands in it once.
    furnish(root) {
      const inside = PATTERN.content.cloneNode(true);
      const find = inside.querySelector(".sr");
      find.textContent = find.textContent.replace("NAME", root.querySelector("summary .sr").textContent.replace(": ", ""));
      root.querySelector(".phrases__body").append(inside);
    }

    offer(items) {
      this.buttons = items.map((item) => this.button(item));
      this.search.parentElement.hidden = items.length <= FEW;
      this.find();
    }

    // Many would make the page heavy: they are read when they are first opened.
    async read() {
      if (!this.note || this.reading) return;
      this.reading = true;
      try {
        const { part } = this.root.dataset;
        const answer = await fetch(PATTERN.dataset.source, { headers: { Accept: "application/json" } });
        const items = (await answer.json())[part].map((phrase) => Object.assign(document.createElement("li"), { textContent: phrase }));
        this.root.querySelector(".phrases__list").replaceChildren(...items);
        this.note.remove();
        this.note = null;
        this.offer(items);
        if (document.activeElement === this.root.firstElementChild && !this.search.parentElement.hidden) this.search.focus();
      } catch {
        this.note.textContent = PATTERN.dataset.failed;
      } finally {
        this.reading = false;
      }
    }

    button(item) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = item.textContent;
      button.addEventListener("pointerdown", (event) => event.preventDefault()); // the cursor stays in the field
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => this.put(button.textContent));
      item.replaceChildren(button);
      return button;
    }

    get shown() { return this.buttons.filter((button) => !button.parentElement.hidden); }

    find() {
      const words = this.search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
      for (const button of this.buttons) {
        const text = button.textContent.toLocaleLowerCase();
        button.parentElement.hidden = !words.every((word) => text.includes(word));
        button.tabIndex = -1;
      }
      const [first] = this.shown;
      if (first) first.tabIndex = 0; // one stop for Tab; arrows walk on
      this.none.hidden = Boolean(first);
    }

    key(event) {
      const { shown } = this;
      const at = shown.indexOf(event.target);
      if (event.key === "Escape") {
        this.root.open = false;
        this.field.focus();
      } else if (event.key === "Enter" && event.target === this.search) {
        if (this.search.value.trim() && shown[0]) this.put(shown[0].textContent);
      } else if (["ArrowDown", "ArrowRight"].includes(event.key) && at >= 0) {
        this.walk(shown[Math.min(at + 1, shown.length - 1)]);
      } else if (["ArrowUp", "ArrowLeft"].includes(event.key) && at >= 0) {
        if (at === 0 && !this.search.parentElement.hidden) this.search.focus();
        else this.walk(shown[Math.max(at - 1, 0)]);
      } else if (event.key === "ArrowDown" && event.target === this.search && shown[0]) {
        this.walk(shown[0]);
      } else {
        return;
      }
      event.preventDefault();
    }

    walk(button) {
      for (const other of this.buttons) other.tabIndex = other === button ? 0 : -1;
      button.focus();
    }

    put(phrase) {
      const { field } = this;
      const { value } = field;
      const at = this.visited ? field.selectionEnd : value.length;
      const text = (at && !/\s/.test(value[at - 1]) ? " " : "") + phrase + (/[\p{L}\p{N}]/u.test(value[at] || "") ? " " : "");
      if (value.length + text.length > (field.dataset.most ?? Infinity)) {
        this.say(this.status.dataset.full, false);
        return;
      }
      this.before = { value, at };
      this.after = value.slice(0, at) + text + value.slice(at);
      field.setSelectionRange(at, at);
      this.visited = true;
      this.write(() => {
        // The browser's own way keeps Ctrl+Z; it needs the focus, which a tap does not ask for.
        if (document.activeElement === field && document.execCommand("insertText", false, text)) return;
        field.setRangeText(text, at, at, "end");
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
      this.say(`${this.status.dataset.added} ${phrase}`, true);
    }

    takeOut() {
      if (!this.before || this.field.value !== this.after) return;
      this.write(() => {
        this.field.value = this.before.value;
        this.field.setSelectionRange(this.before.at, this.before.at);
        this.field.dispatchEvent(new Event("input", { bubbles: true }));
      });
      this.before = null;
      this.say(this.status.dataset.gone, false);
      (this.shown[0] || this.search).focus({ preventScroll: true });
    }

    write(change) {
      this.justPut = true;
      change();
      this.justPut = false;
    }

    say(words, undoable) {
      this.said.hidden = false;
      this.status.textContent = words;
      this.undo.hidden = !undoable;
    }
  }

  const known = new WeakSet();

  function begin(within) {
    for (const root of within.querySelectorAll("[data-phrases]")) {
      if (!known.has(root)) new Phrases(root);
      known.add(root);
    }
  }

  begin(document);
  document.addEventListener("htmx:load", (event) => begin(event.target)); // parts that the page fetches
})();

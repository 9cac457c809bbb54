/* The pacer: walks through one movement's steps at their pace, round by round.
   The bead moves along the curve, and stands still where less motion is wanted: then only the words change. */
(() => {
  "use strict";

  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let running = null; // one pacer at a time

  class Pacer {
    constructor(root) {
      this.root = root;
      this.steps = [...root.querySelectorAll(".rounds__step")];
      this.parts = [...root.querySelectorAll("[data-part]")];
      this.bead = root.querySelector(".bead");
      this.rounds = Number(root.dataset.rounds) || 1;
      this.start = root.querySelector("[data-start]");
      this.pause = root.querySelector("[data-pause]");
      root.querySelector("[data-acts]").hidden = false;
      this.start.addEventListener("click", () => this.go());
      this.pause.addEventListener("click", () => this.stop());
      this.reset();
    }

    reset() {
      this.round = 0;
      this.at = 0;
      this.spent = 0; // ms of the present step
    }

    go() {
      if (running && running !== this) running.stop();
      running = this;
      this.start.hidden = true;
      this.pause.hidden = false;
      this.pause.focus();
      this.last = performance.now();
      this.show();
      this.frame = requestAnimationFrame((now) => this.tick(now));
    }

    stop() {
      cancelAnimationFrame(this.frame);
      running = null;
      this.start.hidden = false;
      this.pause.hidden = true;
      this.start.focus();
    }

    tick(now) {
      this.spent += now - this.last;
      this.last = now;
      const length = Number(this.steps[this.at].dataset.seconds) * 1000;
      if (this.spent >= length && !this.next(length)) return;
      this.move();
      this.frame = requestAnimationFrame((at) => this.tick(at));
    }

    next(length) {
      this.spent -= length;
      this.at += 1;
      if (this.at === this.steps.length) {
        this.at = 0;
        this.round += 1;
      }
      if (this.round >= this.rounds) {
        this.finish();
        return false;
      }
      this.show();
      return true;
    }

    finish() {
      this.say(this.root.dataset.done, "", "");
      this.mark(-1);
      this.reset();
      this.stop();
    }

    move() {
      const part = this.parts[this.at];
      if (!part || still.matches) return;
      const share = this.spent / (Number(this.steps[this.at].dataset.seconds) * 1000);
      const point = part.getPointAtLength(part.getTotalLength() * Math.min(1, share));
      this.bead.setAttribute("cx", point.x);
      this.bead.setAttribute("cy", point.y);
    }

    show() {
      const step = this.steps[this.at];
      const words = step.querySelector(".rounds__words").textContent;
      this.say(step.dataset.word, words, `${this.root.dataset.round} ${this.round + 1} / ${this.rounds}`);
      this.mark(this.at);
    }

    say(word, help, count) {
      this.root.querySelector("[data-say]").hidden = false;
      this.root.querySelector("[data-word]").textContent = word;
      this.root.querySelector("[data-help]").textContent = help;
      this.root.querySelector("[data-count]").textContent = count;
    }

    mark(at) {
      this.steps.forEach((step, n) => step.classList.toggle("is-now", n === at));
      this.parts.forEach((part, n) => part.classList.toggle("is-now", n === at));
    }
  }

  for (const root of document.querySelectorAll("[data-pacer]")) new Pacer(root);
})();

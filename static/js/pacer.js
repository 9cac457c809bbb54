/* The pacer: leads through one movement's steps at their pace, round by round, and on to the next movement.
   Where it stands is always read from one clock that never goes back, so nothing adds up over the rounds, and a page
   that slept in the background wakes at the right step. The bead stands still where less motion is wanted. */
(() => {
  "use strict";

  const READY = 20000; // ms to come into the next position
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const sound = new supplePacer.Sound();
  const screen = new supplePacer.Screen();
  const pacers = [];
  let choices = { touch: true, lead: true };
  let running = null; // one pacer at a time

  class Pacer {
    constructor(root) {
      this.root = root;
      this.steps = [...root.querySelectorAll(".rounds__step")];
      this.parts = [...root.querySelectorAll("[data-part]")];
      this.bead = root.querySelector(".bead");
      this.rounds = Number(root.dataset.rounds) || 1;
      this.begins = []; // ms from the beginning of a round
      this.round = 0; // ms of a round
      for (const step of this.steps) {
        this.begins.push(this.round);
        this.round += Number(step.dataset.seconds) * 1000;
      }
      this.whole = this.round * this.rounds;
      this.spent = 0; // ms, below 0 while they come into position
      this.shown = null;
      this.start = root.querySelector("[data-start]");
      this.pause = root.querySelector("[data-pause]");
      this.next = root.querySelector("[data-next]");
      root.querySelector("[data-acts]").hidden = false;
      this.start.addEventListener("click", () => this.go());
      this.pause.addEventListener("click", () => this.stop());
      this.next.addEventListener("click", () => this.leadOn(0));
      this.variants();
    }

    variants() {
      const group = this.root.querySelector("[data-variants]");
      if (!group) return;
      group.hidden = false;
      const says = this.root.querySelector("[data-variant]");
      group.addEventListener("change", (event) => { says.textContent = event.target.dataset.words; });
    }

    get following() {
      return pacers[pacers.indexOf(this) + 1] || null;
    }

    elapsed() {
      return performance.now() - this.began;
    }

    go() {
      if (running && running !== this) running.stop();
      running = this;
      this.began = performance.now() - this.spent;
      this.shown = null;
      this.start.hidden = true;
      this.pause.hidden = false;
      this.next.hidden = !this.following;
      this.pause.focus({ preventScroll: true });
      screen.keepOn();
      this.lay();
      this.beat();
      this.frame = requestAnimationFrame(() => this.glide());
    }

    stop() {
      this.spent = Math.max(0, this.elapsed());
      this.rest();
      this.start.focus({ preventScroll: true });
    }

    rest() {
      clearTimeout(this.timer);
      cancelAnimationFrame(this.frame);
      running = null;
      sound.hush();
      screen.letGo();
      this.start.hidden = false;
      this.pause.hidden = true;
      this.next.hidden = true;
    }

    /* Every step that is still to come, for the ear. */
    cues() {
      const now = this.elapsed();
      const cues = [{ kind: "done", at: this.whole - now }];
      if (now < 0) cues.push({ kind: "ready", at: 0 });
      for (let round = 0; round < this.rounds; round += 1) {
        this.steps.forEach((step, n) => {
          const at = round * this.round + this.begins[n] - now;
          if (at > -50) cues.push({ kind: step.dataset.kind, at: Math.max(0, at) });
        });
      }
      return cues;
    }

    lay() {
      sound.lay(this.cues());
    }

    /* Where the clock stands: step, round, and when the next one begins. */
    where(now) {
      const round = Math.floor(now / this.round);
      const inRound = now - round * this.round;
      let at = this.steps.length - 1;
      while (this.begins[at] > inRound) at -= 1;
      const ends = at + 1 < this.steps.length ? this.begins[at + 1] : this.round;
      return { round, at, share: (inRound - this.begins[at]) / (ends - this.begins[at]), until: round * this.round + ends };
    }

    beat() {
      clearTimeout(this.timer);
      const now = this.elapsed();
      if (now >= this.whole) {
        this.finish();
        return;
      }
      let until = 0;
      if (now < 0) this.comeIntoPosition();
      else {
        const here = this.where(now);
        until = here.until;
        const number = here.round * this.steps.length + here.at;
        if (number !== this.shown) this.show(here, number);
      }
      this.timer = setTimeout(() => this.beat(), Math.max(1, until - now));
    }

    glide() {
      const now = this.elapsed();
      if (now >= 0 && now < this.whole && !still.matches && this.bead) {
        const { at, share } = this.where(now);
        const part = this.parts[at];
        const point = part.getPointAtLength(part.getTotalLength() * Math.min(1, share));
        this.bead.setAttribute("cx", point.x);
        this.bead.setAttribute("cy", point.y);
      }
      this.frame = requestAnimationFrame(() => this.glide());
    }

    finish() {
      this.say(this.root.dataset.done, "", "");
      this.mark(-1);
      supplePacer.touch("done", choices.touch);
      this.spent = 0;
      const ringing = sound.laid;
      sound.laid = []; // the last tone rings out
      this.rest();
      if (choices.lead && this.following) this.leadOn(READY);
      else sound.laid = ringing;
    }

    /* On to the next movement, with time to come into its position. */
    leadOn(ready) {
      const next = this.following;
      if (running) this.stop();
      this.spent = 0;
      next.spent = -ready;
      next.root.querySelector(".pacer").scrollIntoView({ behavior: still.matches ? "auto" : "smooth", block: "start" });
      next.go();
    }

    comeIntoPosition() {
      const { next } = this.root.dataset;
      this.say(next, this.root.querySelector("h2").textContent, "");
    }

    show({ at, round }, number) {
      this.shown = number;
      const step = this.steps[at];
      const words = step.querySelector(".rounds__words").textContent;
      this.say(step.dataset.word, words, `${this.root.dataset.round} ${round + 1} / ${this.rounds}`);
      this.mark(at);
      supplePacer.touch(step.dataset.kind, choices.touch);
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

  /* Sound, touch and going on by itself: on, unless switched off in this visit. */
  function listen(bar) {
    const switches = Object.fromEntries([...bar.querySelectorAll("input")].map((one) => [one.name, one]));
    switches.touch.closest("label").hidden = !navigator.vibrate;
    const read = () => {
      choices = { touch: switches.touch.checked, lead: switches.lead.checked };
      if (sound.on === switches.sound.checked) return;
      sound.on = switches.sound.checked;
      if (running) running.lay();
    };
    for (const one of Object.values(switches)) {
      one.checked = supplePacer.remembered(`pacer ${one.name}`);
      one.addEventListener("change", () => {
        supplePacer.remember(`pacer ${one.name}`, one.checked);
        read();
      });
    }
    bar.hidden = false;
    read();
  }

  function adopt() {
    for (const root of document.querySelectorAll("[data-pacer]:not([data-led])")) {
      root.dataset.led = "yes";
      pacers.push(new Pacer(root));
    }
    const bar = document.querySelector("[data-choices]");
    if (bar?.hidden && pacers.length) listen(bar);
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden || !running) return;
    screen.keepOn();
    running.beat();
  });
  document.addEventListener("supple:movements", adopt);
  adopt();
})();

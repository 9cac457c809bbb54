/* What the pacer sounds like, and what keeps the screen awake beside it. The tones are made here: one for each kind of
   step, told apart with closed eyes. They are laid on the sound's own clock ahead of time, so that they come when they
   should, also when the page stands in the background. */
const supplePacer = (() => {
  "use strict";

  // [start Hz, end Hz, seconds, begins after seconds]
  const TONES = {
    contract: [[220, 294, 0.9, 0]], // up
    slow_release: [[392, 196, 2.2, 0]], // down, for long
    rest: [[165, 165, 1.4, 0]], // one, low
    sense: [[523, 523, 0.7, 0], [659, 659, 1.1, 0.35]], // two, high
    ready: [[330, 330, 0.5, 0]],
    done: [[262, 262, 2.4, 0], [330, 330, 2.4, 0.15], [392, 392, 2.4, 0.3]],
  };
  const TOUCHES = { contract: [120], slow_release: [60, 80, 60, 80, 60], rest: [300], sense: [60, 120, 60], done: [400] };
  const LOUD = 0.16;

  function remembered(name) {
    try {
      return sessionStorage.getItem(name) !== "off";
    } catch {
      return true;
    }
  }

  function remember(name, on) {
    try {
      sessionStorage.setItem(name, on ? "on" : "off");
    } catch {
      // then it holds for this page
    }
  }

  class Sound {
    constructor() {
      this.on = true;
      this.laid = [];
    }

    /* Cues are {kind, at}: ms from now. What was laid before is taken back. */
    lay(cues) {
      this.hush();
      const Context = window.AudioContext || window.webkitAudioContext;
      if (!this.on || !Context) return;
      this.context ??= new Context();
      this.context.resume();
      const from = this.context.currentTime + 0.02;
      for (const { kind, at } of cues) {
        for (const tone of TONES[kind] || []) this.tone(tone, from + at / 1000);
      }
    }

    tone([low, high, seconds, after], from) {
      const { context } = this;
      const begins = from + after;
      const ends = begins + seconds;
      const voice = context.createOscillator();
      const loud = context.createGain();
      voice.frequency.setValueAtTime(low, begins);
      voice.frequency.linearRampToValueAtTime(high, ends);
      loud.gain.setValueAtTime(0, begins);
      loud.gain.linearRampToValueAtTime(LOUD, begins + 0.08);
      loud.gain.linearRampToValueAtTime(0, ends);
      voice.connect(loud);
      loud.connect(context.destination);
      voice.start(begins);
      voice.stop(ends);
      this.laid.push(voice);
    }

    hush() {
      for (const voice of this.laid) {
        voice.stop();
        voice.disconnect();
      }
      this.laid = [];
    }
  }

  /* The screen stays on while the pacer runs, where the phone lets a page ask for it. */
  class Screen {
    async keepOn() {
      this.wanted = true;
      if (this.lock || document.hidden || !navigator.wakeLock) return;
      try {
        this.lock = await navigator.wakeLock.request("screen");
        this.lock.addEventListener("release", () => { this.lock = null; });
        if (!this.wanted) this.letGo();
      } catch {
        this.lock = null; // a low battery says no: nothing to do about it
      }
    }

    letGo() {
      this.wanted = false;
      this.lock?.release();
      this.lock = null;
    }
  }

  function touch(kind, on) {
    if (on && navigator.vibrate && TOUCHES[kind]) navigator.vibrate(TOUCHES[kind]);
  }

  return { TONES, Sound, Screen, touch, remembered, remember };
})();

/* Beside the page of the pacer: when each word appears, which tones are laid, and who asks for the screen. */
window.seen = [];
window.ticks = [];  // when the page had time for anything at all
setInterval(() => window.ticks.push(performance.now()), 10);
window.tones = [];
window.locks = [];
navigator.vibrate = (pattern) => { (window.touches ??= []).push(pattern); return true; };
class Voice {
  constructor() { this.frequency = { setValueAtTime: (hz) => { this.hz = hz; }, linearRampToValueAtTime() {} }; }
  connect() {}
  disconnect() {}
  start(at) { this.at = at; window.tones.push(this); }
  stop(at) { if (at === undefined) window.tones.splice(window.tones.indexOf(this), 1); }
}
window.AudioContext = class {
  get currentTime() { return performance.now() / 1000; }
  resume() {}
  createOscillator() { return new Voice(); }
  createGain() { return { gain: { setValueAtTime() {}, linearRampToValueAtTime() {} }, connect() {} }; }
};
Object.defineProperty(navigator, "wakeLock", { value: {
  async request() {
    const lock = new EventTarget();
    lock.release = async () => { window.locks.splice(window.locks.indexOf(lock), 1); lock.dispatchEvent(new Event("release")); };
    window.locks.push(lock);
    return lock;
  },
}});
addEventListener("DOMContentLoaded", () => {
  for (const word of document.querySelectorAll("[data-word]")) {
    new MutationObserver(() => window.seen.push([performance.now(), word.textContent]))
      .observe(word, { childList: true, characterData: true, subtree: true });
  }
});

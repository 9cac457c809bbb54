/* In the portal: keeps the shell ready for when there is no connection, keeps doses and a token of the practice that
   is open, sends what waits, says what waits, and empties the phone when somebody signs out. */
(() => {
  "use strict";

  if (!("indexedDB" in window)) return;
  const here = document.querySelector("script[data-worker]");
  const box = document.querySelector("[data-unsent]");
  const says = box?.querySelector("[data-says]");
  const list = box?.querySelector("[data-refused]");
  let said = []; // what became of what was sent, for as long as the page stands

  function line(words) {
    const part = document.createElement("p");
    part.textContent = words;
    return part;
  }

  function button(words, act) {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "btn";
    one.textContent = words;
    one.addEventListener("click", async () => {
      await act();
      await tell();
      await arrive();
    });
    return one;
  }

  function refused(log) {
    const item = document.createElement("li");
    const acts = document.createElement("div");
    acts.className = "row";
    const { again, leave } = box.dataset;
    if (log.refused.code === "clock") acts.append(button(again, () => supplePhone.keepLog(supplePhone.forToday(log))));
    acts.append(button(leave, () => supplePhone.dropLog(log.client_key)));
    item.append(line(`${log.day}: ${log.refused.words}`));
    if (log.line) item.append(line(`“${log.line}”`));
    item.append(acts);
    return item;
  }

  async function tell(more = []) {
    if (!box) return;
    const all = await supplePhone.logs();
    const waiting = all.filter((log) => !log.refused).length;
    const { one, many } = box.dataset;
    const words = [...more, ...said];
    if (waiting) words.push(waiting === 1 ? one : many.replace("0", waiting));
    says.replaceChildren(...words.map(line));
    list.replaceChildren(...all.filter((log) => log.refused).map(refused));
    box.hidden = !words.length && !list.children.length;
  }

  async function arrive() {
    if (!navigator.onLine) return;
    const fresh = await supplePhone.send();
    said = [...new Set([...said, ...fresh])];
    await tell();
  }

  /* Whoever signs in on this phone: nothing stays of anybody before, but what was not sent. */
  async function keepPractice() {
    const open = document.querySelector("[data-phone]");
    if (!open) return;
    const program = JSON.parse(open.dataset.phone);
    const unsent = new Set((await supplePhone.logs()).map((log) => log.program));
    for (const other of await supplePhone.programs()) {
      if (other.whose !== program.whose && !unsent.has(other.id)) await supplePhone.dropProgram(other.id);
    }
    if (program.token) await supplePhone.keepProgram(program);
    else if (!unsent.has(program.id)) await supplePhone.dropProgram(program.id);
  }

  async function empty() {
    await supplePhone.erase();
    sessionStorage.clear();
    for (const name of await caches.keys()) await caches.delete(name);
  }

  for (const form of document.querySelectorAll("form[action$='/accounts/logout/']")) {
    form.addEventListener("submit", async (event) => {
      if (form.dataset.emptied) return;
      event.preventDefault();
      event.stopPropagation();
      try {
        await supplePhone.send();
        const left = (await supplePhone.logs()).length;
        if (left && !confirm(here.dataset.leaving.replace("0", left))) return;
        await empty();
      } catch {
        // a phone that keeps nothing has nothing to empty
      }
      form.dataset.emptied = "yes";
      form.requestSubmit();
    });
  }

  navigator.serviceWorker?.addEventListener("message", (event) => {
    const words = box?.dataset[event.data];
    if (words) tell([words]).then(() => box.scrollIntoView({ block: "center" }));
  });

  async function begin() {
    if (here.dataset.worker) navigator.serviceWorker?.register(here.dataset.worker).catch(() => {});
    try {
      await keepPractice();
      await tell();
      await arrive();
    } catch {
      // storage is off or full: everything else works
    }
  }

  addEventListener("online", arrive);
  addEventListener("supple:kept", () => tell().then(arrive));
  begin();
})();

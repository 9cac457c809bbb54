/* What a phone keeps so that somebody can practise without a connection: the program's opaque id, codes and doses of
   its items, a token that only submits logs, and the logs that were not sent yet. Nothing else, and nobody's name.
   Read by the pages of the portal and by their worker. */
const supplePhone = (() => {
  "use strict";

  const NUMBERS = ["slowness", "attention", "ease_after", "effort", "pain_during", "minutes", "soreness_hours"];
  const WAITS = [401, 429]; // and whatever is our fault: sent again later

  function open() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open("supple", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("programs", { keyPath: "id" });
        asked.result.createObjectStore("logs", { keyPath: "client_key" });
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
      asked.onblocked = () => reject(new Error("blocked"));
    });
  }

  /* One request in one transaction; it is kept once this resolves. */
  async function run(store, mode, work) {
    const base = await open();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = base.transaction(store, mode);
        const asked = work(transaction.objectStore(store));
        transaction.oncomplete = () => resolve(asked.result);
        transaction.onabort = () => reject(transaction.error || asked.error);
        transaction.onerror = () => reject(transaction.error || asked.error);
      });
    } finally {
      base.close();
    }
  }

  const programs = () => run("programs", "readonly", (store) => store.getAll());
  const keepProgram = (program) => run("programs", "readwrite", (store) => store.put(program));
  const dropProgram = (id) => run("programs", "readwrite", (store) => store.delete(id));
  const logs = async () => {
    const all = await run("logs", "readonly", (store) => store.getAll());
    return all.sort((one, other) => one.at - other.at);
  };
  const keepLog = (log) => run("logs", "readwrite", (store) => store.put(log));
  const dropLog = (key) => run("logs", "readwrite", (store) => store.delete(key));

  function erase() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.deleteDatabase("supple");
      asked.onsuccess = () => resolve();
      asked.onerror = () => reject(asked.error);
      asked.onblocked = () => resolve(); // it goes as soon as the other page closes
    });
  }

  function localDay(at) {
    const two = (number) => String(number).padStart(2, "0");
    return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  }

  function number(value) {
    return value === null || value === "" ? null : Number(value);
  }

  /* What was said in a form, as a log of now; null while the first answer or its reason is missing. */
  function fromForm(program, form) {
    const at = new Date();
    const done = form.get("done") === "yes";
    const skipped = form.get("done") === "no";
    if (!done && !(skipped && form.get("skip_reason"))) return null;
    const log = {
      program,
      client_key: form.get("client_key") || crypto.randomUUID(),
      revision: Number(form.get("revision")) || 1,
      day: localDay(at),
      at: at.getTime(),
      done,
      skip_reason: skipped ? form.get("skip_reason") : "",
      worse: Boolean(form.get("worse")),
      line: (form.get("line") || "").trim().slice(0, 500),
    };
    for (const name of NUMBERS) log[name] = number(form.get(name));
    return log;
  }

  function forToday(log) {
    const at = new Date();
    const again = { ...log, day: localDay(at), at: at.getTime() };
    delete again.refused;
    return again;
  }

  async function submit(log, token) {
    const { program, refused, ...told } = log;
    return fetch("/l/logs/", {
      method: "POST",
      credentials: "omit",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token, log: { ...told, sent: Date.now() } }),
    });
  }

  /* Send what waits, one by one; what arrived is removed, what is refused is kept with the words for it. */
  async function sendAll() {
    const tokens = new Map((await programs()).map((program) => [program.id, program.token]));
    const told = [];
    for (const log of await logs()) {
      if (log.refused) continue;
      let answer;
      let said;
      try {
        answer = await submit(log, tokens.get(log.program) || "");
        said = await answer.json();
      } catch {
        break; // no connection, or no answer of ours
      }
      if (answer.ok) {
        await dropLog(log.client_key);
        told.push(said.words);
      } else if (WAITS.includes(answer.status) || answer.status >= 500) {
        told.push(said.words);
        if (answer.status !== 401) break;
      } else {
        await keepLog({ ...log, refused: { code: said.code, words: said.words } });
      }
    }
    return [...new Set(told.filter(Boolean))];
  }

  const send = () => (navigator.locks ? navigator.locks.request("supple-logs", sendAll) : sendAll());

  return { programs, keepProgram, dropProgram, logs, keepLog, dropLog, erase, fromForm, forToday, send };
})();

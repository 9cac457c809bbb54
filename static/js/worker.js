/* Stands between the portal and the network. It keeps the shell: style, script and drawings that are the same for
   everybody, and one page that belongs to nobody. No page of a person is ever kept. `SUPPLE` says which files. */
(() => {
  "use strict";

  const { version, shell, files } = self.SUPPLE;
  const CACHE = `supple-${version}`;
  const KEPT = new Set(files);

  async function fill() {
    const cache = await caches.open(CACHE);
    await cache.addAll(files.map((file) => new Request(file, { credentials: "omit" })));
    await self.skipWaiting();
  }

  async function sweep() {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
    await self.clients.claim();
  }

  const kept = (path) => caches.match(path, { ignoreVary: true, ignoreSearch: true });

  async function file(request, path) {
    return (await kept(path)) || fetch(request);
  }

  async function page(request) {
    try {
      return await fetch(request);
    } catch (error) {
      const found = await kept(shell);
      if (!found) throw error;
      return found;
    }
  }

  async function say(id, what) {
    const page = await self.clients.get(id);
    if (page) page.postMessage(what);
    return new Response(null, { status: 204 }); // the page stays, with all that was typed
  }

  /* A log that was sent while the connection was gone waits here, by the key that its form has. */
  async function log(request, program, id) {
    const copy = request.clone();
    try {
      return await fetch(request);
    } catch {
      const told = supplePhone.fromForm(program, await copy.formData());
      if (!told) return say(id, "incomplete");
      try {
        await supplePhone.keepLog(told);
      } catch {
        return say(id, "full");
      }
      return Response.redirect(`${shell}#kept`, 303);
    }
  }

  self.addEventListener("install", (event) => event.waitUntil(fill()));
  self.addEventListener("activate", (event) => event.waitUntil(sweep()));
  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (url.origin !== location.origin) return;
    if (request.method === "GET" && KEPT.has(url.pathname)) {
      event.respondWith(file(request, url.pathname));
    } else if (request.mode === "navigate" && request.method === "GET") {
      event.respondWith(page(request));
    } else if (request.mode === "navigate") {
      const practice = /^\/portal\/practice\/([0-9a-f-]{36})\/$/.exec(url.pathname);
      if (practice) event.respondWith(log(request, practice[1], event.clientId));
    }
  });
})();

"""All that a phone keeps for a page: read whole, so that nothing hides in it."""

import json

from playwright.sync_api import BrowserContext, Page

_ALL = """
async () => {
  const pairs = (store) => Object.fromEntries(Object.entries(store));
  const databases = {};
  for (const { name, version } of await indexedDB.databases()) {
    const base = await new Promise((resolve, reject) => {
      const asked = indexedDB.open(name, version);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    databases[name] = {};
    for (const store of base.objectStoreNames) {
      databases[name][store] = await new Promise((resolve, reject) => {
        const asked = base.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
    }
    base.close();
  }
  const kept = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    kept[name] = {};
    for (const request of await cache.keys()) {
      const type = (await cache.match(request)).headers.get("Content-Type") || "";
      const text = /image.png|font/.test(type) ? "" : await (await cache.match(request)).text();
      kept[name][new URL(request.url).pathname] = text;
    }
  }
  return { session: pairs(sessionStorage), local: pairs(localStorage), databases, caches: kept };
}
"""


def stored_on(context: BrowserContext, page: Page) -> str:
    """Cookies, both storages, every database and every cache, as one text of JSON."""
    found = page.evaluate(_ALL)
    cookies = {cookie["name"]: cookie["value"] for cookie in context.cookies()}
    return json.dumps({**found, "cookies": cookies}, ensure_ascii=False)

/* The calendar by keyboard. Letters are the first of what stands on the button, and work while the focus is within the
   calendar and in no field (WCAG 2.1.4); arrows walk what can be opened. Without a script all of it is reached by Tab. */
(() => {
  "use strict";

  const calendar = document.getElementById("calendar");
  const help = calendar?.querySelector("[data-keys]");
  if (!calendar || !help) return;
  const ways = new Map([...document.querySelectorAll("[data-key]")].map((link) => [link.dataset.key, link]));
  for (const [key, link] of ways) if (calendar.contains(link)) link.setAttribute("aria-keyshortcuts", key);
  help.hidden = false;

  const ENTRY = ".cal__col li a, .cal__month td a";
  const MOVABLE = ".cal__one--booked, .cal__one--confirmed";

  /* Columns as they are read: of a day's people, of a week's days, of a month's Mondays. */
  function columns() {
    const weeks = [...calendar.querySelectorAll(".cal__month tbody tr")].map((week) => [...week.querySelectorAll("a")]);
    if (weeks.length) return weeks[0].map((_day, at) => weeks.map((week) => week[at]));
    const people = [...calendar.querySelectorAll(".cal__col")].map((column) => [...column.querySelectorAll("li > a")]);
    return people.filter((column) => column.length);
  }

  function near(column, from) {
    const height = from.getBoundingClientRect().top;
    const away = (link) => Math.abs(link.getBoundingClientRect().top - height);
    return column.reduce((best, link) => (away(link) < away(best) ? link : best));
  }

  /* Where an arrow leads from an entry; from the calendar itself, to its first. */
  function walked(key, from) {
    const all = columns();
    const at = all.findIndex((column) => column.includes(from));
    if (at < 0) return key === "ArrowDown" ? all[0]?.[0] : undefined;
    const column = all[at];
    const place = column.indexOf(from);
    const ahead = getComputedStyle(calendar).direction === "rtl" ? -1 : 1;
    switch (key) {
      case "ArrowDown": return column[place + 1];
      case "ArrowUp": return column[place - 1];
      case "Home": return column[0];
      case "End": return column[column.length - 1];
      default: {
        const beside = all[at + (key === "ArrowRight" ? ahead : -ahead)];
        return beside && near(beside, from);
      }
    }
  }

  /* The page that opens has its calendar focused, so that the next key works. */
  function go(address) {
    const to = new URL(address, location.href);
    to.hash = calendar.id;
    location.assign(to);
  }

  calendar.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const entry = event.target.closest(ENTRY);
    if (event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End") {
      if (!entry && event.target !== calendar) return; // theirs: a tab's, a button's, the page's own scrolling
      const next = event.shiftKey ? undefined : walked(event.key, entry?.closest("li")?.querySelector("a") ?? entry);
      if (!next) return;
      event.preventDefault();
      next.focus();
      return;
    }
    const key = event.key.toLowerCase();
    const one = key === "v" && ways.has("n") && entry?.closest(MOVABLE) && new URL(entry.href).pathname;
    if (one && one.includes("/appointments/")) location.assign(`${one}move/`);
    else if (ways.has(key)) go(ways.get(key).href);
    else return;
    event.preventDefault();
  });
})();

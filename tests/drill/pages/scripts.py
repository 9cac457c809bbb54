"""What a page is asked, as JavaScript that runs in it."""

_WHAT = """
const what = (e) => `${e.localName}${e.id ? "#" + e.id : ""}.${[...e.classList].join(".")} `
  + (e.getAttribute("aria-label") || e.textContent || e.name || "")
    .trim().replace(/\\s+/g, " ").slice(0, 40);
const seen = (e) => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0;
"""
OPEN_ALL = "() => { for (const d of document.querySelectorAll('details')) d.open = true; }"
UNSIGNED = """() => [...document.querySelectorAll("form")]
    .filter((f) => f.method === "post" && f.querySelector("[type=submit]"))
    .filter((f) => !f.querySelector("[name=csrfmiddlewaretoken]"))
    .map((f) => f.getAttribute("action") || location.pathname)"""
RUNNING = (
    "() => {"
    + _WHAT
    + """return document.getAnimations().filter((a) => a.playState === "running")
    .map((a) => what(a.effect.target)); }"""
)
# Every control and link that can be seen, in the order of the page; of radios, one of each group.
STOPS = (
    "() => {"
    + _WHAT
    + """
  const groups = new Set(), stops = [];
  const all = document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, :is(audio, video)[controls], "
    + "[tabindex='0']");
  for (const e of all) {
    const left_out = e.tabIndex < 0 && !e.matches("audio, video"); // its controls are the browser's
    if (e.disabled || e.type === "hidden" || left_out || !seen(e)) continue;
    if (e.type === "radio") {
      const group = `${[...document.forms].indexOf(e.form)} ${e.name}`;
      const named = `input[name="${CSS.escape(e.name)}"]:checked`;
      const chosen = (e.form ?? document).querySelector(named);
      if (groups.has(group)) continue;
      groups.add(group);
      (chosen ?? e).dataset.stop = stops.length;
    } else e.dataset.stop = stops.length;
    stops.push(what(e));
  }
  return stops; }"""
)
# Where the focus is and whether it shows: on the control, its label, or what stands for it.
FOCUSED = (
    "() => {"
    + _WHAT
    + """
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const near = [e, e.closest("label"), e.nextElementSibling, e.parentElement, ...(e.labels ?? [])];
  const shows = (x) => {
    const style = x && getComputedStyle(x);
    const ring = style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return style && seen(x) && (ring
      || style.boxShadow.includes("0px 0px 0px"));
  };
  return {number: Number(e.dataset.stop ?? -1), skip: e.classList.contains("skip"),
          visible: near.some(shows), what: what(e)}; }"""
)
# What reaches over the right edge: the text or the thing itself, not what was widened with it.
WIDER = (
    "() => {"
    + _WHAT
    + """
  const root = document.documentElement, width = root.clientWidth + 1;
  if (root.scrollWidth < width) return [];
  const scrolls = (e) => { for (let p = e; p; p = p.parentElement)
    if (getComputedStyle(p).overflowX !== "visible") return true; return false; };
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(text);
    const over = [...range.getClientRects()].some((box) => box.right > width);
    if (over && text.data.trim() && !scrolls(text.parentElement)) found.add(text.parentElement);
  }
  for (const e of document.querySelectorAll("input, select, textarea, svg, button, details"))
    if (seen(e) && e.getBoundingClientRect().right > width && !scrolls(e)) found.add(e);
  return [...(found.size ? found : [document.body])].slice(0, 3).map(what); }"""
)
# Text that its own box hides: neither for screen readers alone, nor to be scrolled to.
CUT = (
    "() => {"
    + _WHAT
    + """
  return [...document.body.querySelectorAll("*")].filter((e) => {
    if (!seen(e) || e instanceof SVGElement || e.clientWidth < 2) return false;
    const style = getComputedStyle(e);
    return /hidden|clip/.test(style.overflowX) && style.clipPath === "none"
      && e.scrollWidth > e.clientWidth + 1 && e.textContent.trim();
  }).slice(0, 3).map(what); }"""
)

"""One page, looked at in every way; a load serves them all."""

import re
from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, expect

from tests.drill.pages.findings import Findings
from tests.drill.pages.scripts import CUT, FOCUSED, OPEN_ALL, RUNNING, STOPS, UNSIGNED, WIDER

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
DESKTOP, PHONE = (1280, 900), (360, 760)
LED = "document.activeElement !== document.body || location.hash !== ''"
# One click from the mail is enough.
SIGNED_BY_ITS_LINK = (
    *("unsubscribe", "messages_off_link", "offers_off_link", "morning_off_link"),
    *("appointment_reminders_off_link", "check_ins_off_link"),
)
ROOM = 300  # below the end of a page, so that nothing lies under a bar that floats
ZOOMED = 640  # a desktop of 1280 at 200 %
WIDE = 1600
STAMP = re.compile(r' data-stop="\d+"')
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")
MOST_TABS = 400
PARTS = 6  # of a date, a time or a player that the browser draws
LETTERS = 16
AXE, HERE_ALREADY = Axe(), Axe(axe_script="0")  # half a megabyte of script, once a page


class Looker:
    """A browser window that looks pages over and keeps what it finds."""

    def __init__(self, browser: Browser, findings: Findings) -> None:
        self.found = findings
        self.context: BrowserContext = browser.new_context(
            viewport={"width": DESKTOP[0], "height": DESKTOP[1]},
            reduced_motion="reduce",
            color_scheme="light",
            locale="en-GB",
        )
        self.page: Page = self.context.new_page()
        self._tools = self.context.new_cdp_session(self.page)
        self._errors: list[str] = []
        self._assets: dict[str, Response] = {}
        self._sizes: dict[str, int] = {}
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self._errors.append(str(error)))
        self.page.on("response", self._came)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self._errors.append(message.text)

    def _came(self, response: Response) -> None:
        ours = response.url.startswith("http")  # the browser's own viewer of papers is not
        if ours and response.request.resource_type in {"stylesheet", "script"}:
            self._assets[response.url] = response

    def look(self, name: str, url: str, *, whole: bool, status: int = 200) -> None:
        """Open a page and look it over; `whole` asks for the slower checks too."""
        self._errors, self._assets = [], {}
        self.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        self._width(*DESKTOP)
        answer = self.page.goto(url)
        assert answer is not None
        if answer.status != status:
            self.found.add("status", name, f"{answer.status}, not {status}")
            return
        if "text/html" not in answer.headers.get("content-type", ""):
            return
        if "styleguide" not in name:  # no page of a practice
            self.found.weigh("html", name, len(answer.body()))
        if b"<html" not in answer.body():
            return  # a part that a page fetches for itself: looked at there
        expect(self.page.locator("[hx-get][hx-trigger=load]")).to_have_count(0)
        self._weigh_assets(name)
        if whole:
            self._keyboard(name)
        self._read(name, whole=whole)
        self._fit(name, whole=whole)
        for error in self._errors:
            self.found.add("console", name, error[:200])

    def _weigh_assets(self, name: str) -> None:
        total = 0
        for url, answer in self._assets.items():
            kept = answer.headers.get("cache-control", "")
            if "immutable" not in kept or not HASHED.search(url):
                self.found.add("cache", name, f"{url.partition('/static/')[2]}: {kept}")
            if url not in self._sizes:
                sent = self.context.request.get(
                    url, headers={"Accept-Encoding": "br, gzip"}
                ).headers
                self._sizes[url] = int(sent["content-length"])
            total += self._sizes[url]
        self.found.weigh("assets", name, total)

    def _keyboard(self, name: str) -> None:
        stops: list[str] = self.page.evaluate(STOPS)
        led = self.page.evaluate(LED)  # to an error, or to a place that the address names
        if led:
            self.page.locator(".skip").focus()
        reached: list[int] = [0] if led else []
        parted = self.page.locator("[data-stop]:is([type=date], [type=time], audio, video)").count()
        for turn in range(min(len(stops) + 3 + parted * PARTS, MOST_TABS)):
            self.page.keyboard.press("Tab")
            at: dict[str, Any] | None = self.page.evaluate(FOCUSED)
            if at is None:
                break
            if turn == 0 and not led and not at["skip"]:
                self.found.add("keyboard", name, f"the first stop is no skip link: {at['what']}")
            if reached and at["number"] == reached[-1]:
                continue  # the day, the month and the year of one field, the buttons of a player
            if at["number"] in reached:
                break
            reached.append(at["number"])
            if not at["visible"]:
                self.found.add("keyboard", name, f"focus cannot be seen: {at['what']}")
        missed = [what for number, what in enumerate(stops) if number not in reached]
        if missed:
            told = f"Tab does not reach {len(missed)}: {'; '.join(missed[:3])}"
            self.found.add("keyboard", name, told)
        if reached != sorted(reached):
            self.found.add("keyboard", name, "Tab jumps back and forth")
        self._skip(name)

    def _skip(self, name: str) -> None:
        self.page.locator(".skip").focus()
        self.page.keyboard.press("Enter")
        if self.page.evaluate("document.activeElement.id") != "main":
            self.found.add("keyboard", name, "the skip link does not lead to the page")

    def _read(self, name: str, *, whole: bool) -> None:
        self.page.evaluate(OPEN_ALL)
        signed = any(link in name for link in SIGNED_BY_ITS_LINK)
        for form in [] if signed else self.page.evaluate(UNSIGNED):
            self.found.add("token", name, form)
        for size in (DESKTOP, PHONE) if whole else (PHONE,):
            self._width(*size)
            self._width(size[0], self.page.evaluate("document.body.scrollHeight") + ROOM)
            self._axe(name, "light", RULES)
            self.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
            self._axe(name, "dark", COLOURS)
            self.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        for what in self.page.evaluate(RUNNING):
            self.found.add("motion", name, what)

    def _axe(self, name: str, scheme: str, rules: list[str]) -> None:
        kind = "tag" if rules is RULES else "rule"
        options = {"runOnly": {"type": kind, "values": rules}, "resultTypes": ["violations"]}
        axe = HERE_ALREADY if self.page.evaluate("'axe' in window") else AXE
        for violation in axe.run(self.page, options=options).response["violations"]:
            for node in violation["nodes"][:3]:
                told = f"{violation['id']} ({scheme}) {STAMP.sub('', node['html'])[:160]}"
                self.found.add("axe", name, told)

    def _fit(self, name: str, *, whole: bool) -> None:
        widths = (PHONE[0], ZOOMED, DESKTOP[0], WIDE) if whole else (PHONE[0], DESKTOP[0])
        for width in widths:
            self._measure(name, width, f"at {width}")
        if whole:
            self._letters(2)
            for width in (PHONE[0], DESKTOP[0]):
                self._measure(name, width, f"at {width} with letters of 200 %")
            self._letters(1)

    def _letters(self, times: int) -> None:
        """As somebody sets the size of letters in their browser; layouts in rem follow too."""
        sizes = {"standard": LETTERS * times, "fixed": LETTERS * times}
        self._tools.send("Page.setFontSizes", {"fontSizes": sizes})

    def _measure(self, name: str, width: int, where: str) -> None:
        self._width(width, DESKTOP[1])
        for what in self.page.evaluate(WIDER):
            self.found.add("sideways", name, f"{where}: wider than the page: {what}")
        for what in self.page.evaluate(CUT):
            self.found.add("sideways", name, f"{where}: cut: {what}")

    def _width(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def close(self) -> None:
        """Close the window."""
        self.context.close()


def cookies(browser: Any, base: str) -> Iterator[dict[str, str]]:
    """A test client's cookies, for a window at `base`."""
    for name, morsel in browser.cookies.items():
        yield {"name": name, "value": morsel.value, "url": base}

"""A client's phone, 360 px wide, and a keyboard beside it."""

import os
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from tests.browser import PHONE, fits
from tests.look.test_pages import RULES

TALL: ViewportSize = {"width": 360, "height": 6000}  # so that no bar floats over anything
JUDGED = {"runOnly": RULES, "resultTypes": ["violations"]}
TABS = 140  # at most, to what is next
LOOK = os.environ.get("SUPPLE_LOOK", "")  # a folder for pictures of what was seen


def phone_of(chromium: Browser, base_url: str, **more: Any) -> BrowserContext:
    """A phone that nobody has signed in on."""
    context = chromium.new_context(base_url=base_url, viewport=PHONE, has_touch=True, **more)
    context.set_default_timeout(20_000)
    return context


def sound(page: Page, name: str) -> None:
    """Nothing runs off, and axe finds nothing, light and dark."""
    fits(page)
    page.set_viewport_size(TALL)
    page.emulate_media(reduced_motion="reduce")  # first, or a button's colour walks over
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options=JUDGED).response["violations"]
        told = [(v["id"], v["nodes"][0]["html"][:200]) for v in found]
        assert told == [], (name, scheme, told)
        if LOOK:
            page.screenshot(path=str(Path(LOOK) / f"{name}-{scheme}.png"), full_page=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)


def until(page: Page, truth: str) -> None:
    """As long as it takes; the policy lets no test evaluate while it waits."""
    for _time in range(100):
        if page.evaluate(truth):
            return
        page.wait_for_timeout(100)
    raise AssertionError(truth)


class Keys:
    """The keyboard alone: what is wanted is named as a screen reader names it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, wanted: Locator) -> None:
        """Tab until it has the focus."""
        expect(wanted).to_have_count(1)
        for _time in range(TABS):
            self.page.keyboard.press("Tab")
            if wanted.evaluate("e => e === document.activeElement"):
                return
        raise AssertionError(f"Tab does not reach {wanted}")

    def press(self, role: str, name: str, key: str = "Enter") -> None:
        """Go to a button, a link or a tick by its name, and press it."""
        self.to(self.page.get_by_role(role, name=name, exact=True))  # type: ignore[arg-type]
        self.page.keyboard.press(key)

    def type(self, name: str, words: str) -> None:
        """Go to a field by its name and write."""
        self.to(self.page.get_by_role("textbox", name=name))
        self.page.keyboard.type(words)

    def choose(self, group: Locator, name: str) -> None:
        """Tab into a group of choices, and walk it with the arrows."""
        wanted = group.get_by_role("radio", name=name, exact=True)
        expect(wanted).to_have_count(1)
        for _time in range(TABS):
            if group.evaluate("e => e.contains(document.activeElement)"):
                break
            self.page.keyboard.press("Tab")
        for _time in range(14):
            if wanted.evaluate("e => e === document.activeElement"):
                break
            self.page.keyboard.press("ArrowRight")
        expect(wanted).to_be_focused()
        expect(wanted).to_be_checked()

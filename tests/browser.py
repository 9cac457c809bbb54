"""One Chromium for each test process: a second Playwright beside the first refuses to start."""

import os
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.cast import PASSWORD

QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--font-render-hinting=none",  # what the system says of hinting moves letters
    "--disable-lcd-text",
]

PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium, as bin/test found it."""
    # Playwright keeps a loop in this thread; tests read rows beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        path = os.environ["SUPPLE_CHROMIUM"]
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


def sign_in_on(context: BrowserContext, login: str) -> Page:
    """Sign in with the password, as the page has it."""
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/" not in url)
    return page


def runs_off(page: Page) -> bool:
    """Whether something of a page lies beside the window, so that it scrolls sideways."""
    assert page.viewport_size is not None
    wide: int = page.evaluate("document.documentElement.scrollWidth")
    return wide > page.viewport_size["width"]


def fits(page: Page) -> None:
    """Nothing runs off the page sideways."""
    assert not runs_off(page), page.url


def faults_of(page: Page, path: str, *, most: int | None = None) -> list[str]:
    """Open a page that has to be there, and tell what runs off and what axe finds.

    The context takes scripts from outside (`bypass_csp`): axe is one. `most`: how many bytes a
    page may have.
    """
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, path
    assert most is None or len(answer.body()) < most, path
    found = Axe().run(page).response["violations"]
    told = [f"{path} {one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]
    return [f"{path} runs off", *told] if runs_off(page) else told

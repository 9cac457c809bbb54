"""One Chromium for each test process: a second Playwright beside the first refuses to start."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--font-render-hinting=none",  # what the system says of hinting moves letters
    "--disable-lcd-text",
]


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

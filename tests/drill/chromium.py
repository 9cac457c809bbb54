"""The one browser of a part."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.browser import QUIET
from tests.drill.databases import forget_connections


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open it, and close it with the block.

    Playwright keeps a loop in this thread, and beside a loop Django holds other connections than
    without one. They are dropped here: the next part's browser would find them again, and at the
    end of them a server that was stopped.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        path = os.environ["SUPPLE_CHROMIUM"]
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        try:
            yield browser
        finally:
            browser.close()
            forget_connections()

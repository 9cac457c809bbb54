"""A browser that gets every page from the test itself: no server, no network."""

import os
from collections.abc import Iterator

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, BrowserContext, Route, sync_playwright

ORIGIN = "http://supple.test"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium, as bin/test found it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("SUPPLE_CHROMIUM"),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        yield browser
        browser.close()


def serve(context: BrowserContext, pages: dict[str, str]) -> None:
    """Answer for ORIGIN: the given pages, and static files from their sources."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN).split("?")[0]
        if path in pages:
            route.fulfill(body=pages[path], content_type="text/html")
        elif path.startswith("/static/"):
            route.fulfill(path=str(finders.find(path.removeprefix("/static/"))))
        else:
            route.fulfill(status=404)

    context.route(f"{ORIGIN}/**", answer)

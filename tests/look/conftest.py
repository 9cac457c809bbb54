"""A browser that gets every page from the test itself: no server, no network."""

from django.conf import settings
from playwright.sync_api import BrowserContext, Route

ORIGIN = "http://supple.test"


def serve(context: BrowserContext, pages: dict[str, str]) -> None:
    """Answer for ORIGIN: the given pages, and static files as they were gathered."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN).split("?")[0]
        if path in pages:
            route.fulfill(body=pages[path], content_type="text/html")
        elif path.startswith("/static/"):
            route.fulfill(path=settings.STATIC_ROOT / path.removeprefix("/static/"))
        else:
            route.fulfill(status=404)

    context.route(f"{ORIGIN}/**", answer)

"""The product's way in, with one constant beside it that passes no middleware."""

import os
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test.utils import override_settings

HELLO = "/bench/hello/"


class Bare(WSGIHandler):
    """A handler for the references' own addresses, without any middleware."""

    def get_response(self, request: Any) -> Any:
        """Answer from the one address there is."""
        request.urlconf = "practice.config.bench.references"
        return super().get_response(request)


def _unlogged(along: tuple[str, Any] | None = None, **_words: Any) -> bool:
    """What is written beside the access log's line, without the line."""
    if along is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(*along)
        return bool(cursor.rowcount)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "practice.config.bench.settings")
product = get_wsgi_application()
with override_settings(MIDDLEWARE=[]):
    bare = Bare()
if os.environ.get("BENCH_WITHOUT_PROTECTION"):  # the price of the access log is measured too
    vars(import_module("practice.core.middleware"))["log_access"] = _unlogged


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Hello passes by the product; everything else is the product's."""
    handler = bare if environ["PATH_INFO"] == HELLO else product
    return handler(environ, start)

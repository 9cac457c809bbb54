"""An address is looked for among those of its first word, and found as in the whole list."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.urls import (
    Resolver404,
    ResolverMatch,
    URLPattern,
    URLResolver,
    get_resolver,
    include,
    path,
    re_path,
)
from django.urls.resolvers import RoutePattern

from practice.config.first_words import ByFirstWord

FILLED = {
    "uuid": "01a22158-1f6d-7ec9-ba09-b28446a515f4",
    "slug": "linden",
    "str": "week",
    "path": "a/b",
    "int": "3",
}


def view(_request: HttpRequest, **_named: Any) -> HttpResponse:
    return HttpResponse()


def routes(entries: Any, before: str = "") -> Iterator[str]:
    for one in entries:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, before + str(one.pattern))
        elif isinstance(one, URLPattern) and isinstance(one.pattern, RoutePattern):
            yield before + str(one.pattern)


def filled(route: str) -> str:
    """An address of this route."""
    pieces = route.split("<")
    rest = [piece.split(">", 1) for piece in pieces[1:]]
    named = [(what.partition(":")[0] if ":" in what else "str", after) for what, after in rest]
    return pieces[0] + "".join(FILLED.get(kind, "week") + after for kind, after in named)


def told(found: ResolverMatch) -> tuple[Any, ...]:
    return found.func, found.args, found.kwargs, found.view_name, found.route


def test_every_address_leads_where_the_whole_list_leads() -> None:
    mine = next(one for one in get_resolver().url_patterns if isinstance(one, ByFirstWord))
    whole = URLResolver(RoutePattern(""), mine.url_patterns)
    asked = {filled(route) for route in routes(mine.url_patterns)}
    assert len(asked) > 250
    for address in asked:
        assert told(mine.resolve(address)) == told(whole.resolve(address)), address


@pytest.mark.parametrize("address", ["nowhere/", "clients", "clients/nobody/else/", "healthz/"])
def test_what_leads_nowhere_is_not_found(address: str) -> None:
    with pytest.raises(Resolver404):
        ByFirstWord(get_resolver().url_patterns).resolve(address)


def test_the_first_that_fits_is_taken_and_what_has_a_prefix_stays_whole() -> None:
    inner = [path("new/", view, name="inner")]
    words = ByFirstWord(
        [
            path("", include([path("things/<str:which>/", view, name="any")])),
            path("", include([path("things/new/", view, name="new"), path("", view, name="home")])),
            path("deep/", include((inner, "rooms"), namespace="rooms")),
        ]
    )
    found = [words.resolve(one).view_name for one in ("things/new/", "", "deep/new/")]
    assert found == ["any", "home", "rooms:inner"]


@pytest.mark.parametrize("entry", [path("<slug:any>/", view), re_path("^things/", view)])
def test_an_address_without_a_word_of_its_own_is_refused(entry: URLPattern) -> None:
    with pytest.raises(ImproperlyConfigured, match="no word of its own"):
        ByFirstWord([entry]).resolve("things/")

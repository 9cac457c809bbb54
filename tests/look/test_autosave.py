"""Nothing typed is ever lost: what autosave.js does when all is well, and when it is not."""

import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, Route, expect

from tests.look.conftest import ORIGIN, serve

FORM = """<!doctype html><title>t</title><script src="/static/js/autosave.js" defer></script>
<form method="post" data-autosave="/draft">
<input type="hidden" name="csrfmiddlewaretoken" value="old">
<input type="hidden" name="version" value="1"><textarea name="words"></textarea>{status}</form>"""
ALONE = """<!doctype html><title>t</title><script src="/static/js/autosave.js" defer></script>
<form method="post" data-autosave="/draft" data-autosave-alone="words plan">
<input type="hidden" name="csrfmiddlewaretoken" value="old">
<input type="hidden" name="whose" value="me">
<input type="hidden" name="version" value="1"><textarea name="words"></textarea>
<textarea name="plan">Rest.</textarea><input name="tone">{status}</form>"""
SAVED = json.dumps({"saved_at": "2026-11-23T17:42:00Z", "version": 2})


class Desk:
    """A page with the form, and a server whose answer can be set."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.answer: Callable[[Route], None] = lambda r: r.fulfill(json=json.loads(SAVED))
        self.posts: list[str] = []
        page.context.route(f"{ORIGIN}/draft", self._post)

    def _post(self, route: Route) -> None:
        self.posts.append(route.request.post_data or "")
        self.answer(route)

    def type(self, words: str) -> None:
        """As a person does."""
        self.page.locator("textarea").press_sequentially(words)

    def says(self, words: str) -> None:
        """Wait until the status line has these words."""
        expect(self.page.locator("[data-autosave-status]")).to_contain_text(words, timeout=6000)


def opened(chromium: Browser, form: str) -> Iterator[Desk]:
    """A form, open until the test ends."""
    context = chromium.new_context()
    serve(context, {"/": form.format(status=render_to_string("components/autosave_status.html"))})
    page = context.new_page()
    desk = Desk(page)
    page.goto(f"{ORIGIN}/")
    yield desk
    context.close()


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Desk]:
    """The form, open."""
    yield from opened(chromium, FORM)


@pytest.fixture
def parts(chromium: Browser) -> Iterator[Desk]:
    """A form whose words can be kept without the rest."""
    yield from opened(chromium, ALONE)


def test_it_saves_once_after_typing_and_says_when(desk: Desk) -> None:
    desk.type("Three easy days")
    desk.says("Draft saved")
    assert len(desk.posts) == 1
    assert "Three easy days" in desk.posts[0]
    assert desk.page.locator('input[name="version"]').input_value() == "2"


def test_another_version_stops_it_and_offers_a_look(desk: Desk) -> None:
    desk.answer = lambda r: r.fulfill(status=409, json={"url": "/other"})
    desk.type("a")
    desk.says("changed elsewhere")
    expect(desk.page.get_by_role("link", name="See the other version")).to_have_attribute(
        "href", "/other"
    )
    desk.type("b")
    desk.page.wait_for_timeout(2600)
    assert len(desk.posts) == 1


@pytest.mark.parametrize("status", [302, 403])
def test_signed_out_keeps_the_text_and_carries_on_later(desk: Desk, status: int) -> None:
    desk.answer = lambda r: r.fulfill(status=status, headers={"Location": f"{ORIGIN}/login"})
    desk.type("kept")
    desk.says("You were signed out")
    desk.answer = lambda r: r.fulfill(json=json.loads(SAVED))
    desk.type("!")
    desk.says("Draft saved")
    assert desk.page.locator("textarea").input_value() == "kept!"


def test_after_signing_in_elsewhere_the_new_token_is_used(desk: Desk) -> None:
    desk.page.context.add_cookies([{"name": "supple-csrf", "value": "new", "url": ORIGIN}])
    desk.type("a")
    desk.says("Draft saved")
    assert "new" in desk.posts[0]
    assert "old" not in desk.posts[0]


def test_without_a_connection_it_waits_and_then_saves(desk: Desk) -> None:
    desk.page.context.set_offline(True)
    desk.type("on the train")
    desk.says("No connection")
    desk.page.context.set_offline(False)
    desk.says("Draft saved")
    assert "on the train" in desk.posts[-1]


def test_sent_without_a_connection_it_stays_where_it_is(desk: Desk) -> None:
    desk.page.context.set_offline(True)
    desk.type("on the train")
    desk.page.locator("form").evaluate("form => form.requestSubmit()")
    desk.says("No connection")
    assert desk.page.locator("textarea").input_value() == "on the train"
    desk.page.context.set_offline(False)
    desk.says("Draft saved")
    assert "on the train" in desk.posts[-1]


def _sent(post: str) -> dict[str, str]:
    """The fields of a form as a browser sends them."""
    return dict(re.findall(r'name="([^"]+)"\r\n\r\n(.*?)\r\n--', post, re.DOTALL))


def test_words_that_can_stand_alone_are_sent_alone(parts: Desk) -> None:
    parts.page.locator("[name=words]").press_sequentially("Lighter")
    parts.says("Draft saved")
    assert _sent(parts.posts[-1]) == {
        "csrfmiddlewaretoken": "old",
        "whose": "me",
        "version": "1",
        "words": "Lighter",
        "alone": "1",
    }


def test_anything_else_takes_the_whole_form_along_until_it_is_saved(parts: Desk) -> None:
    parts.answer = lambda r: r.fulfill(status=500)
    parts.page.locator("[name=tone]").press_sequentially("4")
    parts.says("Could not save")
    parts.answer = lambda r: r.fulfill(json=json.loads(SAVED))
    parts.page.locator("[name=words]").press_sequentially("a")
    parts.says("Draft saved")
    whole = _sent(parts.posts[-1])
    assert whole["tone"] == "4"
    assert whole["plan"] == "Rest."
    assert "alone" not in whole
    with parts.page.expect_response("**/draft"):
        parts.page.locator("[name=words]").press_sequentially("b")
    assert _sent(parts.posts[-1])["alone"] == "1"
    assert "tone" not in _sent(parts.posts[-1])


def test_words_are_kept_while_the_rest_is_refused(parts: Desk) -> None:
    """One number off its scale keeps nothing else back, and the page says which rule it broke."""

    def answer(route: Route) -> None:
        if "alone" in _sent(route.request.post_data or ""):
            route.fulfill(json=json.loads(SAVED))
        else:
            route.fulfill(status=422, json={"errors": {"tone": ["At most 10."]}})

    parts.answer = answer
    parts.page.locator("[name=tone]").fill("11")
    parts.says("At most 10.")
    with parts.page.expect_response(lambda r: r.url.endswith("/draft") and r.ok):
        parts.page.locator("[name=words]").fill("Lighter")
    alone = _sent(parts.posts[-1])
    assert (alone["words"], alone["alone"]) == ("Lighter", "1")
    assert "tone" not in alone
    parts.says("Not saved. Your text is still here. At most 10.")
    parts.answer = lambda r: r.fulfill(json=json.loads(SAVED))
    parts.page.locator("[name=tone]").fill("4")
    parts.says("Draft saved")
    whole = _sent(parts.posts[-1])
    assert (whole["tone"], whole["words"]) == ("4", "Lighter")


def test_what_is_refused_is_not_sent_over_and_over(parts: Desk) -> None:
    parts.answer = lambda r: r.fulfill(status=422, json={"errors": {"__all__": ["Signed."]}})
    parts.page.locator("[name=tone]").fill("4")
    parts.page.locator("[name=words]").fill("Lighter")
    parts.says("Signed.")
    parts.page.wait_for_timeout(5000)
    assert len(parts.posts) == 2  # whole, then the words alone


def test_what_is_pressed_while_it_saves_goes_with_the_version_of_its_answer(desk: Desk) -> None:
    sent: list[dict[str, str]] = []

    def taken(route: Route) -> None:
        sent.append(dict(parse_qsl(route.request.post_data or "")))
        route.fulfill(body="Signed.", content_type="text/html")

    desk.page.context.route(f"{ORIGIN}/sign", taken)
    desk.page.locator("form").evaluate("form => { form.action = '/sign'; }")
    held: list[Route] = []
    desk.answer = held.append
    desk.type("Three easy days")
    desk.says("Saving")
    desk.type(", and one more")
    desk.page.locator("form").evaluate("form => form.requestSubmit()")
    desk.page.wait_for_timeout(300)
    assert sent == []
    held[0].fulfill(json=json.loads(SAVED))
    expect(desk.page.locator("body")).to_have_text("Signed.")
    assert [(one["version"], one["words"]) for one in sent] == [
        ("2", "Three easy days, and one more")
    ]


def test_pressed_again_it_goes_without_the_answer(desk: Desk) -> None:
    desk.page.context.route(f"{ORIGIN}/sign", lambda r: r.fulfill(body="Signed."))
    desk.page.locator("form").evaluate("form => { form.action = '/sign'; }")
    desk.answer = lambda _route: None
    desk.type("a")
    desk.says("Saving")
    for _press in range(2):
        desk.page.locator("form").evaluate("form => form.requestSubmit()")
    expect(desk.page.locator("body")).to_have_text("Signed.")

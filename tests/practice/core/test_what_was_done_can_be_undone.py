"""What takes something away offers the way back, once, and the way back leaves all as it was."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.models import Place
from practice.core.undo import way_back
from sessions.notes.models import Phrase
from sessions.notes.services import add_phrase
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db


class Toast(HTMLParser):
    """The toast's form on a page: where it posts, and what."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action, self.count, self.inside = "", 0, False
        self.fields: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("class") == "toast":
            self.inside, self.count = True, self.count + 1
        elif self.inside and tag == "form":
            self.action = found.get("action") or ""
        elif self.inside and tag == "input":
            self.fields[found.get("name") or ""] = found.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "form"


def done(browser: Browser, path: str, **typed: str) -> Toast:
    """Post, and read the toast of the page that follows."""
    answer: Any = browser.post(path, typed, follow=True)
    toast = Toast(answer.content.decode())
    assert toast.count == 1
    return toast


def undo(browser: Browser, toast: Toast) -> Toast:
    return done(browser, toast.action, **toast.fields)


@pytest.mark.parametrize("before", ["enquiry", "active", "maintaining"])
def test_a_client_comes_back_from_the_archive_as_they_were(
    linden: House, nora: Client, before: str
) -> None:
    browser = sign_in("owner@linden.example")
    browser.post(f"/clients/{nora.pk}/state/", {"state": before})
    browser.get("/")
    toast = done(browser, f"/clients/{nora.pk}/state/", state="archived")
    nora.refresh_from_db()
    assert nora.state == "archived"
    assert Toast(browser.get(f"/clients/{nora.pk}/").content.decode()).count == 0  # said once
    undo(browser, toast)
    nora.refresh_from_db()
    assert nora.state == before


@pytest.mark.parametrize("text", ["Head turns late.", '"><script>alert(1)</script> & more'])
def test_a_removed_phrase_comes_back_word_for_word(linden: House, text: str) -> None:
    browser = sign_in("owner@linden.example")
    with acting(linden.boss) as boss:
        phrase = add_phrase(actor=boss, part="retest", text=text)
    toast = done(browser, f"/settings/phrases/{phrase.pk}/remove/")
    with acting(linden.boss) as boss:
        assert not Phrase.objects.visible_to(boss).exists()
    browser.post(toast.action, toast.fields)
    with acting(linden.boss) as boss:
        assert Phrase.objects.visible_to(boss).get(part="retest").text == text


def test_a_retired_place_is_offered_again_and_that_is_undone_too(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    with acting(linden.boss) as boss:
        place = Place.objects.visible_to(boss).get()
    toast = done(browser, f"/settings/places/{place.pk}/retire/")
    place.refresh_from_db()
    assert place.retired_at is not None
    toast = undo(browser, toast)
    place.refresh_from_db()
    assert place.retired_at is None
    undo(browser, toast)
    place.refresh_from_db()
    assert place.retired_at is not None


def test_an_invitation_asks_before_it_is_withdrawn(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    typed = {"email": "p@linden.example", "name": "Pia", "role": "practitioner"}
    assert browser.post("/settings/team/", typed).status_code == 302
    page = browser.get("/settings/team/").content.decode()
    assert "Withdraw the invitation of Pia?" in page
    assert "Keep it as it is" in page


def test_other_messages_have_no_way_back() -> None:
    assert [way_back(tags) for tags in ("", None, "info", "safe")] == [None] * 4

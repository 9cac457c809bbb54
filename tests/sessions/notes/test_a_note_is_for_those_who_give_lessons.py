"""Wrong people are refused, and what is stored stays as it was."""

from typing import Any

import pytest
from django.urls import reverse

from clients.records.models import Client, Episode
from practice.core.actor import NotAllowed, acting
from practice.core.errors import DomainError
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteData
from sessions.notes.services import add_addendum, save_draft, sign_note
from tests.cast import House, sign_in
from tests.sessions.notes.conftest import typed
from tests.sessions.notes.stored import rows

pytestmark = pytest.mark.django_db


def requests_of(note: SessionNote, episode: Episode) -> list[tuple[str, str, dict[str, Any]]]:
    new = reverse("session_new", args=[note.client_id])
    page = reverse("note_page", args=[note.pk])
    lesson = {"episode": episode.pk, "held_on": "2026-01-05"}
    return [
        ("get", new, {}),
        ("post", new, lesson),
        ("get", page, {}),
        ("post", page, typed()),
        ("post", reverse("note_save", args=[note.pk]), typed()),
        ("post", reverse("note_sign", args=[note.pk]), {"version": 1}),
        ("post", reverse("note_addendum", args=[note.pk]), {"reason": "x", "text": "y"}),
        ("post", reverse("note_visibility", args=[note.pk]), {"visibility": "practice"}),
    ]


@pytest.mark.parametrize(
    ("email", "status"),
    [
        ("assistant@linden.example", 403),
        ("nora@clients.example", 403),
        ("trainee@linden.example", 404),  # not their client
        ("practitioner@harbour.example", 404),
        ("owner@harbour.example", 404),
    ],
)
def test_refused_and_nothing_is_written(
    harbour: House, linden: House, note: SessionNote, episode: Episode, email: str, status: int
) -> None:
    browser = sign_in(email)
    before = rows(linden.boss)
    for method, url, data in requests_of(note, episode):
        assert getattr(browser, method)(url, data).status_code == status, (method, url)
        assert rows(linden.boss) == before


@pytest.fixture
def signed(linden: House, note: SessionNote) -> SessionNote:
    with acting(linden.actor(linden.practitioner)) as author:
        save_draft(actor=author, note=note, data=NoteData(observed="Even."), version=1)
        return sign_note(actor=author, note=note, version=2)


@pytest.mark.parametrize("wrong", [{"reason": " "}, {"text": "\n"}])
def test_what_is_added_has_its_reason_and_its_text(
    linden: House, signed: SessionNote, wrong: dict[str, Any]
) -> None:
    before = rows(linden.boss)
    added: dict[str, Any] = {"reason": "A slip.", "text": "It was the right side."} | wrong
    with (
        acting(linden.actor(linden.practitioner)) as actor,
        pytest.raises(DomainError, match="Say"),
    ):
        add_addendum(actor=actor, note=signed, **added)
    assert rows(linden.boss) == before


@pytest.mark.parametrize("who", ["assistant", "client"])
def test_whoever_does_not_write_notes_adds_nothing_by_any_way(
    linden: House, nora: Client, signed: SessionNote, who: str
) -> None:
    before = rows(linden.boss)
    theirs = linden.as_client(nora) if who == "client" else linden.actor(linden.assistant)
    with acting(theirs) as actor, pytest.raises(NotAllowed):
        add_addendum(actor=actor, note=signed, reason="A slip.", text="It was the right side.")
    assert rows(linden.boss) == before


def test_writing_answers_no_get(note: SessionNote) -> None:
    browser = sign_in("practitioner@linden.example")
    for name in ("note_save", "note_sign", "note_addendum"):
        assert browser.get(reverse(name, args=[note.pk])).status_code == 405


def test_another_practices_course_of_work_is_not_a_choice(
    harbour: House, omar: Client, linden: House, nora: Client, episode: Episode
) -> None:
    browser = sign_in("practitioner@linden.example")
    before = rows(linden.boss)
    theirs = browser.post(
        reverse("session_new", args=[omar.pk]), {"episode": episode.pk, "held_on": "2026-01-05"}
    )
    assert theirs.status_code == 404
    strange = browser.post(
        reverse("session_new", args=[nora.pk]), {"episode": omar.pk, "held_on": "2026-01-05"}
    )
    assert strange.status_code == 422
    assert rows(linden.boss) == before

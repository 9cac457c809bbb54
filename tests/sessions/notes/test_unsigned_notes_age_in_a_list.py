"""Notes that nobody signed yet stand in a list, the oldest first, with their age in words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.records.models import Client, Episode
from practice.core.actor import acting
from practice.core.clock import today_in
from sessions.notes import unsigned
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteData
from sessions.notes.services import save_draft, sign_note, start_lesson
from sessions.notes.unsigned import age_in_words, unsigned_notes
from sessions.notes.visibility.rules import Visibility
from sessions.notes.visibility.services import say_who_reads
from tests.cast import House, sign_in

LIST = "/notes/unsigned/"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "today"),
        (0, "today"),
        (1, "1 day"),
        (13, "13 days"),
        (14, "2 weeks"),
        (62, "8 weeks"),
        (63, "2 months"),
        (400, "13 months"),
    ],
)
def test_an_age_is_said_as_people_say_it(days: int, words: str) -> None:
    assert age_in_words(days) == words


@pytest.fixture
def lessons(linden: House, nora: Client, episode: Episode) -> dict[str, SessionNote]:
    """Four notes: the trainee's waits for the owner, one is signed, two are drafts."""
    with acting(linden.boss):
        nora.assigned_to_id = linden.trainee.pk
        nora.save(update_fields=["assigned_to"])
    today = today_in("America/Denver")
    found = {}
    for name, member, days in (
        ("new", linden.owner, 0),
        ("signed", linden.practitioner, 40),
        ("old", linden.practitioner, 20),
        ("handed", linden.trainee, 3),
    ):
        actor = linden.actor(member)
        with acting(actor):
            held = today - timedelta(days=days)
            note = start_lesson(actor=actor, client=nora, episode=episode, held_on=held)
            save_draft(actor=actor, note=note, data=NoteData(observed="Seen."), version=1)
            if name in {"signed", "handed"}:
                sign_note(actor=actor, note=note, version=2)
        found[name] = note
    return found


def listed(browser: Browser, lessons: dict[str, SessionNote], query: str = "") -> list[str]:
    page = browser.get(LIST + query).content.decode()
    at = {name: page.find(reverse("note_page", args=[n.pk])) for name, n in lessons.items()}
    return sorted((name for name in at if at[name] >= 0), key=lambda name: at[name])


@pytest.mark.django_db
def test_the_oldest_first_mine_or_all(linden: House, lessons: dict[str, SessionNote]) -> None:
    owner, practitioner, trainee = (
        sign_in(f"{who}@linden.example") for who in ("owner", "practitioner", "trainee")
    )
    for browser in (owner, practitioner, trainee):
        assert listed(browser, lessons) == ["old", "handed", "new"]
    assert listed(owner, lessons, "?whose=mine") == ["handed", "new"]
    assert listed(practitioner, lessons, "?whose=mine") == ["old"]
    assert listed(trainee, lessons, "?whose=mine") == ["handed"]
    page = owner.get(LIST).content.decode()
    assert "2 weeks" in page
    assert "3 days" in page
    assert page.count("· waits for a co-signature") == 1
    assert sign_in("assistant@linden.example").get(LIST).status_code == 403


@pytest.mark.django_db
def test_today_leads_there_with_their_number(
    linden: House, lessons: dict[str, SessionNote]
) -> None:
    owner = sign_in("owner@linden.example")
    today = owner.get(reverse("today")).content.decode()
    assert LIST in today
    assert "All 3 notes not signed yet" in today
    practitioner = linden.actor(linden.practitioner)
    with acting(practitioner):
        note = lessons["old"]
        say_who_reads(actor=practitioner, note_id=note.pk, visibility=Visibility.AUTHOR)
    assert listed(owner, lessons) == ["handed", "new"]
    assert "All 2 notes not signed yet" in owner.get(reverse("today")).content.decode()


@pytest.mark.django_db
def test_a_page_of_it_and_the_next(
    linden: House, lessons: dict[str, SessionNote], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unsigned, "A_PAGE", 2)
    owner = sign_in("owner@linden.example")
    assert listed(owner, lessons) == ["old", "handed"]
    assert 'href="?after=2"' in owner.get(LIST).content.decode()
    assert listed(owner, lessons, "?after=2") == ["new"]
    assert listed(owner, lessons, "?after=x") == ["old", "handed"]
    for far in ("9" * 20, "9" * 5000):
        assert listed(owner, lessons, f"?after={far}") == []


@pytest.mark.django_db
def test_it_takes_few_statements(linden: House, lessons: dict[str, SessionNote]) -> None:
    owner = sign_in("owner@linden.example")
    owner.get(LIST)
    with CaptureQueriesContext(connection) as seen:
        owner.get(f"{LIST}?whose=mine")
    assert len([q for q in seen if "SAVEPOINT" not in q["sql"]]) <= 8
    with acting(linden.boss) as boss:
        assert len(unsigned_notes(boss).notes) == 3

"""Reflexes, alternation and posture over the lessons of a client, as lines and as a table."""

from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.records.models import Client
from practice.core.actor import acting
from sessions.evaluations.findings import FindingData
from sessions.notes.models import SessionNote
from sessions.notes.over_time import SeenLesson, drawings_of, seen_over_time
from sessions.notes.rules import NoteData
from sessions.notes.services import save_draft, start_lesson
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db


def reflex(code: str, side: str, value: int) -> FindingData:
    return FindingData(kind="reflex", code=code, side=side, value=value)


FIRST = (
    reflex("green_light", "left", 3),
    reflex("green_light", "right", 1),
    reflex("red_light", "both", 2),
    FindingData(kind="posture", code="pubes_back", value=2),
    FindingData(kind="posture", code="distorted_curves", value=1),
    FindingData(kind="alternation", code="walking", side="left", value=1),
    FindingData(kind="alternation", code="walking", side="right", value=3),
)
THIRD = (reflex("green_light", "both", 1), reflex("trauma", "left", 0))


@pytest.fixture
def told(linden: House, note: SessionNote) -> SessionNote:
    """Three lessons; in the second nobody looked."""
    with acting(linden.actor(linden.practitioner)) as actor:
        save_draft(actor=actor, note=note, data=NoteData(findings=FIRST), version=1)
        for findings in ((), THIRD):
            later = start_lesson(actor=actor, client=note.client, episode=note.session.episode)
            save_draft(actor=actor, note=later, data=NoteData(findings=findings), version=1)
    return note


def test_each_lesson_says_what_was_seen(linden: House, told: SessionNote) -> None:
    with acting(linden.actor(linden.practitioner)) as actor:
        lessons = seen_over_time(actor, told.client_id)
    assert [lesson.number for lesson in lessons] == [1, 3]
    assert lessons[0].cells == [
        "left 3, right 1",
        "both sides 2",
        "not looked at",
        "both high",
        "Index -50 of 100: the right is freer",
        "1.5 of 3, mean of 2",
    ]
    assert lessons[1].cells == [
        "both sides 1",
        "not looked at",
        "left 0",
        "no",
        "not looked at",
        "not looked at",
    ]


def test_the_page_and_the_way_to_it(told: SessionNote, nora: Client, practitioner: Browser) -> None:
    over = reverse("client_over_time", args=[nora.pk])
    assert over in practitioner.get(reverse("client_page", args=[nora.pk])).content.decode()
    page = practitioner.get(over).content.decode()
    assert "<caption>What was seen, the newest lesson first</caption>" in page
    assert page.index('<th scope="row">3, ') < page.index('<th scope="row">1, ')
    assert 'aria-label="Green Light, highest of the sides: 3, 1"' in page
    assert 'points="6,6 30,22"' in page


def test_nobody_else_is_shown_it(told: SessionNote, nora: Client) -> None:
    over = reverse("client_over_time", args=[nora.pk])
    assert sign_in("assistant@linden.example").get(over).status_code in (403, 404)
    before = sign_in("assistant@linden.example").get(reverse("client_page", args=[nora.pk]))
    assert over not in before.content.decode()


def test_a_gap_is_a_gap() -> None:
    day = date(2026, 1, 5)
    high, none = (reflex("trauma", "left", 3),), (reflex("red_light", "both", 0),)
    lessons = [SeenLesson(n, day, told) for n, told in enumerate([high, high, none, high])]
    trauma = drawings_of(lessons)[-1]
    assert trauma.name == "Trauma"
    assert trauma.lines == ["6,6 30,6"]
    assert trauma.dots == [(6, 6), (30, 6), (78, 6)]


def test_without_anything_it_says_so(note: SessionNote, practitioner: Browser) -> None:
    page = practitioner.get(reverse("client_over_time", args=[note.client_id])).content.decode()
    assert "Nothing was noted yet." in page

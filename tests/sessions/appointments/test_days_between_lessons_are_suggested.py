"""When the next lesson is suggested: after what held, or did not; said to both, asked of nobody."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from clients.records.services import open_episode
from clients.symptoms.models import MuscleGroup
from practice.core.actor import acting
from practice.core.clock import now
from sessions.appointments.models import Session
from sessions.appointments.queries.spacing import own_spacing, spacing_of
from sessions.appointments.rules import Hold, Spacing
from sessions.evaluations.models import AssessmentCell, PositionTransitionAssessment
from sessions.notes.models import ReleaseEvent, SessionNote
from sessions.notes.visibility.models import NoteVisibility
from sessions.notes.visibility.rules import Visibility
from tests.cast import sign_in
from tests.sessions.appointments.conftest import DAY, Desk

RELEASED, LOOKED = date(2026, 11, 1), date(2026, 11, 13)
LAST = date(2026, 11, 20)


def page(answer: Any) -> str:
    body: str = answer.content.decode()
    return body


def looked_again(desk: Desk, fit: str, *, author_only: bool = False) -> None:
    """What let go on the first was looked at on the thirteenth; a lesson on the twentieth freed
    nothing."""
    house = desk.house
    with acting(house.boss) as boss:
        episode = open_episode(actor=boss, client=desk.nora, concern="A pull.")
        muscle = MuscleGroup.objects.visible_to(boss).first()
        ours: dict[str, Any] = {"practice": house.practice, "client": desk.nora}
        ReleaseEvent(
            **ours, episode=episode, muscle_group=muscle, side="left", released_on=RELEASED
        ).save(force_insert=True)
        for number, day in enumerate((LOOKED, LAST), 1):
            held = Session(
                **ours,
                episode=episode,
                practitioner=house.practitioner,
                held_on=day,
                number=number,
            )
            held.save(force_insert=True)
            if day == LOOKED:
                looked = PositionTransitionAssessment(**ours, session=held)
                looked.save(force_insert=True)
                note = SessionNote(**ours, session=held, assessment=looked)
                note.author, note.saved_at = house.practitioner, now()
                note.save(force_insert=True)
                if author_only:
                    kept = NoteVisibility(practice=house.practice, note=note)
                    kept.visibility, kept.said_at = Visibility.AUTHOR.value, now()
                    kept.said_by = house.practitioner
                    kept.save(force_insert=True)
                cell = AssessmentCell(practice=house.practice, assessment=looked)
                cell.muscle_group, cell.side, cell.place = muscle, "left", "standing"
                # What it was after the work of that day says nothing of how long it held.
                for cell.moment, cell.tone_fit in (("before", fit), ("after", "too_high")):
                    cell.pk, cell.tone = uuid4(), 4
                    cell.save(force_insert=True)


def suggested(desk: Desk) -> Spacing:
    with acting(desk.ours) as ours:
        found = spacing_of(ours, desk.nora.pk)
    assert found is not None
    with acting(desk.hers) as hers:
        assert own_spacing(hers) == found[1]  # the client sees the same days
    return found[1]


@pytest.mark.parametrize(
    ("hold", "seen", "days"),
    [
        (Hold.UNKNOWN, None, (7, 21)),
        (Hold.CAME_BACK, 4, (7, 10)),
        (Hold.CAME_BACK, 12, (7, 11)),
        (Hold.CAME_BACK, 60, (7, 21)),
        (Hold.HELD, 4, (7, 21)),
        (Hold.HELD, 12, (12, 21)),
        (Hold.HELD, 60, (14, 21)),
    ],
)
def test_how_long_it_held_says_how_many_days(
    hold: Hold, seen: int | None, days: tuple[int, int]
) -> None:
    found = Spacing(LAST, hold, seen)
    assert (found.least, found.most) == days
    least, most = (LAST + timedelta(days=n) for n in days)
    assert [found.side(day) for day in (least - timedelta(days=1), least)] == [-1, 0]
    assert [found.side(day) for day in (most, most + timedelta(days=1))] == [0, 1]


def test_what_is_suggested_follows_the_last_lesson_and_what_held(desk: Desk) -> None:
    assert suggested(desk) == Spacing()
    looked_again(desk, "fits")
    assert suggested(desk) == Spacing(LAST, Hold.HELD, 12)
    with acting(desk.house.boss):
        AssessmentCell._base_manager.update(tone=8, tone_fit="too_high")
    assert suggested(desk) == Spacing(LAST, Hold.CAME_BACK, 12)
    one = desk.book(10)
    assert suggested(desk).last == DAY
    with acting(desk.hers) as hers:
        assert own_spacing(hers, one.pk).last == LAST  # while it is moved
    with acting(desk.house.boss):
        ReleaseEvent._base_manager.update(released_on=LAST)
    assert suggested(desk) == Spacing(DAY)  # nobody has looked since


def test_a_note_that_its_author_keeps_tells_nothing(desk: Desk) -> None:
    looked_again(desk, "too_high", author_only=True)
    assert suggested(desk) == Spacing(LAST)


def test_the_practice_reads_why_and_may_do_otherwise(desk: Desk) -> None:
    looked_again(desk, "too_high")
    browser = sign_in("practitioner@linden.example")
    new = f"/calendar/new/?client={desk.nora.pk}&day={DAY}&time=08:00"
    why = "What let go was tight again when it was looked at 12 days later"
    for path in (new, f"/calendar/?client={desk.nora.pk}&day={DAY}"):
        body = page(browser.get(path))
        assert "7 to 11 days after their lesson of" in body
        assert why in body
    assert "This day is later." in body
    theirs = page(sign_in("assistant@linden.example").get(new))
    assert "7 to 11 days after" in theirs
    assert why not in theirs


def test_a_client_reads_it_and_books_what_they_want(desk: Desk) -> None:
    looked_again(desk, "too_high")
    phone = sign_in("nora@clients.example")
    body = page(phone.get(reverse("portal_appointment_new")))
    assert "7 to 11 days after your lesson of" in body
    assert "speaks for a little sooner" in body
    assert "tight again" not in body
    for words in ("sooner than suggested", ">suggested<", "later than suggested"):
        assert words in body
    desk.book(10, day=LAST + timedelta(days=5), actor=desk.hers)  # never a block

"""Who comes today, and what to look at for each before they come."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from clients.records.models import Client, Episode
from practice.core.actor import acting
from practice.core.clock import now
from practice.dashboard.day import Stand, day_of
from sessions.appointments.models import Session
from sessions.evaluations.models import PositionTransitionAssessment
from sessions.notes.models import SessionNote
from sessions.notes.visibility.models import NoteVisibility
from sessions.notes.visibility.rules import Visibility
from sessions.practice_logs.models import PracticeLog
from tests.booking import at, booked, works
from tests.cast import House, sign_in
from tests.practice.dashboard.test_today_is_ranked import _put_yes
from tests.sessions.programs import building

pytestmark = pytest.mark.django_db
# A Tuesday, 9:30 in Denver.
MORNING = datetime(2026, 12, 1, 16, 30, tzinfo=UTC)


@pytest.fixture
def frozen() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MORNING - timedelta(days=3), tick=False) as clock:
        yield clock


@pytest.fixture
def lessons(linden: House, nora: Client, frozen: time_machine.Traveller) -> None:
    works(linden, linden.practitioner)
    works(linden, linden.owner)
    day = MORNING.date()
    booked(linden.boss, nora, linden.practitioner, at(day, 9), anyway=True)
    booked(linden.boss, nora, linden.practitioner, at(day, 11), anyway=True)
    booked(linden.boss, nora, linden.practitioner, at(day, 14), anyway=True)
    booked(linden.boss, nora, linden.practitioner, at(day + timedelta(days=1), 9), anyway=True)
    frozen.move_to(MORNING)


def test_those_of_today_by_the_clock(linden: House, lessons: None) -> None:
    with acting(linden.boss) as boss:
        day = day_of(boss)
    assert [comer.stand for comer in day.comers] == [Stand.NOW, Stand.NEXT, Stand.LATER]
    assert [comer.starts for comer in day.comers] == ["09:00", "11:00", "14:00"]
    assert day.comers[0].what_words.endswith("first lesson · Practitioner")
    assert (day.first_hour, day.hours, day.now_quarter) == (8, 10, 6)
    assert [slot.quarter for slot in day.slots] == [4, 12, 24]
    assert day.minutes is None


def test_the_next_begins_in_minutes(
    linden: House, lessons: None, frozen: time_machine.Traveller
) -> None:
    frozen.move_to(MORNING + timedelta(minutes=72))  # 10:42
    page = sign_in("owner@linden.example").get("/").content.decode()
    assert "3 appointments today. The next begins in 18 minutes." in page
    with acting(linden.boss) as boss:
        assert next(comer.stand for comer in day_of(boss).comers) is Stand.PAST


def test_mine_are_those_who_come_to_me(linden: House, lessons: None) -> None:
    with acting(linden.boss) as boss:
        assert day_of(boss, mine=True).comers == []
    with acting(linden.actor(linden.practitioner)) as actor:
        assert len(day_of(actor, mine=True).comers) == 3


def test_two_peoples_day_is_no_line(linden: House, nora: Client, lessons: None) -> None:
    booked(linden.boss, nora, linden.owner, at(MORNING.date(), 12), anyway=True)
    with acting(linden.boss) as boss:
        day = day_of(boss)
    assert len(day.comers) == 4
    assert (day.slots, day.hours, day.now_quarter) == ((), 0, None)


def _tell(linden: House, nora: Client) -> None:
    """A safety answer, a lesson with what was felt, two days of practice since."""
    _put_yes(linden, nora)
    whose = {"practice": linden.practice, "client": nora}
    with acting(linden.boss):
        held_on = MORNING.date() - timedelta(days=8)
        episode = Episode(**whose, concern="A pull.", opened_on=held_on)
        episode.save(force_insert=True)
        session = Session(
            **whose, episode=episode, practitioner=linden.practitioner, held_on=held_on, number=3
        )
        session.save(force_insert=True)
        assessment = PositionTransitionAssessment(**whose, session=session)
        assessment.save(force_insert=True)
        SessionNote(
            **whose,
            session=session,
            assessment=assessment,
            author=linden.practitioner,
            saved_at=now(),
            felt_change="I can feel the left side let go.",
        ).save(force_insert=True)


def test_what_to_look_at_stands_beside_each(linden: House, nora: Client, lessons: None) -> None:
    _tell(linden, nora)
    with acting(linden.boss) as boss:
        comer = day_of(boss).comers[1]
    assert comer.looks == [
        "1 safety answer to decide on",
        "Last felt: “I can feel the left side let go.” (23 November)",
    ]
    assert "lesson 4" in comer.what_words
    page = sign_in("owner@linden.example").get("/").content.decode()
    assert "I can feel the left side let go." in page
    assert "Not practised" not in page  # nobody said anything of it


def test_practice_since_is_told(linden: House, nora: Client, lessons: None) -> None:
    _tell(linden, nora)
    with acting(linden.boss):
        program = building.running(linden.boss, nora)
        for days, done in ((2, True), (1, True), (1, True), (0, False)):
            PracticeLog(
                practice=linden.practice,
                client=nora,
                home_program=program,
                local_date=MORNING.date() - timedelta(days=days),
                logged_at=now() - timedelta(days=days),
                source="practice",
                client_key=uuid4(),
                done=done,
                skip_reason="" if done else "no_time",
                pain_during=3 if days == 1 else None,
            ).save(force_insert=True)
        looks = day_of(linden.boss).comers[1].looks
    assert looks[-1] == "Practised on 2 days since 23 November, pain at most 3 of 10"


def test_who_sees_no_story_sees_who_comes_and_no_more(
    linden: House, nora: Client, lessons: None
) -> None:
    _tell(linden, nora)
    with acting(linden.actor(linden.assistant)) as actor:
        comer = day_of(actor).comers[1]
    assert (comer.name, comer.looks, comer.lesson) == ("Nora Ng", [], None)
    with acting(linden.actor(linden.trainee)) as actor:
        assert day_of(actor).comers == []


def test_what_an_author_keeps_to_themselves_is_not_told(
    linden: House, nora: Client, lessons: None
) -> None:
    _tell(linden, nora)
    with acting(linden.actor(linden.practitioner)) as author:
        note = SessionNote.objects.visible_to(author).get()
        NoteVisibility(
            practice=linden.practice,
            note=note,
            visibility=Visibility.AUTHOR.value,
            said_at=now(),
            said_by=linden.practitioner,
        ).save(force_insert=True)
    with acting(linden.boss) as boss:
        assert not [look for look in day_of(boss).comers[1].looks if "left side" in look]
    with acting(linden.actor(linden.practitioner)) as author:
        assert [look for look in day_of(author).comers[1].looks if "left side" in look]


def test_one_statement_however_many_come(
    linden: House,
    nora: Client,
    lessons: None,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with acting(linden.boss) as boss, django_assert_num_queries(1):
        day_of(boss)


def test_nobody_comes(linden: House) -> None:
    with acting(linden.boss) as boss:
        day = day_of(boss)
    assert (day.comers, day.slots, day.next_one, day.minutes) == ([], (), None, None)

"""Beginning a lesson: the next number of its course of work, once, on a day that has come."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from clients.records.models import Client, Episode
from clients.records.rules import ClientState, EpisodeOutcome
from clients.records.services import close_episode, open_episode, set_client_state
from practice.core.actor import NotAllowed, acting, enter_as, system_actor
from practice.core.clock import today_in
from practice.core.errors import DomainError
from practice.core.models import Place
from practice.core.services import AlreadyDone
from sessions.appointments.queries import last_session, last_session_days, sessions_of
from sessions.appointments.services import lessons, start_session
from sessions.notes.models import SessionNote
from sessions.notes.services import start_lesson
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def episode(linden: House, nora: Client) -> Episode:
    with acting(linden.boss) as boss:
        return open_episode(actor=boss, client=nora, concern="A pull in the left groin.")


@pytest.fixture
def practitioner(linden: House) -> Browser:
    return sign_in("practitioner@linden.example")


def test_lessons_count_up_in_their_course_of_work(
    linden: House, nora: Client, episode: Episode
) -> None:
    actor = linden.actor(linden.practitioner)
    enter_as(actor)
    early = today_in(actor.zone) - timedelta(days=9)
    numbers = [
        start_session(actor=actor, client=nora, episode=episode, held_on=day).number
        for day in (early, None)
    ]
    other = open_episode(actor=actor, client=nora, concern="The neck.")
    assert numbers == [1, 2]
    assert start_session(actor=actor, client=nora, episode=other).number == 1
    assert {held.held_on for held in sessions_of(actor, nora.pk)} == {early, today_in(actor.zone)}
    last = last_session(actor, nora.pk)
    assert last is not None
    assert last.held_on == today_in(actor.zone)
    assert last_session_days(actor, [nora.pk]) == {nora.pk: last.held_on}


def test_a_number_taken_in_between_is_passed_by(
    linden: House, nora: Client, episode: Episode, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = linden.actor(linden.practitioner)
    enter_as(actor)
    start_session(actor=actor, client=nora, episode=episode)
    answers = iter([1, 2])
    monkeypatch.setattr(lessons, "_next_number", lambda *_: next(answers))
    assert start_session(actor=actor, client=nora, episode=episode).number == 2


def test_the_day_is_the_places(linden: House, nora: Client, episode: Episode) -> None:
    actor = linden.actor(linden.practitioner)
    with time_machine.travel(datetime(2026, 3, 2, 23, 30, tzinfo=UTC), tick=False):
        enter_as(actor)
        place = Place(practice_id=actor.practice_id, name="Kyoto", timezone="Asia/Tokyo")
        place.save(force_insert=True)
        there = start_session(actor=actor, client=nora, episode=episode, place=place)
        here = start_session(actor=actor, client=nora, episode=episode)
    assert (there.held_on, here.held_on) == (date(2026, 3, 3), date(2026, 3, 2))


def test_what_cannot_be_is_refused(linden: House, nora: Client, episode: Episode) -> None:
    actor = linden.actor(linden.practitioner)
    enter_as(actor)

    def refused(field: str, **wrong: Any) -> None:
        given = {"client": nora, "episode": episode} | wrong
        with pytest.raises(DomainError) as refusal:
            start_lesson(actor=actor, **given)
        assert refusal.value.field == field
        assert sessions_of(actor, nora.pk) == []

    refused("held_on", held_on=today_in(actor.zone) + timedelta(days=1))
    close_episode(
        actor=actor,
        episode=episode,
        outcome=EpisodeOutcome.PARTLY,
        reason="They moved.",
    )
    refused("episode")
    set_client_state(actor=actor, client=nora, state=ClientState.ARCHIVED)
    refused("")


def test_the_system_gives_no_lessons(linden: House, nora: Client, episode: Episode) -> None:
    actor = system_actor(linden.practice.pk)
    enter_as(actor)
    with pytest.raises(NotAllowed):
        start_session(actor=actor, client=nora, episode=episode)


def test_a_second_press_is_not_a_second_lesson(
    linden: House, nora: Client, episode: Episode
) -> None:
    actor = linden.actor(linden.practitioner)
    enter_as(actor)
    key = uuid4()
    note = start_lesson(actor=actor, client=nora, episode=episode, key=key)
    with pytest.raises(AlreadyDone) as again:
        start_lesson(actor=actor, client=nora, episode=episode, key=key)
    assert again.value.object_id == note.pk
    assert len(sessions_of(actor, nora.pk)) == 1


def test_the_page_begins_a_lesson_and_leads_to_its_note(
    linden: House, nora: Client, episode: Episode, practitioner: Browser
) -> None:
    url = reverse("session_new", args=[nora.pk])
    shown = practitioner.get(url).content.decode()
    assert f'value="{today_in("America/Denver").isoformat()}"' in shown
    posted = {"episode": episode.pk, "held_on": "2026-01-05", "key": uuid4()}
    answers = {practitioner.post(url, posted)["Location"] for _press in range(2)}
    enter_as(linden.boss)
    note = SessionNote.objects.visible_to(linden.boss).select_related("session").get()
    assert answers == {reverse("note_page", args=[note.pk])}
    assert (note.state, note.author_id) == ("draft", linden.practitioner.pk)
    assert (note.session.held_on, note.session.number) == (date(2026, 1, 5), 1)


def test_a_wrong_day_is_said_beside_it(
    linden: House, nora: Client, episode: Episode, practitioner: Browser
) -> None:
    posted = {"episode": episode.pk, "held_on": "2999-01-01", "key": uuid4()}
    answer = practitioner.post(reverse("session_new", args=[nora.pk]), posted)
    assert answer.status_code == 422
    assert "This day has not come yet." in answer.content.decode()
    enter_as(linden.boss)
    assert sessions_of(linden.boss, nora.pk) == []


def test_without_a_course_of_work_the_page_leads_to_one(
    nora: Client, practitioner: Browser
) -> None:
    answer = practitioner.get(reverse("session_new", args=[nora.pk]))
    assert answer.status_code == 200
    assert reverse("episode_new", args=[nora.pk]) in answer.content.decode()

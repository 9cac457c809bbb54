"""Who was missed may come after all, who was taken for another did not; and nobody is here days
before."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.records.services import open_episode
from practice.core.actor import acting
from practice.core.errors import DomainError
from sessions.appointments import services
from sessions.appointments.models import Appointment
from sessions.appointments.services import JustTaken
from sessions.notes.services import start_booked_lesson
from tests.booking import at
from tests.cast import sign_in
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.appointments.test_what_becomes_of_booked_time import do

LATER = timedelta(minutes=10)  # too late to take a step back


def ours() -> Browser:
    """Signed in at the clock of now."""
    return sign_in("practitioner@linden.example")


def page_of(one: Appointment) -> str:
    return ours().get(reverse("appointment_page", args=[one.pk])).content.decode()


def press(one: Appointment, verb: str) -> str:
    sent = {"verb": verb, "version": one.version}
    way = reverse("appointment_step", args=[one.pk])
    return ours().post(way, sent, follow=True).content.decode()


def test_nobody_is_here_before_its_day(desk: Desk, clock: Any) -> None:
    one = desk.book(10)
    assert "They are here" not in page_of(one)
    before = desk.stored()
    assert "Its day has not come yet: it is on Thursday" in press(one, "arrive")
    with pytest.raises(DomainError) as refused:
        do(services.arrive, desk.ours, one)
    assert refused.value.code == "ahead"
    clock.move_to(at(DAY, 0) - timedelta(minutes=1))
    with pytest.raises(DomainError, match="Its day has not come yet"):
        do(services.arrive, desk.ours, one)
    assert desk.stored() == before
    clock.move_to(at(DAY, 0))  # by the clock of the place; elsewhere it is that day for long
    assert "They are here" in page_of(one)
    do(services.arrive, desk.ours, one)
    assert desk.again(one).state == "arrived"


def test_who_was_missed_came_after_all(desk: Desk, clock: Any) -> None:
    one = desk.book(10)
    clock.move_to(at(DAY, 10, 20))
    do(services.mark_no_show, desk.ours, one)
    clock.shift(LATER)
    assert "They are here" in page_of(one)
    press(desk.again(one), "arrive")
    assert desk.steps(one)[-1] == ("no_show", "arrived")
    with pytest.raises(JustTaken):  # it holds its time again
        desk.book(10, 30, whose=desk.nell, actor=desk.house.boss, anyway=True)


def test_who_was_missed_does_not_come_where_somebody_else_is(desk: Desk, clock: Any) -> None:
    one = desk.book(10)
    clock.move_to(at(DAY, 10, 20))
    do(services.mark_no_show, desk.ours, one)
    desk.book(10, 30, whose=desk.nell, anyway=True)
    before = desk.stored()
    with pytest.raises(JustTaken) as taken:
        do(services.arrive, desk.ours, one)
    assert len(taken.value.nearest) == 3
    assert "This time is taken. Free nearby:" in press(desk.again(one), "arrive")
    assert desk.stored() == before


def test_who_was_taken_for_another_did_not_come(desk: Desk, clock: Any) -> None:
    one = desk.book(10)
    clock.move_to(at(DAY, 10, 20))
    do(services.arrive, desk.ours, one)
    clock.shift(LATER)
    assert "Nobody came" in page_of(one)
    press(desk.again(one), "no_show")
    assert desk.steps(one)[-1] == ("arrived", "no_show")
    desk.book(10, 30, whose=desk.nell, anyway=True)


def test_whose_note_was_begun_was_here(desk: Desk, clock: Any) -> None:
    one = noted(desk, clock)
    assert "Nobody came" not in page_of(one)
    before = desk.stored()
    with pytest.raises(DomainError, match="Its note has begun: it stays"):
        do(services.mark_no_show, desk.ours, one)
    assert desk.stored() == before


def noted(desk: Desk, clock: Any) -> Appointment:
    """They are here, and their note is begun."""
    one = desk.book(10)
    clock.move_to(at(DAY, 10, 20))
    with acting(desk.ours) as actor:
        open_episode(actor=actor, client=desk.nora, concern="A pull.")
        start_booked_lesson(actor=actor, appointment_id=one.pk)
    found = desk.again(one)
    assert found.session_id is not None
    return found

"""Who was missed may come after all, who was taken for another did not; nobody is here days before;
and what was pressed by mistake is put right long after it, with a reason."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.records.services import open_episode
from practice.core.actor import NotAllowed, acting
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.outbox.models import Message
from sessions.appointments import services
from sessions.appointments.emails import render_to_client
from sessions.appointments.models import Appointment
from sessions.appointments.queries import trail_of
from sessions.appointments.services import JustTaken
from sessions.notes.services import start_booked_lesson
from sessions.waitlist.offers.queries import freeing_steps
from tests.booking import at
from tests.cast import sign_in
from tests.classes import joins, planned
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.appointments.test_a_class_has_places_and_a_list import change
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


def put_right(one: Appointment, words: str = "The wrong name.") -> str:
    sent = {"version": one.version, "words": words}
    way = reverse("appointment_put_right", args=[one.pk])
    return ours().post(way, sent, follow=True).content.decode()


def mails(desk: Desk) -> int:
    with acting(desk.house.boss) as boss:
        return Message.objects.visible_to(boss).count()


WRONG: dict[str, Callable[..., Any]] = {
    "arrived": services.arrive,
    "done": services.finish,
    "no_show": services.mark_no_show,
}


@pytest.mark.parametrize("state", WRONG)
def test_a_wrong_press_is_put_right_with_a_reason(desk: Desk, clock: Any, state: str) -> None:
    one = desk.book(10)
    clock.move_to(at(DAY, 10, 20))
    do(WRONG[state], desk.ours, one)
    clock.shift(LATER)
    planned = mails(desk)
    way = reverse("appointment_put_right", args=[one.pk])
    assert way in page_of(one)
    assert "Say in a word what was wrong." in put_right(desk.again(one), " ")
    assert desk.again(one).state == state
    assert "Put right. Nobody is mailed of it." in put_right(desk.again(one))
    assert desk.steps(one)[-1] == (state, "booked")
    with acting(desk.ours) as actor:
        step = trail_of(actor, one.pk)[-1]
    assert (step.made_by_id, step.words) == (desk.house.practitioner.pk, "The wrong name.")
    body = page_of(one)
    assert "put right: booked" in body
    assert "<q>The wrong name.</q>" in body
    assert way not in body
    assert mails(desk) == planned
    do(services.undo, desk.ours, one)
    assert desk.again(one).state == state


def test_it_is_put_right_no_more_where_somebody_else_is(desk: Desk, clock: Any) -> None:
    one = desk.book(10)
    clock.move_to(at(DAY, 10, 20))
    do(services.mark_no_show, desk.ours, one)
    desk.book(10, 30, whose=desk.nell, anyway=True)
    before = desk.stored()
    with pytest.raises(JustTaken) as taken:
        do(services.put_right, desk.ours, one, words="They wrote.")
    assert len(taken.value.nearest) == 3
    assert "This time is taken. Free nearby:" in put_right(desk.again(one))
    assert desk.stored() == before


def test_whose_note_was_begun_stays(desk: Desk, clock: Any) -> None:
    one = noted(desk, clock)
    assert "Put it right" not in page_of(one)
    before = desk.stored()
    with pytest.raises(DomainError, match="Its note has begun: it stays"):
        do(services.put_right, desk.ours, one, words="The wrong name.")
    assert desk.stored() == before


def test_there_is_nothing_to_put_right(desk: Desk) -> None:
    one = desk.book(10)
    assert "Put it right" not in page_of(one)
    page = ours().get(reverse("appointment_put_right", args=[one.pk])).content.decode()
    assert "There is nothing to put right." in page
    before = desk.stored()
    assert "There is nothing to put right." in put_right(one)
    assert desk.stored() == before


def test_a_client_puts_nothing_right(desk: Desk, clock: Any) -> None:
    one = desk.book(10)
    clock.move_to(at(DAY, 10, 20))
    do(services.mark_no_show, desk.ours, one)
    with pytest.raises(NotAllowed):
        do(services.put_right, desk.hers, one, words="I was there.")


def test_the_reason_is_said_whoever_asks(desk: Desk, clock: Any) -> None:
    one = desk.book(10)
    clock.move_to(at(DAY, 10, 20))
    do(services.mark_no_show, desk.ours, one)
    for words in (" ", "x" * 201):
        with pytest.raises(DomainError) as refused:
            do(services.put_right, desk.ours, one, words=words)
        assert refused.value.field == "words"


def test_who_cancelled_late_is_let_off(desk: Desk, clock: Any) -> None:
    one = desk.book(10)
    clock.move_to(at(DAY, 9))
    step = do(services.cancel, desk.ours, one, why="ill")
    assert desk.again(one).state == "late_cancelled"
    assert "Let it pass: not late" in page_of(one)
    planned = mails(desk)
    put_right(desk.again(one), "They were in hospital.")
    assert desk.steps(one)[-1] == ("late_cancelled", "cancelled")
    assert mails(desk) == planned
    with acting(desk.house.boss) as boss:
        message = Message.objects.visible_to(boss).filter(subject_id=step.pk).first()
        assert message is not None
        assert "cancelled" in render_to_client(boss, message).subject.casefold()
        clock.shift(LATER)
        assert [one.pk for one in freeing_steps(boss, now())] == [step.pk]


@pytest.mark.parametrize("how", ["arrive", "put_right"])
def test_nobody_comes_back_into_a_class_that_was_moved(desk: Desk, clock: Any, how: str) -> None:
    """Their place is still at its old time: that would be neither here nor there."""
    found = planned(desk.ours, desk.house, DAY, 10)
    one = joins(desk.ours, found, desk.nora)
    clock.move_to(at(DAY, 10, 5))
    do(services.mark_no_show, desk.ours, one)
    change(desk, found, 15, day=DAY + timedelta(days=2))
    before, more = desk.stored(), {"words": "she did"} if how == "put_right" else {}
    with pytest.raises(DomainError, match="moved meanwhile") as refused:
        do(getattr(services, how), desk.ours, one, **more)
    assert (refused.value.code, desk.stored()) == ("moved", before)


def test_what_comes_back_keeps_all_free_that_its_service_keeps(desk: Desk) -> None:
    """Less was kept while another stood beside it, which has gone since."""
    late = desk.book(9, whose=desk.nell)
    do(services.cancel, desk.ours, late, why="worse")
    early = desk.book(8)
    do(services.undo, desk.ours, late)
    assert desk.again(early).blocked_until == at(DAY, 9)
    do(services.cancel, desk.ours, early, why="worse")
    do(services.cancel, desk.ours, late, why="worse")
    do(services.undo, desk.ours, early)
    assert desk.again(early).blocked_until == at(DAY, 9, 15)

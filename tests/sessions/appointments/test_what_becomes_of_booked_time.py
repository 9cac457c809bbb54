"""Confirmed, here, done, moved, cancelled, or nobody came: each step once, by whom, and why."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from practice.core.actor import Actor, NotAllowed, acting
from practice.core.errors import DomainError, ReadOnly, Stale
from sessions.appointments import services
from sessions.appointments.models import Appointment, AppointmentChange
from sessions.appointments.queries import trail_of
from sessions.appointments.services import JustTaken
from sessions.appointments.services.moving import MoveData
from tests.booking import at
from tests.sessions.appointments.conftest import DAY, SOON, Desk


def do(verb: Callable[..., Any], actor: Actor, one: Appointment, **more: Any) -> Any:
    with acting(actor):
        return verb(actor=actor, appointment_id=one.pk, **more)


def move(desk: Desk, one: Appointment, hour: int, actor: Actor | None = None, **more: Any) -> Any:
    day = more.pop("day", DAY)
    member = more.pop("member", desk.house.practitioner)
    data = MoveData(starts_at=at(day, hour), practitioner_id=member.pk, place=desk.place)
    return do(services.move_appointment, actor or desk.ours, one, data=data, **more)


def test_a_day_from_booked_to_done(desk: Desk, clock: Any) -> None:
    one = desk.book(10)
    do(services.confirm, desk.ours, one)
    clock.move_to(at(DAY, 10))
    do(services.arrive, desk.ours, one)
    clock.shift(timedelta(hours=1))
    do(services.finish, desk.ours, one)
    states = [("", "booked"), ("booked", "confirmed"), ("confirmed", "arrived")]
    assert desk.steps(one) == [*states, ("arrived", "done")]
    with acting(desk.house.boss) as boss:
        trail = trail_of(boss, one.pk)
    assert {step.made_by_id for step in trail} == {desk.house.practitioner.pk}
    assert (desk.again(one).state, desk.again(one).version) == ("done", 4)


REFUSED: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "confirmed twice": (services.confirm, services.confirm),
    "arrived twice": (services.arrive, services.arrive),
    "cancelled twice": (services.cancel, services.cancel),
    "arrived after it was cancelled": (services.cancel, services.arrive),
    "cancelled after they came": (services.arrive, services.cancel),
}


@pytest.mark.parametrize("name", REFUSED)
def test_no_step_twice_and_none_out_of_order(desk: Desk, clock: Any, name: str) -> None:
    first, second = REFUSED[name]
    one = desk.book(10)
    clock.move_to(at(DAY, 9))
    for verb in (first,):
        do(verb, desk.ours, one, **({"why": "work"} if verb is services.cancel else {}))
    before = desk.stored()
    with pytest.raises(DomainError) as refused:
        do(second, desk.ours, one, **({"why": "work"} if second is services.cancel else {}))
    assert refused.value.code == "state"
    assert desk.stored() == before


def test_nobody_is_missed_or_done_before_it_begins(desk: Desk) -> None:
    one = desk.book(10)
    for verb in (services.mark_no_show, services.finish):
        with pytest.raises(DomainError, match="It has not begun yet"):
            do(verb, desk.ours, one)


def test_nobody_came(desk: Desk, clock: Any) -> None:
    one = desk.book(10)
    clock.move_to(at(DAY, 10, 20))
    do(services.mark_no_show, desk.ours, one)
    assert desk.again(one).state == "no_show"
    desk.book(11, whose=desk.nell)


def test_what_the_practice_says_a_client_does_not(desk: Desk) -> None:
    one = desk.book(10, actor=desk.hers)
    for verb in (services.arrive, services.finish, services.mark_no_show):
        with pytest.raises(NotAllowed):
            do(verb, desk.hers, one)


WINDOW = {
    "a day and a minute before": (timedelta(hours=24, minutes=1), "work", "cancelled"),
    "a day before to the minute": (timedelta(hours=24), "work", "cancelled"),
    "a minute too late": (timedelta(hours=23, minutes=59), "ill", "late_cancelled"),
    "by the practice itself": (timedelta(hours=1), "practice", "cancelled"),
}


@pytest.mark.parametrize("name", WINDOW)
def test_late_is_what_was_shown_at_booking(desk: Desk, clock: Any, name: str) -> None:
    before, why, state = WINDOW[name]
    one = desk.book(10)
    with acting(desk.house.boss):  # the service changes afterwards; the booking does not
        type(one.service)._base_manager.filter(pk=one.service_id).update(cancellation_hours=48)
    clock.move_to(at(DAY, 10) - before)
    step = do(services.cancel, desk.ours, one, why=why, words=" By phone. ")
    assert desk.again(one).state == state
    assert (step.why, step.words) == (why, "By phone.")


def test_time_that_is_given_back_is_free(desk: Desk) -> None:
    one = desk.book(10)
    do(services.cancel, desk.ours, one, why="feeling_better")
    desk.book(10, whose=desk.nell)


@pytest.mark.parametrize("why", ["", "because", "practice"])
def test_a_client_says_why_in_the_words_there_are(desk: Desk, why: str) -> None:
    one = desk.book(10, actor=desk.hers)
    with pytest.raises(DomainError) as refused:
        do(services.cancel, desk.hers, one, why=why)
    assert refused.value.field == "why"


def test_moved_with_all_that_it_was(desk: Desk) -> None:
    one = desk.book(10)
    step = move(desk, one, 14)
    found = desk.again(one)
    assert (found.starts_at, found.ends_at) == (at(DAY, 14), at(DAY, 15))
    assert found.local_time.hour == 14
    assert found.version == 2
    assert (step.was_starts_at, step.was_place_id) == (at(DAY, 10), desk.place.pk)
    assert move(desk, one, 14) is None
    desk.book(10, whose=desk.nell)


def test_whoever_confirmed_another_time_has_not_confirmed_this_one(desk: Desk) -> None:
    one = desk.book(10)
    do(services.confirm, desk.ours, one)
    move(desk, one, 14)
    assert desk.again(one).state == "booked"
    assert desk.steps(one)[-1] == ("confirmed", "booked")
    do(services.undo, desk.ours, one)
    found = desk.again(one)
    assert (found.state, found.starts_at) == ("confirmed", at(DAY, 10))


def test_a_move_onto_itself_a_little_later_is_not_in_its_own_way(desk: Desk) -> None:
    one = desk.book(10)
    data = MoveData(
        starts_at=at(DAY, 10, 30), practitioner_id=desk.house.practitioner.pk, place=desk.place
    )
    do(services.move_appointment, desk.ours, one, data=data)
    assert desk.again(one).starts_at == at(DAY, 10, 30)


def test_a_move_to_what_is_taken_moves_nothing(desk: Desk) -> None:
    one = desk.book(10)
    desk.book(14, whose=desk.nell)
    before = desk.stored()
    with pytest.raises(JustTaken):
        move(desk, one, 14)
    assert desk.stored() == before


def test_a_client_moves_it_within_the_policy_alone(desk: Desk, clock: Any) -> None:
    one = desk.book(10, actor=desk.hers)
    move(desk, one, 14, desk.hers)
    assert desk.again(one).starts_at == at(DAY, 14)
    clock.move_to(at(DAY, 14) - timedelta(hours=23))
    with pytest.raises(DomainError, match="too near to be moved here"):
        move(desk, one, 10, desk.hers, day=DAY + timedelta(days=5))


def test_somebody_else_changed_it_meanwhile(desk: Desk) -> None:
    one = desk.book(10)
    move(desk, one, 14)
    before = desk.stored()
    for verb, more in ((services.confirm, {}), (services.cancel, {"why": "work"})):
        with pytest.raises(Stale):
            do(verb, desk.ours, one, version=1, **more)
    with pytest.raises(Stale):
        move(desk, one, 15, version=1)
    assert desk.stored() == before


def test_each_step_can_be_taken_back_for_three_minutes(desk: Desk, clock: Any) -> None:
    one = desk.book(10)
    assert (do(services.undo, desk.ours, one)).state == "cancelled"
    two = desk.book(10)
    clock.shift(timedelta(minutes=4))
    move(desk, two, 14)
    clock.shift(SOON)
    do(services.undo, desk.ours, two)
    found = desk.again(two)
    assert (found.starts_at, found.local_time.hour) == (at(DAY, 10), 10)
    assert found.blocked_until == at(DAY, 11, 15)
    do(services.cancel, desk.ours, two, why="work")
    do(services.undo, desk.ours, two)
    assert desk.again(two).state == "booked"
    with acting(desk.house.boss) as boss:
        undone = [step.undone_at is not None for step in trail_of(boss, two.pk)]
    assert undone == [False, True, True]


def test_after_three_minutes_it_stays(desk: Desk, clock: Any) -> None:
    one = desk.book(10)
    clock.shift(timedelta(minutes=3))
    before = desk.stored()
    with pytest.raises(DomainError, match="more than 3 minutes ago"):
        do(services.undo, desk.ours, one)
    assert desk.stored() == before


def test_nobody_takes_back_what_somebody_else_did(desk: Desk) -> None:
    one = desk.book(10)
    for other in (desk.hers, desk.house.boss):
        with pytest.raises(DomainError, match="Only who did it"):
            do(services.undo, other, one)


def test_what_was_given_away_meanwhile_does_not_come_back(desk: Desk) -> None:
    one = desk.book(10)
    do(services.cancel, desk.ours, one, why="work")
    desk.book(10, 30, whose=desk.nell, actor=desk.house.boss)
    before = desk.stored()
    with pytest.raises(JustTaken):
        do(services.undo, desk.ours, one)
    assert desk.stored() == before


def test_an_archived_record_is_booked_and_moved_no_more(desk: Desk) -> None:
    one = desk.book(10)
    with acting(desk.house.boss):
        type(desk.nora)._base_manager.filter(pk=desk.nora.pk).update(state="archived")
    before = desk.stored()
    for act in (
        lambda: desk.book(15),
        lambda: move(desk, one, 14),
        lambda: do(services.cancel, desk.ours, one, why="work"),
        lambda: do(services.confirm, desk.ours, one),
    ):
        with pytest.raises(ReadOnly):
            act()
    assert desk.stored() == before


def test_a_client_sees_the_trail_of_their_own_alone(desk: Desk) -> None:
    mine, other = desk.book(10), desk.book(12, whose=desk.nell)
    with acting(desk.hers) as hers:
        assert [step.appointment_id for step in trail_of(hers, mine.pk)] == [mine.pk]
        assert trail_of(hers, other.pk) == []
        assert AppointmentChange.objects.visible_to(hers).count() == 1

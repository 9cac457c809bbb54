"""A class takes its practitioner's time once, and gives each of its places once."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from clients.records.models import Client
from practice.core.actor import Actor, NotAllowed, acting, system_actor
from practice.core.errors import DomainError, Stale
from practice.outbox.models import Message
from sessions.appointments import services
from sessions.appointments.classes.changing import (
    ClassChange,
    cancel_class,
    change_class,
    finish_class,
)
from sessions.appointments.classes.queries import get_class, list_of
from sessions.appointments.classes.services import ClassData, plan_class
from sessions.appointments.classes.undoing import undo_class
from sessions.appointments.models import Appointment, AppointmentChange, GroupClass
from sessions.appointments.queries.calendar import calendar_of
from sessions.appointments.queries.month import month_of
from sessions.appointments.queries.offers import offers_between
from sessions.appointments.reminding import REMINDER
from sessions.appointments.series.undoing import undo_together
from sessions.appointments.services import BreaksRules, JustTaken
from tests.booking import at, service_of, works
from tests.classes import class_service, joins, planned
from tests.practice.outbox.live import add_client, found_house
from tests.sessions.appointments.conftest import DAY, NOON, Desk
from tests.sessions.appointments.test_many_want_one_time import at_once


def again(desk: Desk, found: GroupClass) -> GroupClass:
    with acting(desk.house.boss) as boss:
        return GroupClass.objects.visible_to(boss).get(pk=found.pk)


def do(act: Callable[..., Any], actor: Actor, found: GroupClass, **more: Any) -> Any:
    with acting(actor):
        return act(actor=actor, class_id=found.pk, **more)


def change(desk: Desk, found: GroupClass, hour: int, **more: Any) -> Any:
    seats = more.pop("seats", found.places)
    whose = more.pop("member", desk.house.practitioner)
    data = ClassChange(
        starts_at=at(more.pop("day", DAY), hour),
        practitioner_id=whose.pk,
        place=desk.place,
        places=seats,
    )
    return do(change_class, more.pop("actor", desk.ours), found, data=data, anyway=True, **more)


def test_it_takes_the_time_of_whoever_gives_it(desk: Desk) -> None:
    planned(desk.ours, desk.house, DAY, 10)
    with pytest.raises(JustTaken):
        desk.book(10, 30)
    desk.book(12)
    with pytest.raises(JustTaken):
        planned(desk.ours, desk.house, DAY, 12)
    with acting(desk.ours) as actor:
        whose = desk.house.practitioner.pk, desk.nora.pk
        free = offers_between(actor, service_of(actor, "check_in"), *whose, DAY, DAY)
    starts = {one.starts_at for one in free}
    assert at(DAY, 9, 30) in starts
    assert not starts & {at(DAY, 10), at(DAY, 10, 45)}


def test_it_holds_a_place_that_takes_one(desk: Desk) -> None:
    with acting(desk.house.boss):
        type(desk.place)._base_manager.filter(pk=desk.place.pk).update(takes_one=True)
    works(desk.house, desk.house.owner, desk.place)
    planned(desk.ours, desk.house, DAY, 10)
    with pytest.raises(JustTaken):
        desk.book(10, member=desk.house.owner)


def test_a_lesson_of_somebody_else_elsewhere_is_not_in_its_way(desk: Desk) -> None:
    """A class is of no client, and so of the same one as nobody."""
    with acting(desk.house.boss) as boss:
        type(desk.place)._base_manager.filter(pk=desk.place.pk).update(takes_one=True)
        service = class_service(boss, is_online=True)
    works(desk.house, desk.house.owner, desk.place)
    desk.book(10, member=desk.house.owner)
    whose = desk.house.practitioner.pk
    with acting(desk.ours) as ours:
        data = ClassData(
            service=service, practitioner_id=whose, place=None, day=DAY, clock=time(10), places=2
        )
        assert len(plan_class(actor=ours, data=data, anyway=True)) == 1


def test_the_database_holds_it_without_any_of_our_code(desk: Desk) -> None:
    found = planned(desk.ours, desk.house, DAY, 10, seats=1)
    one = joins(desk.ours, found, desk.nora)
    with acting(desk.house.boss) as boss:
        for wrong in (
            {"client": desk.nell},  # one too many
            {"client": desk.nora},  # twice at once
        ):
            row = Appointment.objects.visible_to(boss).get(pk=one.pk)
            row.pk = None
            row._state.adding = True
            for name, value in wrong.items():
                setattr(row, name, value)
            with pytest.raises(IntegrityError), transaction.atomic():
                row.save(force_insert=True)
        for sql in (
            "UPDATE care_sessions_appointment SET taken = 2 WHERE client_id IS NULL",
            "UPDATE care_sessions_appointment SET group_class_id = NULL"
            " WHERE group_class_id IS NOT NULL",
            "UPDATE care_sessions_appointment SET client_id = NULL WHERE client_id IS NOT NULL",
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                connection.cursor().execute(sql)
    assert again(desk, found).taken == 1


def test_a_place_is_counted_as_it_is_taken_and_given_back(desk: Desk, clock: Any) -> None:
    found = planned(desk.ours, desk.house, DAY, 10, seats=1)
    one = joins(desk.ours, found, desk.nora)
    with pytest.raises(DomainError) as full:
        joins(desk.ours, found, desk.nell)
    assert full.value.code == "full"
    with acting(desk.ours) as ours:
        services.cancel(actor=ours, appointment_id=one.pk, why="work")
    assert again(desk, found).taken == 0
    joins(desk.ours, found, desk.nell)
    with acting(desk.ours) as ours, pytest.raises(DomainError) as gone:
        services.undo(actor=ours, appointment_id=one.pk)
    assert gone.value.code == "full"
    assert (again(desk, found).taken, desk.again(one).state) == (1, "cancelled")


def test_a_cancelled_place_is_taken_again_within_its_minutes(desk: Desk) -> None:
    found = planned(desk.ours, desk.house, DAY, 10)
    one = joins(desk.ours, found, desk.nora)
    with acting(desk.ours) as ours:
        services.cancel(actor=ours, appointment_id=one.pk, why="work")
        services.undo(actor=ours, appointment_id=one.pk)
    assert (again(desk, found).taken, desk.again(one).state) == (1, "booked")


REFUSED = ("there", "busy", "off")


@pytest.mark.parametrize("code", REFUSED)
def test_who_cannot_come_is_told_why(desk: Desk, code: str) -> None:
    found = planned(desk.ours, desk.house, DAY, 10)
    if code == "there":
        joins(desk.ours, found, desk.nora)
    elif code == "busy":
        works(desk.house, desk.house.owner)
        desk.book(10, 30, member=desk.house.owner)
    else:
        do(cancel_class, desk.ours, found)
    before = desk.stored()
    with pytest.raises(DomainError) as refused:
        joins(desk.ours, found, desk.nora)
    assert refused.value.code == code
    assert desk.stored() == before


def test_who_has_a_place_is_in_no_lesson_then(desk: Desk) -> None:
    works(desk.house, desk.house.owner)
    joins(desk.ours, planned(desk.ours, desk.house, DAY, 10), desk.nora)
    with pytest.raises(JustTaken):
        desk.book(10, 30, member=desk.house.owner)


def test_a_place_is_moved_with_its_class_alone(desk: Desk) -> None:
    found = planned(desk.ours, desk.house, DAY, 10)
    one = joins(desk.ours, found, desk.nora)
    data = services.moving.MoveData(
        starts_at=at(DAY, 12), practitioner_id=desk.house.practitioner.pk, place=desk.place
    )
    with acting(desk.ours) as ours, pytest.raises(DomainError) as refused:
        services.move_appointment(actor=ours, appointment_id=one.pk, data=data)
    assert refused.value.code == "class"


def sent(desk: Desk) -> list[tuple[str, str]]:
    """Kind and state of every mail that tells of a step, planned or gone."""
    with acting(system_actor(desk.house.practice.pk)) as system:
        rows = Message.objects.visible_to(system).exclude(kind=REMINDER).order_by("id")
        return [(one.kind, one.state) for one in rows]


def test_moving_it_moves_everybody_and_tells_them_once(desk: Desk, clock: Any) -> None:
    found = planned(desk.ours, desk.house, DAY, 10)
    people = [joins(desk.ours, found, one) for one in (desk.nora, desk.nell)]
    clock.shift(timedelta(minutes=10))
    assert change(desk, found, 14)
    rows = [again(desk, found), *(desk.again(one) for one in people)]
    assert {(one.starts_at, one.local_time.hour) for one in rows} == {(at(DAY, 14), 14)}
    assert [desk.steps(one) for one in people] == [[("", "booked"), ("booked", "booked")]] * 2
    assert len(sent(desk)) == 4


def test_it_is_not_moved_to_where_somebody_is_already(desk: Desk) -> None:
    works(desk.house, desk.house.owner)
    found = planned(desk.ours, desk.house, DAY, 10)
    joins(desk.ours, found, desk.nora)
    desk.book(14, member=desk.house.owner)
    before = desk.stored()
    with pytest.raises(DomainError, match="Nora") as refused:
        change(desk, found, 14, seats=3)
    assert (refused.value.code, desk.stored()) == ("taken", before)
    assert again(desk, found).places == 2


def test_it_has_no_fewer_places_than_people(desk: Desk) -> None:
    found = planned(desk.ours, desk.house, DAY, 10)
    for one in (desk.nora, desk.nell):
        joins(desk.ours, found, one)
    with pytest.raises(DomainError) as refused:
        change(desk, found, 10, seats=1)
    assert refused.value.field == "places"
    assert change(desk, found, 10, seats=5) is False
    assert again(desk, found).places == 5
    with pytest.raises(Stale):
        change(desk, found, 10, seats=6, version=1)


def test_cancelling_it_is_late_for_nobody_and_is_told(desk: Desk, clock: Any) -> None:
    found = planned(desk.ours, desk.house, DAY, 10)
    people = [joins(desk.ours, found, one) for one in (desk.nora, desk.nell)]
    clock.move_to(at(DAY, 9))  # long inside the hours in which a client would be late
    assert do(cancel_class, desk.ours, found, words="Ill.") == 2
    assert {desk.again(one).state for one in people} == {"cancelled"}
    assert (again(desk, found).state, again(desk, found).taken) == ("cancelled", 0)
    with acting(desk.house.boss) as boss:
        steps = AppointmentChange.objects.visible_to(boss).filter(to_state="cancelled")
        told = {(one.why, one.words, one.made_by_id, one.together) for one in steps}
    assert len(told) == 1
    assert next(iter(told))[:3] == ("practice", "Ill.", desk.house.practitioner.pk)
    desk.book(10, whose=desk.nora, anyway=True)


def test_what_was_cancelled_a_moment_ago_is_taken_back_for_all(desk: Desk, clock: Any) -> None:
    found = planned(desk.ours, desk.house, DAY, 10)
    people = [joins(desk.ours, found, one) for one in (desk.nora, desk.nell)]
    clock.shift(timedelta(minutes=10))
    do(cancel_class, desk.ours, found)
    with pytest.raises(DomainError):
        do(undo_class, desk.house.boss, found)  # somebody else did it
    with acting(desk.ours) as ours, pytest.raises(DomainError) as alone:
        services.undo(actor=ours, appointment_id=people[0].pk)
    assert alone.value.code == "off"
    with acting(desk.ours) as ours, pytest.raises(DomainError) as of_series:
        undo_together(actor=ours, appointment_id=people[0].pk)
    assert of_series.value.code == "alone"
    do(undo_class, desk.ours, found)
    assert {desk.again(one).state for one in people} == {"booked"}
    assert (again(desk, found).state, again(desk, found).taken) == ("booked", 2)
    with acting(desk.house.boss) as boss:
        open_steps = AppointmentChange.objects.visible_to(boss).filter(undone_at=None)
        assert {one.to_state for one in open_steps} == {"booked"}
    assert [state for _kind, state in sent(desk)].count("cancelled") == 2


def test_whoever_confirmed_another_time_has_not_confirmed_this_one(desk: Desk) -> None:
    found = planned(desk.ours, desk.house, DAY, 10, seats=3)
    one = joins(desk.ours, found, desk.nora)
    with acting(desk.ours) as ours:
        services.confirm(actor=ours, appointment_id=one.pk)
    change(desk, found, 14)
    assert desk.again(one).state == "booked"
    do(undo_class, desk.ours, found)
    assert desk.again(one).state == "confirmed"


def test_a_move_is_taken_back_for_all(desk: Desk, clock: Any) -> None:
    found = planned(desk.ours, desk.house, DAY, 10, seats=3)
    one = joins(desk.ours, found, desk.nora)
    change(desk, found, 14)
    late = joins(desk.ours, found, desk.nell)  # who came since comes along, too
    with acting(desk.ours) as ours:
        services.confirm(actor=ours, appointment_id=one.pk)
    do(undo_class, desk.ours, found)
    rows = [again(desk, found), desk.again(one), desk.again(late)]
    assert {row.starts_at for row in rows} == {at(DAY, 10)}
    assert desk.again(one).state == "confirmed"


def test_after_three_minutes_it_stays(desk: Desk, clock: Any) -> None:
    found = planned(desk.ours, desk.house, DAY, 10)
    do(cancel_class, desk.ours, found)
    clock.shift(timedelta(minutes=3))
    with pytest.raises(DomainError) as late:
        do(undo_class, desk.ours, found)
    assert late.value.code == "late"


def test_weekly_it_keeps_the_wall_clock_over_the_change(desk: Desk) -> None:
    first = date(2027, 3, 9)  # the clocks go forward on the fourteenth
    found = planned(desk.ours, desk.house, first, 18, weeks=2)
    with acting(desk.house.boss) as boss:
        rows = list(GroupClass.objects.visible_to(boss).order_by("starts_at"))
    assert [row.local_time.hour for row in rows] == [18, 18]
    assert rows[1].starts_at - rows[0].starts_at == timedelta(days=7, hours=-1)
    do(undo_class, desk.ours, found)
    with acting(desk.house.boss) as boss:
        assert {row.state for row in GroupClass.objects.visible_to(boss)} == {"cancelled"}


def test_weekly_all_or_none(desk: Desk) -> None:
    desk.book(10, day=DAY + timedelta(days=7))
    before = desk.stored()
    with pytest.raises(JustTaken, match="Thursday, 10 December, 10:00: This time is taken"):
        planned(desk.ours, desk.house, DAY, 10, weeks=3)
    with pytest.raises(BreaksRules) as breaks:
        planned(desk.ours, desk.house, DAY, 20, weeks=2, anyway=False)
    assert str(breaks.value.message).count("outside the hours") == 2
    skipped = date(2027, 3, 7)
    with pytest.raises(DomainError, match="2027-03-14"):
        planned(desk.ours, desk.house, skipped, 2, weeks=2)
    with acting(desk.house.boss) as boss:
        assert not GroupClass.objects.visible_to(boss).exists()
    assert desk.stored() == before


def test_who_came_has_had_theirs(desk: Desk, clock: Any) -> None:
    found = planned(desk.ours, desk.house, DAY, 10)
    here, gone = joins(desk.ours, found, desk.nora), joins(desk.ours, found, desk.nell)
    with pytest.raises(DomainError):
        do(finish_class, desk.ours, found)
    clock.move_to(at(DAY, 10, 5))
    with acting(desk.ours) as ours:
        services.arrive(actor=ours, appointment_id=here.pk)
    do(finish_class, desk.ours, found)
    with acting(desk.ours) as ours:
        services.mark_no_show(actor=ours, appointment_id=gone.pk)
    states = again(desk, found).state, desk.again(here).state, desk.again(gone).state
    assert states == ("done", "done", "no_show")


def test_a_client_plans_and_changes_none(desk: Desk) -> None:
    found = planned(desk.ours, desk.house, DAY, 10)
    for act in (cancel_class, finish_class, undo_class):
        with pytest.raises(NotAllowed):
            do(act, desk.hers, found)
    with acting(desk.house.boss) as boss:
        service = class_service(boss)
    data = ClassData(
        service=service,
        practitioner_id=desk.house.practitioner.pk,
        place=desk.place,
        day=DAY,
        clock=time(14),
        places=2,
    )
    with acting(desk.hers) as hers, pytest.raises(NotAllowed):
        plan_class(actor=hers, data=data)


def test_the_calendar_has_the_class_and_not_each_who_comes(desk: Desk) -> None:
    found = planned(desk.ours, desk.house, DAY, 10)
    for one in (desk.nora, desk.nell):
        joins(desk.ours, found, one)
    with acting(desk.ours) as ours:
        [[mine, *_others]] = calendar_of(ours, [DAY]).columns
        column = next(c for c in [mine, *_others] if c.member.pk == desk.house.practitioner.pk)
        assert [one.pk for one in column.entries if isinstance(one, Appointment)] == [found.pk]
        assert month_of(ours, DAY).booked == 1
        assert [one.client.given_name for one in list_of(ours, found.pk)] == ["Nell", "Nora"]


def test_a_client_sees_of_the_list_only_themselves(desk: Desk) -> None:
    found = planned(desk.ours, desk.house, DAY, 10)
    for one in (desk.nora, desk.nell):
        joins(desk.ours, found, one)
    with acting(desk.hers) as hers:
        assert [one.client_id for one in list_of(hers, found.pk)] == [desk.nora.pk]
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM care_sessions_appointment")
            assert cursor.fetchone() == (2,)  # her own place, and the class that is nobody's


def test_many_want_the_last_place(transactional_db: None) -> None:
    mill = found_house("Mill Somatics", "America/Denver", "mill.example")
    works(mill, mill.practitioner)
    people = [add_client(mill, f"Client {number}") for number in range(12)]
    with time_machine.travel(NOON, tick=True):
        found = planned(mill.boss, mill, DAY, 10, seats=3)

        def taking(client: Client) -> Callable[[], Any]:
            actor = mill.actor(mill.practitioner)
            return lambda: joins(actor, found, client)

        ended = at_once([taking(one) for one in people])
    assert ended["booked"] == 3
    assert sum(n for how, n in ended.items() if "No place is free" in how) == 9
    with acting(mill.boss) as boss:
        assert GroupClass.objects.visible_to(boss).get().taken == 3
        assert Appointment.objects.visible_to(boss).count() == 3


def test_the_database_refuses_the_last_place_to_who_read_it_free(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody holds the class, nobody looks at it before: each of them believes it free."""
    mill = found_house("Mill Somatics", "America/Denver", "mill.example")
    works(mill, mill.practitioner)
    people = [add_client(mill, f"Client {number}") for number in range(6)]
    with time_machine.travel(NOON, tick=True):
        found = planned(mill.boss, mill, DAY, 10, seats=2)
        from sessions.appointments.classes import services as of_classes

        monkeypatch.setattr(of_classes, "_refuse", lambda *_told: None)
        read = get_class
        monkeypatch.setattr(
            of_classes, "get_class", lambda actor, pk, action, hold: read(actor, pk, action)
        )

        def taking(client: Client) -> Callable[[], Any]:
            return lambda: joins(mill.actor(mill.practitioner), found, client)

        ended = at_once([taking(one) for one in people])
    assert ended["booked"] == 2
    with acting(mill.boss) as boss:
        live = Appointment.objects.visible_to(boss).filter(state="booked").count()
        assert (GroupClass.objects.visible_to(boss).get().taken, live) == (2, 2)

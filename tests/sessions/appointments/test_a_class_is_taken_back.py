"""What was done with a class is taken back for its whole list, or for nobody, in words."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import OperationalError
from psycopg import errors

from practice.core.actor import acting
from practice.core.errors import DomainError
from practice.core.rules import Role
from sessions.appointments.classes import changing, undoing
from sessions.appointments.classes.changing import cancel_class, finish_class
from sessions.appointments.classes.services import ClassData, plan_class
from sessions.appointments.classes.undoing import undo_class
from sessions.appointments.models import GroupClass
from sessions.waitlist import tasks
from tests.booking import at, works
from tests.classes import class_service, joins, planned
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.appointments.test_a_class_has_places_and_a_list import again, change, do
from tests.sessions.appointments.test_a_client_is_reminded import planned as reminders
from tests.sessions.appointments.test_a_client_is_reminded import refused, rendered
from tests.sessions.waitlist.offering import gets_free, looks, offers, waits

WEEK = timedelta(days=7)
CLOSER = "nearer to today"


def has_something_else(desk: Desk, how: str) -> GroupClass:
    """A class whose taking back finds Nora elsewhere."""
    works(desk.house, desk.house.owner)
    found = planned(desk.ours, desk.house, DAY, 10)
    if how == "cancelled":
        joins(desk.ours, found, desk.nora)
        do(cancel_class, desk.ours, found)
    else:
        change(desk, found, 14)
        joins(desk.ours, found, desk.nora)
    desk.book(10, member=desk.house.owner)
    return found


@pytest.mark.parametrize("how", ["cancelled", "moved"])
@pytest.mark.parametrize("is_read", [True, False])
def test_where_somebody_has_something_else_by_now_all_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, how: str, is_read: bool
) -> None:
    found = has_something_else(desk, how)
    if not is_read:  # it is booked in between
        monkeypatch.setattr(undoing, "refuse_busy", lambda *_told: None)
    before = desk.stored()
    with pytest.raises(DomainError, match="Nora" if is_read else "Somebody on the list") as why:
        do(undo_class, desk.ours, found)
    assert (why.value.code, desk.stored()) == ("busy", before)


@pytest.mark.parametrize("act", [cancel_class, finish_class, undo_class])
def test_who_met_another_is_asked_to_press_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, act: Any
) -> None:
    found = planned(desk.ours, desk.house, DAY, 10)

    def its_list(*_told: Any) -> None:
        raise OperationalError from errors.DeadlockDetected()

    for module in (changing, undoing):
        monkeypatch.setattr(module, "its_list", its_list)
        monkeypatch.setattr(module, "now", lambda: at(DAY, 11))
    with pytest.raises(DomainError, match="Press once more") as why:
        do(act, desk.ours, found)
    assert why.value.code == "busy"


def test_all_on_the_list_are_reminded_of_where_it_stands_again(desk: Desk) -> None:
    found = planned(desk.ours, desk.house, DAY, 10)
    change(desk, found, 14)
    joins(desk.ours, found, desk.nora)
    assert [one.due_at.hour for one in reminders(desk) if one.due_at] == [21, 18]
    do(undo_class, desk.ours, found)
    due = {one.due_at for one in reminders(desk)}
    assert {at(DAY, 10) - timedelta(hours=h) for h in (48, 3)} <= due
    before = next(one for one in reminders(desk) if one.due_at == at(DAY, 14) - timedelta(hours=3))
    assert refused(desk, before) == "it was moved"


def test_a_week_that_was_changed_since_stays(desk: Desk, clock: Any) -> None:
    found = planned(desk.ours, desk.house, DAY, 10, weeks=3)
    with acting(desk.house.boss) as boss:
        rows = list(GroupClass.objects.visible_to(boss).order_by("starts_at"))
    clock.shift(timedelta(minutes=1))
    change(desk, rows[1], 14, day=DAY + WEEK)
    assert do(undo_class, desk.ours, found) == 2
    assert [again(desk, one).state for one in rows] == ["cancelled", "booked", "cancelled"]
    assert again(desk, rows[1]).starts_at == at(DAY + WEEK, 14)
    assert do(undo_class, desk.ours, rows[1]) == 1
    assert again(desk, rows[1]).starts_at == at(DAY + WEEK, 10)


def _data(desk: Desk, **more: Any) -> ClassData:
    with acting(desk.house.boss) as boss:
        service = class_service(boss)
    whose = desk.house.practitioner.pk
    usual: dict[str, Any] = {"day": DAY, "clock": time(10), "places": 2, "practitioner_id": whose}
    return ClassData(service=service, place=desk.place, **usual | more)


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.PRACTITIONER])
def test_who_reaches_their_own_gives_it_to_nobody_else(desk: Desk, role: Role) -> None:
    """They would see it no more."""
    works(desk.house, desk.house.owner)
    mine = replace(desk.ours, role=role, only_own_clients=role is Role.PRACTITIONER)
    other = _data(desk, practitioner_id=desk.house.owner.pk)
    with acting(mine), pytest.raises(DomainError) as planning:
        plan_class(actor=mine, data=other, anyway=True)
    found = planned(mine, desk.house, DAY, 10)
    with pytest.raises(DomainError) as handing:
        change(desk, found, 10, member=desk.house.owner, actor=mine)
    assert planning.value.field == handing.value.field == "practitioner"
    assert change(desk, found, 12, actor=mine)


@pytest.mark.parametrize("day", [date.max, date.min])
def test_a_day_that_no_calendar_has_is_said_beside_it(desk: Desk, day: date) -> None:
    with acting(desk.ours) as ours, pytest.raises(DomainError, match=CLOSER) as why:
        plan_class(actor=ours, data=_data(desk, day=day, weeks=2), anyway=True)
    assert why.value.field == "day"


def test_time_in_which_a_class_was_for_a_moment_is_offered(
    desk: Desk, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "practices_waiting", lambda: [desk.house.practice.pk])
    made = desk.book(10, whose=desk.nell)
    waits(desk, desk.nora)
    gets_free(desk, clock, made)
    found = planned(desk.ours, desk.house, DAY, 10)
    looks()
    assert offers(desk) == []
    do(undo_class, desk.ours, found)
    looks()
    assert [(one.client.given_name, one.starts_at) for one in offers(desk)] == [
        ("Nora", made.starts_at)
    ]


def test_the_reminder_of_a_place_says_that_it_is_cancelled_not_moved(desk: Desk) -> None:
    desk.book(14)
    joins(desk.ours, planned(desk.ours, desk.house, DAY, 10), desk.nora)
    with acting(desk.house.boss):
        type(desk.nora)._base_manager.filter(pk=desk.nora.pk).update(
            user_id=desk.house.practitioner.user_id
        )
    of_lesson, of_place, *_later = (rendered(desk, one) for one in reminders(desk)[::-1])
    for body in (of_lesson.text, of_lesson.html):
        assert "Move it or cancel it" in body
    for body in (of_place.text, of_place.html):
        assert "Cancel it" in body
        assert "Move it" not in body

"""Who has a time has it: with what is kept free around it, and said in words to whoever is late."""

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.http import Http404

from practice.core.actor import acting
from practice.core.errors import DomainError
from practice.core.ids import new_id
from practice.core.models import Place
from practice.core.services import AlreadyDone
from sessions.appointments.models import Appointment, AppointmentChange
from sessions.appointments.queries.offers import broken_rules
from sessions.appointments.rules import Broken, Skipped, instant_of
from sessions.appointments.services import BreaksRules, JustTaken, taking
from sessions.hours.models import Service
from tests.booking import at, put_appointment
from tests.sessions.appointments.conftest import DAY, NOON, Desk


def test_what_was_meant_is_kept_beside_the_instant(desk: Desk) -> None:
    found = desk.again(desk.book(10, 30))
    assert (found.local_date, found.local_time, found.zone) == (DAY, time(10, 30), "America/Denver")
    assert found.starts_at == at(DAY, 10, 30)
    assert found.ends_at - found.starts_at == timedelta(minutes=60)
    assert found.blocked_until - found.ends_at == timedelta(minutes=15)
    assert (found.state, found.version) == ("booked", 1)
    assert found.booked_by_id == desk.house.practitioner.pk
    assert found.policy["cancellation_hours"] == 24
    assert "24 hours before" in found.policy["words"]
    assert desk.steps(found) == [("", "booked")]


def test_another_has_it_and_the_nearest_three_are_named(desk: Desk) -> None:
    desk.book(10)
    with pytest.raises(JustTaken) as refused:
        desk.book(10, 30, whose=desk.nell)
    starts = refused.value.nearest
    assert len(starts) == 3
    assert at(DAY, 11, 15) in starts
    assert "Free nearby: " in str(refused.value.message)
    assert "11:15" in str(refused.value.message)


def test_one_after_another_do_not_meet(desk: Desk) -> None:
    desk.book(10)
    desk.book(11, 15, whose=desk.nell)
    assert len({row["id"] for row in desk.stored() if "starts_at" in row}) == 2


def test_a_client_is_in_one_lesson_at_a_time(desk: Desk) -> None:
    desk.book(10)
    with pytest.raises(JustTaken):
        desk.book(10, 30, member=desk.house.owner, anyway=True)


def test_a_place_that_takes_one_takes_one(desk: Desk) -> None:
    with acting(desk.house.boss):
        Place._base_manager.filter(pk=desk.place.pk).update(takes_one=True)
    desk.book(10)
    with pytest.raises(JustTaken):
        desk.book(10, 30, whose=desk.nell, member=desk.house.owner, anyway=True)


def test_another_place_takes_two_at_once(desk: Desk) -> None:
    desk.book(10)
    desk.book(10, 30, whose=desk.nell, member=desk.house.owner, anyway=True)


def test_the_database_holds_it_without_any_of_our_code(desk: Desk) -> None:
    """Past the services: the same practitioner, the same client, a place that takes one."""

    def put(model: type, **fields: object) -> object:
        row = model(practice=desk.house.practice, **fields)
        row.save(force_insert=True)
        return row

    with acting(desk.house.boss):
        first = put_appointment(put, desk.house, desk.nora)
        values = {
            f.attname: getattr(first, f.attname)
            for f in Appointment._meta.concrete_fields
            if f.name not in {"id", "series", "series_day"}
        }
        later = {"starts_at", "ends_at", "blocked_from", "blocked_until"}
        beside = {k: values[k] + timedelta(minutes=74) for k in later}
        other = {"client_id": desk.nell.pk}
        for clash in (
            {**other, **beside},
            {"practitioner_id": desk.house.owner.pk},
        ):
            with pytest.raises(IntegrityError, match="one_lesson_a_"), transaction.atomic():
                Appointment(**{**values, **clash}).save(force_insert=True)
        Appointment._base_manager.filter(pk=first.pk).update(holds_place=True)
        elsewhere = {**other, "practitioner_id": desk.house.owner.pk, "holds_place": True}
        with pytest.raises(IntegrityError, match="one_lesson_a_place"), transaction.atomic():
            Appointment(**{**values, **elsewhere}).save(force_insert=True)
        Appointment._base_manager.filter(pk=first.pk).update(state="cancelled")
        Appointment(**{**values, **other}).save(force_insert=True)


def test_nothing_is_deleted(desk: Desk) -> None:
    desk.book(10)
    with acting(desk.house.boss), connection.cursor() as cursor:
        for what in (
            "DELETE FROM care_sessions_appointment",
            "DELETE FROM care_sessions_appointmentchange",
            "UPDATE care_sessions_appointmentchange SET to_state = 'done'",
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(what)


def test_pressed_twice_is_one_booking(desk: Desk) -> None:
    key = uuid4()
    first = desk.book(10, key=key)
    with pytest.raises(AlreadyDone) as done:
        desk.book(10, key=key)
    assert done.value.object_id == first.pk
    assert len(desk.steps(first)) == 1


def test_sent_again_it_is_done_whatever_would_be_refused_by_now(desk: Desk) -> None:
    """The answer was lost; meanwhile the service is offered no more."""
    key = uuid4()
    first = desk.book(10, key=key)
    with acting(desk.house.boss) as boss:
        Service.objects.visible_to(boss).update(retired_at=NOON)
    with pytest.raises(AlreadyDone) as done:
        desk.book(10, key=key)
    assert done.value.object_id == first.pk
    with pytest.raises(DomainError, match="This is not booked one by one") as refused:
        desk.book(12, key=uuid4())
    assert refused.value.field == "service"


BREAKS = {
    "before the hours": ((7, 0), Broken.OUTSIDE_HOURS),
    "past the hours": ((17, 30), Broken.OUTSIDE_HOURS),
    "in what is kept free": ((11, 5), Broken.IN_BUFFER),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_practice_is_warned_and_may_do_it_all_the_same(desk: Desk, name: str) -> None:
    (hour, minute), broken = BREAKS[name]
    desk.book(10)
    before = desk.stored()
    with pytest.raises(BreaksRules) as warned:
        desk.book(hour, minute, whose=desk.nell)
    assert warned.value.broken == [broken]
    assert desk.stored() == before
    found = desk.again(desk.book(hour, minute, whose=desk.nell, anyway=True))
    assert found.state == "booked"


def test_the_kept_free_time_gives_way_and_the_lessons_stay(desk: Desk) -> None:
    first = desk.book(10)
    second = desk.again(desk.book(11, 5, whose=desk.nell, anyway=True))
    first = desk.again(first)
    assert (first.starts_at, first.ends_at) == (at(DAY, 10), at(DAY, 11))
    assert first.blocked_until == second.blocked_from == at(DAY, 11, 5)


def test_a_neighbour_that_moved_away_meanwhile_stays_as_it_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between what was read and the squeezing of it somebody else moved it."""
    first, there = desk.book(10), {"starts_at": at(DAY, 15), "blocked_from": at(DAY, 15)}
    there |= {"ends_at": at(DAY, 16), "blocked_until": at(DAY, 16, 15)}
    look = broken_rules

    def moved_first(*asked: Any) -> list[Broken]:
        Appointment._base_manager.filter(pk=first.pk).update(**there)
        return look(*asked)

    monkeypatch.setattr(taking, "broken_rules", moved_first)
    second = desk.again(desk.book(11, 5, whose=desk.nell, anyway=True))
    assert second.starts_at == at(DAY, 11, 5)
    first = desk.again(first)
    assert {name: getattr(first, name) for name in there} == there


def test_a_lesson_within_a_week_of_another_is_warned_of(desk: Desk) -> None:
    desk.book(10)
    with pytest.raises(BreaksRules) as warned:
        desk.book(10, day=DAY + timedelta(days=6))
    assert warned.value.broken == [Broken.TOO_SOON]
    desk.book(10, day=DAY + timedelta(days=7))
    desk.book(9, 0, day=DAY + timedelta(days=4), code="check_in")


def test_a_day_that_is_over_is_refused_and_this_morning_is_not(desk: Desk) -> None:
    with pytest.raises(DomainError, match="This day has passed") as refused:
        desk.book(10, day=date(2026, 11, 22), anyway=True)
    assert refused.value.field == "day"
    with pytest.raises(BreaksRules) as warned:
        desk.book(10, day=date(2026, 11, 23))
    assert warned.value.broken == [Broken.BEGUN]
    desk.book(10, day=date(2026, 11, 23), anyway=True)


@pytest.mark.parametrize("minutes", [0, -60, 481])
def test_it_ends_after_it_begins(desk: Desk, minutes: int) -> None:
    before = desk.stored()
    with pytest.raises(DomainError, match="It ends after it begins") as refused:
        desk.book(10, minutes=minutes)
    assert refused.value.field == "minutes"
    assert desk.stored() == before


def test_a_spring_night_skips_an_hour() -> None:
    with pytest.raises(Skipped):
        instant_of(date(2027, 3, 14), time(2, 30), "America/Denver")
    assert instant_of(date(2027, 3, 14), time(3), "America/Denver").hour == 9


def test_an_assistant_and_somebody_who_left_give_no_lessons(desk: Desk) -> None:
    with pytest.raises(DomainError, match="Choose somebody"):
        desk.book(10, member=desk.house.assistant, anyway=True)


def test_a_client_books_what_is_offered_and_nothing_else(desk: Desk) -> None:
    mine = desk.again(desk.book(10, actor=desk.hers))
    assert (mine.booked_by_id, mine.guardian_id) == (None, None)
    before = desk.stored()
    for hour, minute, day in ((7, 0, DAY), (10, 7, DAY + timedelta(days=8))):
        with pytest.raises(JustTaken):
            desk.book(hour, minute, day=day, actor=desk.hers, anyway=True)
    with pytest.raises(JustTaken):  # sooner than the practice takes bookings
        desk.book(17, day=date(2026, 11, 23), actor=desk.hers)
    assert desk.stored() == before


def test_a_client_learns_that_others_have_it_and_nothing_of_them(desk: Desk) -> None:
    desk.book(10, whose=desk.nell)
    with pytest.raises(JustTaken) as refused:
        desk.book(10, actor=desk.hers)
    assert at(DAY, 11, 30) in refused.value.nearest
    with acting(desk.hers) as hers:
        assert not Appointment.objects.visible_to(hers).exists()
        assert not AppointmentChange.objects.visible_to(hers).exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM care_sessions_appointment")
            assert cursor.fetchone() == (0,)


def test_a_client_books_for_nobody_else(desk: Desk) -> None:
    before = desk.stored()
    with pytest.raises(Http404):
        desk.book(10, whose=desk.nell, actor=desk.hers)
    assert desk.stored() == before


def test_the_database_lets_a_client_book_for_nobody_else(desk: Desk) -> None:
    made = desk.book(10)
    made.pk, made.client_id = new_id(), desk.nell.pk
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting(desk.hers),
    ):
        made.save(force_insert=True)

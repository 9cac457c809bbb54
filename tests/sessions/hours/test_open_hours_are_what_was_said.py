"""Open hours: the week's, without holidays, a day's own in their place, without time off."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from practice.core.actor import acting
from practice.core.errors import DomainError
from practice.core.models import Membership, Place
from practice.core.tenancy import TenantModel
from sessions.hours.models import DayHours, HolidaySetting, Service, TimeOff, WeeklyHours
from sessions.hours.queries import free_starts, get_service, open_ranges, services_of
from sessions.hours.rules import Range, whole_days
from tests.cast import House

pytestmark = pytest.mark.django_db
ROME = "Europe/Rome"
MONDAY = date(2027, 3, 22)
NINE, NOON, TWO, SIX = time(9), time(12), time(14), time(18)
EARLY = datetime(2027, 1, 1, tzinfo=UTC)


def put[M: TenantModel](house: House, model: type[M], **fields: Any) -> M:
    with acting(house.boss):
        row = model(practice=house.practice, **fields)
        row.save(force_insert=True)
    return row


@pytest.fixture(autouse=True)
def in_rome(linden: House) -> None:
    """The practice lives by this zone, and its online hours."""
    with acting(linden.boss):
        linden.practice.timezone = ROME
        linden.practice.save(update_fields=["timezone"])


def week(house: House, **fields: Any) -> WeeklyHours:
    said = {"practitioner": house.practitioner, "weekday": 0, "begins": NINE, "ends": NOON}
    return put(house, WeeklyHours, **said | fields)


def in_place(house: House, zone: str = ROME, **fields: Any) -> Place:
    return put(house, Place, name=zone, timezone=zone, **fields)


def opened(house: House, first: date, last: date, who: Membership | None = None) -> list[str]:
    """Open hours in words, in UTC."""
    with acting(house.boss) as boss:
        found = open_ranges(boss, [(who or house.practitioner).pk], first, last)
    return [f"{one.begins:%a %d %H:%M}–{one.ends:%H:%M}" for one in found]


def lesson(house: House, **fields: Any) -> Service:
    with acting(house.boss) as boss:
        service = Service.objects.visible_to(boss).get(built_in_code="lesson")
        for name, value in fields.items():
            setattr(service, name, value)
        service.save()
    return service


def starts(house: House, service: Service, last: date = MONDAY, **typed: Any) -> list[str]:
    said: dict[str, Any] = {"busy": (), "now": EARLY, "by_client": False, "step": 60}
    said |= typed
    who = house.practitioner.pk
    with acting(house.boss) as boss:
        found = free_starts(boss, service, who, MONDAY, last, **said)
    return [f"{one.begins:%d %H:%M}" for one in found]


def test_a_week_repeats_in_wall_time_over_the_change_of_clocks(linden: House) -> None:
    week(linden, place=in_place(linden))
    assert opened(linden, MONDAY, MONDAY + timedelta(days=13)) == [
        "Mon 22 08:00–11:00",
        "Mon 29 07:00–10:00",
    ]


def test_online_hours_are_of_the_zone_of_the_practice_and_places_of_their_own(
    linden: House,
) -> None:
    week(linden)
    week(linden, begins=TWO, ends=SIX, place=in_place(linden, "America/New_York"))
    assert opened(linden, MONDAY, MONDAY) == ["Mon 22 08:00–11:00", "Mon 22 18:00–22:00"]


def test_hours_hold_from_their_first_day_to_their_last(linden: House) -> None:
    week(linden, since=MONDAY + timedelta(days=7), until=MONDAY + timedelta(days=14))
    found = opened(linden, MONDAY, MONDAY + timedelta(days=30))
    assert [one[:6] for one in found] == ["Mon 29", "Mon 05"]


def test_a_day_of_its_own_replaces_the_week_at_that_place_alone(linden: House) -> None:
    place = in_place(linden)
    week(linden, place=place)
    week(linden, begins=TWO, ends=SIX)
    on = {"practitioner": linden.practitioner, "on": MONDAY, "place": place}
    put(linden, DayHours, **on, begins=time(7), ends=time(8))
    put(linden, DayHours, **on, begins=time(10), ends=time(11))
    assert opened(linden, MONDAY, MONDAY) == [
        "Mon 22 06:00–07:00",
        "Mon 22 09:00–10:00",
        "Mon 22 13:00–17:00",
    ]


def test_a_closed_day_has_none(linden: House) -> None:
    week(linden)
    put(linden, DayHours, practitioner=linden.practitioner, on=MONDAY, is_closed=True)
    assert opened(linden, MONDAY, MONDAY + timedelta(days=7)) == ["Mon 29 07:00–10:00"]


def test_time_off_is_taken_out_wherever_they_work(linden: House) -> None:
    week(linden)
    week(linden, begins=TWO, ends=SIX, place=in_place(linden))
    at = whole_days(MONDAY, MONDAY, ROME).begins
    off = {"practitioner": linden.practitioner, "zone": ROME, "reason": "training"}
    off |= {"first_day": MONDAY, "last_day": MONDAY}
    off["during"] = (at + timedelta(hours=11), at + timedelta(hours=15))
    put(linden, TimeOff, **off)
    assert opened(linden, MONDAY, MONDAY) == ["Mon 22 08:00–10:00", "Mon 22 14:00–17:00"]


def test_nobody_works_who_left_or_at_a_place_that_is_retired(linden: House) -> None:
    week(linden, place=in_place(linden, retired_at=EARLY))
    assert opened(linden, MONDAY, MONDAY) == []
    week(linden, begins=TWO, ends=SIX)
    assert opened(linden, MONDAY, MONDAY) == ["Mon 22 13:00–17:00"]
    with acting(linden.boss):
        linden.practitioner.is_active = False
        linden.practitioner.save(update_fields=["is_active"])
    assert opened(linden, MONDAY, MONDAY) == []


def test_public_holidays_close_where_the_practice_says_so(linden: House) -> None:
    week(linden)
    easter = MONDAY + timedelta(days=7)  # Easter Monday in Italy
    assert opened(linden, easter, easter) == ["Mon 29 07:00–10:00"]
    put(linden, HolidaySetting, is_closed=True)
    assert opened(linden, MONDAY, easter) == ["Mon 22 08:00–11:00"]
    put(linden, DayHours, practitioner=linden.practitioner, on=easter, begins=NINE, ends=TWO)
    assert opened(linden, easter, easter) == ["Mon 29 07:00–12:00"]


def test_a_place_keeps_the_holidays_of_its_own_country(linden: House) -> None:
    there = in_place(linden, "America/New_York")
    week(linden, place=there)
    easter = MONDAY + timedelta(days=7)
    put(linden, HolidaySetting, is_closed=True)
    assert opened(linden, easter, easter) == ["Mon 29 13:00–16:00"]  # no holiday in New York
    put(linden, HolidaySetting, place=there, is_closed=True, country="DE", region="BE")
    assert opened(linden, easter, easter) == []


def test_days_are_bounded(linden: House) -> None:
    for first, last in [(MONDAY, MONDAY + timedelta(days=400)), (date.max, date.max)]:
        with pytest.raises(DomainError):
            opened(linden, first, last)
    assert opened(linden, MONDAY, MONDAY - timedelta(days=1)) == []


def test_hours_of_another_practice_are_not_seen(linden: House, harbour: House) -> None:
    week(linden)
    assert opened(harbour, MONDAY, MONDAY, linden.practitioner) == []
    with acting(harbour.boss) as boss, pytest.raises(Http404):
        get_service(boss, lesson(linden).pk)


def test_statements_do_not_grow_with_days_or_with_what_was(linden: House) -> None:
    week(linden)

    def asked(days: int) -> int:
        with (
            acting(linden.boss) as boss,
            CaptureQueriesContext(
                connection,
            ) as seen,
        ):
            open_ranges(boss, [linden.practitioner.pk], MONDAY, MONDAY + timedelta(days=days))
        return len(seen)

    few = asked(0)
    for past in range(1, 40):
        on = MONDAY - timedelta(days=past)
        put(linden, DayHours, practitioner=linden.practitioner, on=on, is_closed=True)
    assert asked(365) == few == 1


def test_free_starts_leave_room_for_what_is_kept_free(linden: House) -> None:
    week(linden, place=in_place(linden), ends=SIX)
    service = lesson(linden, buffer_before_minutes=10, buffer_after_minutes=15)
    at = datetime(2027, 3, 22, 10, tzinfo=UTC)
    busy = [Range(at, at + timedelta(hours=1))]
    assert starts(linden, service) == [f"22 {hour:02}:00" for hour in range(8, 17)]
    assert starts(linden, service, busy=busy) == [
        *("22 08:00", "22 12:00", "22 13:00", "22 14:00", "22 15:00", "22 16:00")
    ]


def test_online_services_have_online_hours(linden: House) -> None:
    week(linden, place=in_place(linden))
    week(linden, begins=TWO, ends=SIX)
    assert starts(linden, lesson(linden, is_online=True))[0] == "22 13:00"
    assert starts(linden, lesson(linden, is_online=False))[-1] == "22 10:00"


def test_a_client_is_offered_what_the_service_allows(linden: House) -> None:
    week(linden, place=in_place(linden))
    later = MONDAY + timedelta(days=14)
    service = lesson(linden, lead_hours=24, ahead_days=10)
    early = datetime(2027, 3, 21, 9, 0, tzinfo=UTC)
    said: dict[str, Any] = {"now": early, "last": later, "step": 60}
    everything = ["22 08:00", "22 09:00", "22 10:00", "29 07:00", "29 08:00", "29 09:00"]
    everything += ["05 07:00", "05 08:00", "05 09:00"]
    assert starts(linden, service, **said) == everything
    assert starts(linden, service, by_client=True, **said) == everything[1:6]
    assert starts(linden, service, now=early + timedelta(days=1, minutes=1)) == ["22 10:00"]
    closed = lesson(linden, is_client_bookable=False)
    assert starts(linden, closed, by_client=True, **said) == []
    assert starts(linden, closed, **said) == everything
    assert starts(linden, lesson(linden, retired_at=early), **said) == []


def test_services_stand_in_the_order_in_which_they_are_met(linden: House) -> None:
    lesson(linden, retired_at=EARLY)
    with acting(linden.boss) as boss:
        assert [row.name for row in services_of(boss)] == ["First lesson", "Check-in", "Lesson"]
        with pytest.raises(Http404):
            get_service(boss, UUID(int=0))

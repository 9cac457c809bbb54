"""The database itself keeps one person from working twice at once, and hours from ending early."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from practice.core.actor import acting
from practice.core.models import Place
from practice.core.tenancy import TenantModel
from sessions.hours.models import DayHours, Service, TimeOff, WeeklyHours
from tests.cast import House

pytestmark = pytest.mark.django_db
NINE, NOON, ONE, SIX = time(9), time(12), time(13), time(18)


def put[M: TenantModel](house: House, model: type[M], **fields: Any) -> M:
    with acting(house.boss), transaction.atomic():
        row = model(practice=house.practice, practitioner=house.practitioner, **fields)
        row.save(force_insert=True)
    return row


def another_place(house: House) -> Place:
    with acting(house.boss):
        place = Place(practice=house.practice, name="Upstairs", timezone="Europe/Berlin")
        place.save(force_insert=True)
    return place


def test_a_practice_begins_with_three_services(linden: House) -> None:
    with acting(linden.boss) as boss:
        found = Service.objects.visible_to(boss).order_by("-minutes")
        assert [(row.name, row.minutes, row.price) for row in found] == [
            ("First lesson", 90, None),
            ("Lesson", 60, None),
            ("Check-in", 20, None),
        ]


def test_weekly_hours_overlap_nowhere(linden: House) -> None:
    put(linden, WeeklyHours, weekday=0, begins=NINE, ends=NOON)
    put(linden, WeeklyHours, weekday=0, begins=NOON, ends=SIX)
    put(linden, WeeklyHours, weekday=1, begins=NINE, ends=NOON)
    with pytest.raises(IntegrityError, match="weekly_hours_apart"):
        put(
            linden,
            WeeklyHours,
            weekday=0,
            begins=time(11),
            ends=ONE,
            place=another_place(linden),
        )


def test_hours_of_other_months_may_stand_at_the_same_time(linden: House) -> None:
    spring = {"weekday": 0, "begins": NINE, "ends": NOON, "until": date(2027, 3, 31)}
    put(linden, WeeklyHours, **spring)
    put(linden, WeeklyHours, weekday=0, begins=NINE, ends=ONE, since=date(2027, 4, 1))
    with pytest.raises(IntegrityError, match="weekly_hours_apart"):
        put(linden, WeeklyHours, weekday=0, begins=NINE, ends=ONE, since=date(2027, 3, 31))


def test_a_day_is_open_or_closed_at_a_place(linden: House) -> None:
    on, upstairs = date(2027, 3, 1), another_place(linden)
    put(linden, DayHours, on=on, is_closed=True)
    put(linden, DayHours, on=on, place=upstairs, begins=NINE, ends=NOON)
    with pytest.raises(IntegrityError, match="day_hours_open_or_closed"):
        put(linden, DayHours, on=on, begins=ONE, ends=SIX)
    with pytest.raises(IntegrityError, match="day_hours_apart"):
        put(linden, DayHours, on=on, place=another_place(linden), begins=NINE, ends=NOON)


@pytest.mark.parametrize(
    ("model", "fields", "rule"),
    [
        (WeeklyHours, {"weekday": 7, "begins": NINE, "ends": NOON}, "weekly_hours_weekday"),
        (WeeklyHours, {"weekday": 0, "begins": NOON, "ends": NINE}, "weekly_hours_end_later"),
        (WeeklyHours, {"weekday": 0, "begins": NOON, "ends": NOON}, "weekly_hours_end_later"),
        (DayHours, {"on": date(2027, 3, 1)}, "day_hours_closed_or_end_later"),
        (DayHours, {"on": date(2027, 3, 1), "begins": NINE}, "day_hours_closed_or_end_later"),
        (
            DayHours,
            {"on": date(2027, 3, 1), "is_closed": True, "begins": NINE, "ends": NOON},
            "day_hours_closed_or_end_later",
        ),
        (
            TimeOff,
            {
                "during": (datetime(2027, 3, 1, tzinfo=UTC), None),
                "first_day": date(2027, 3, 1),
                "last_day": date(2027, 3, 1),
                "zone": "Europe/Berlin",
                "reason": "holiday",
            },
            "time_off_ends_later",
        ),
    ],
)
def test_hours_end_after_they_begin(
    linden: House, model: type[TenantModel], fields: dict[str, Any], rule: str
) -> None:
    with pytest.raises(IntegrityError, match=rule):
        put(linden, model, **fields)

"""What repeats keeps the time of the wall clock, in every zone and over both of its changes."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.appointments.queries.offers import Wanted
from sessions.appointments.rules import Span
from sessions.appointments.series.queries import asked_for
from sessions.appointments.series.rules import SPAN_MOST, BadSeries, days_of
from sessions.hours.models import Service

# Two of them change by an hour, one by half an hour, one for the month of Ramadan.
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca")
YEAR = 365


def instants(zone: str, days: list[date], clock: time) -> list[datetime | None]:
    at = datetime(2027, 1, 1, tzinfo=UTC)
    service = Service(minutes=60)
    whose: dict[str, Any] = {
        "client_id": service.pk,
        "service": service,
        "practitioner_id": service.pk,
    }
    wanted = Wanted(**whose, place=None, zone=zone, span=Span.of(at, 60))
    return [
        one.wanted.span.starts_at if one.wanted else None for one in asked_for(wanted, days, clock)
    ]


def meant(zone: str, day: date, clock: time) -> datetime | None:
    """A plain model: the first minute of two days at which the wall clock shows just this."""
    found = datetime.combine(day, clock, UTC) - timedelta(hours=15)
    there = ZoneInfo(zone)
    for _quarter in range(30 * 4 + 1):
        if found.astimezone(there).replace(tzinfo=None) == datetime.combine(day, clock):
            return found
        found += timedelta(minutes=15)
    return None


@pytest.mark.parametrize("zone", ZONES)
def test_over_both_changes_the_wall_shows_the_same(zone: str) -> None:
    days = days_of(date(2027, 1, 8), 1, times=52)
    found = instants(zone, days, time(10, 30))
    shown = [one.astimezone(ZoneInfo(zone)) for one in found if one is not None]
    assert [(one.date(), one.time()) for one in shown] == [(day, time(10, 30)) for day in days]
    offsets = [one.utcoffset() for one in shown]
    assert sum(a != b for a, b in pairwise(offsets)) == 2


@given(
    zone=st.sampled_from(ZONES),
    since=st.integers(0, YEAR),
    every=st.integers(1, 8),
    quarter=st.integers(0, 95),
)
@settings(max_examples=25, deadline=None)
def test_each_day_is_what_a_plain_model_says(
    zone: str, since: int, every: int, quarter: int
) -> None:
    first = date(2027, 1, 1) + timedelta(days=since)
    clock = time(quarter // 4, quarter % 4 * 15)
    days = days_of(first, every, times=6)
    assert days == [first + timedelta(days=7 * every * n) for n in range(6)]
    assert instants(zone, days, clock) == [meant(zone, day, clock) for day in days]


def test_the_night_that_skips_it_has_none_and_the_others_have() -> None:
    days = days_of(date(2027, 3, 14), 1, times=3)
    found = instants("Europe/Berlin", days, time(2, 30))
    assert [one is None for one in found] == [False, False, True]


def test_until_a_day_includes_it() -> None:
    first = date(2027, 1, 8)
    assert days_of(first, 2, until=date(2027, 2, 5))[-1] == date(2027, 2, 5)
    assert days_of(first, 2, until=date(2027, 2, 4))[-1] == date(2027, 1, 22)


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        ("every_weeks", {"every_weeks": 0, "times": 3}),
        ("every_weeks", {"every_weeks": 9, "times": 3}),
        ("times", {"every_weeks": 1}),
        ("times", {"every_weeks": 1, "times": 3, "until": date(2027, 2, 5)}),
        ("times", {"every_weeks": 1, "times": 1}),
        ("times", {"every_weeks": 1, "times": 53}),
        ("times", {"every_weeks": 2, "times": 28}),
        ("until", {"every_weeks": 1, "until": date(2027, 1, 14)}),
        ("until", {"every_weeks": 1, "until": date(2027, 1, 9) + SPAN_MOST}),
    ],
)
def test_what_is_no_series_is_refused(field: str, asked: dict[str, object]) -> None:
    with pytest.raises(BadSeries) as refused:
        days_of(date(2027, 1, 8), **asked)  # type: ignore[arg-type]
    assert refused.value.field == field

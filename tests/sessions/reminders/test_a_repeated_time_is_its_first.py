from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.reminders.rules import occasion_instant
from tests.sessions.reminders.zones import BERLIN, CASABLANCA, DENVER, LORD_HOWE, ST_JOHNS, ZONES


@pytest.mark.parametrize(
    ("zone", "day", "at", "instant"),
    [
        (DENVER, date(2026, 11, 1), time(1, 30), "2026-11-01T07:30:00+00:00"),
        (BERLIN, date(2026, 10, 25), time(2, 30), "2026-10-25T00:30:00+00:00"),
        (LORD_HOWE, date(2026, 4, 5), time(1, 45), "2026-04-04T14:45:00+00:00"),
        (CASABLANCA, date(2026, 2, 15), time(2, 30), "2026-02-15T01:30:00+00:00"),
        (ST_JOHNS, date(2026, 11, 1), time(1, 15), "2026-11-01T03:45:00+00:00"),
    ],
)
def test_the_first_is_taken(zone: ZoneInfo, day: date, at: time, instant: str) -> None:
    assert occasion_instant(day, at, zone) == datetime.fromisoformat(instant)


@given(
    st.sampled_from(ZONES),
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.integers(0, 24 * 60 - 1),
)
def test_the_same_local_time_never_came_before(zone: ZoneInfo, day: date, minute: int) -> None:
    at = time(minute // 60, minute % 60)
    instant = occasion_instant(day, at, zone)
    local = instant.astimezone(zone).replace(tzinfo=None, fold=0)
    for minutes in (30, 60, 120):
        earlier = (instant - timedelta(minutes=minutes)).astimezone(zone)
        assert earlier.replace(tzinfo=None, fold=0) != local

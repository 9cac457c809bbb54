from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.reminders.rules import occasion_instant
from tests.sessions.reminders.zones import (
    BERLIN,
    CASABLANCA,
    DENVER,
    HAVANA,
    LORD_HOWE,
    NUUK,
    ST_JOHNS,
    ZONES,
)


@pytest.mark.parametrize(
    ("zone", "day", "skipped", "after"),
    [
        (DENVER, date(2026, 3, 8), time(2, 30), "2026-03-08T03:00"),
        (DENVER, date(2026, 3, 8), time(2, 0), "2026-03-08T03:00"),
        (BERLIN, date(2026, 3, 29), time(2, 59), "2026-03-29T03:00"),
        (LORD_HOWE, date(2026, 10, 4), time(2, 10), "2026-10-04T02:30"),
        (CASABLANCA, date(2026, 3, 22), time(2, 15), "2026-03-22T03:00"),
        (ST_JOHNS, date(2026, 3, 8), time(2, 45), "2026-03-08T03:00"),
        (NUUK, date(2026, 3, 28), time(23, 30), "2026-03-29T00:00"),
        (HAVANA, date(2026, 3, 8), time(0, 20), "2026-03-08T01:00"),
        (ZoneInfo("Pacific/Apia"), date(2011, 12, 30), time(7), "2011-12-31T00:00"),
    ],
)
def test_it_moves(zone: ZoneInfo, day: date, skipped: time, after: str) -> None:
    instant = occasion_instant(day, skipped, zone)
    assert instant.tzinfo is UTC
    assert instant.astimezone(zone).replace(tzinfo=None, fold=0) == datetime.fromisoformat(after)
    a_minute_before = (instant - timedelta(minutes=1)).astimezone(zone).replace(tzinfo=None)
    assert a_minute_before < datetime.combine(day, skipped)


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
MINUTES = st.times().map(lambda t: t.replace(second=0, microsecond=0))


@given(st.sampled_from(ZONES), DAYS, MINUTES)
def test_it_is_the_time_meant_or_the_end_of_a_gap(zone: ZoneInfo, day: date, at: time) -> None:
    meant = datetime.combine(day, at)
    local = occasion_instant(day, at, zone).astimezone(zone).replace(tzinfo=None, fold=0)
    if local == meant:
        return
    assert timedelta(0) < local - meant <= timedelta(hours=1)
    before = occasion_instant(day, at, zone) - timedelta(minutes=1)
    assert before.astimezone(zone).replace(tzinfo=None) < meant


@given(st.sampled_from(ZONES), DAYS, st.lists(MINUTES, min_size=2, max_size=2))
def test_an_earlier_time_never_comes_later(zone: ZoneInfo, day: date, times: list[time]) -> None:
    early, late = sorted(times)
    assert occasion_instant(day, early, zone) <= occasion_instant(day, late, zone)

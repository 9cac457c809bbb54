from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.reminders.rules import next_occasions
from tests.sessions.reminders.zones import DENVER, EACH_ZONE, NUUK, ST_JOHNS, ZONES

EVERY_DAY = {1, 2, 3, 4, 5, 6, 7}
MORNING_AND_EVENING = [time(7, 15), time(20, 0)]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def test_days_are_the_clients_not_utcs() -> None:
    # Monday evening in Denver is already Tuesday in UTC.
    found = next_occasions(
        {1}, [time(20, 0)], DENVER, utc(2026, 3, 1, 0, 0), utc(2026, 3, 15, 0, 0)
    )
    assert [(o.local_date, o.slot, o.instant) for o in found] == [
        (date(2026, 3, 2), "2000", utc(2026, 3, 3, 3, 0)),
        (date(2026, 3, 9), "2000", utc(2026, 3, 10, 2, 0)),
    ]


def test_the_wall_clock_stays_while_utc_moves() -> None:
    found = next_occasions(
        EVERY_DAY, [time(7, 15)], DENVER, utc(2026, 3, 5, 0, 0), utc(2026, 3, 12, 0, 0)
    )
    assert {o.instant.astimezone(DENVER).time() for o in found} == {time(7, 15)}
    assert {o.instant.hour for o in found} == {13, 14}


def test_the_end_belongs_to_a_window_and_the_beginning_does_not() -> None:
    at = utc(2026, 3, 3, 14, 15)
    assert next_occasions(EVERY_DAY, [time(7, 15)], DENVER, at, at) == []
    before = next_occasions(EVERY_DAY, [time(7, 15)], DENVER, at - timedelta(hours=1), at)
    assert [o.instant for o in before] == [at]


def test_slots_are_told_apart_by_their_time() -> None:
    found = next_occasions(
        {2}, MORNING_AND_EVENING, DENVER, utc(2026, 3, 3, 0, 0), utc(2026, 3, 5, 0, 0)
    )
    assert [(o.local_date.day, o.slot) for o in found] == [(3, "0715"), (3, "2000")]


def test_an_occasion_pushed_past_midnight_keeps_its_day() -> None:
    found = next_occasions(
        {6}, [time(23, 30)], NUUK, utc(2026, 3, 29, 0, 0), utc(2026, 3, 29, 12, 0)
    )
    assert [o.local_date for o in found] == [date(2026, 3, 28)]


def test_a_night_that_goes_back_over_midnight_loses_nothing() -> None:
    # At one past midnight of 29 October 2006 St John's went back to 23:01 of the 28th.
    midnight, after_going_back = utc(2006, 10, 29, 2, 30), utc(2006, 10, 29, 2, 45)
    assert after_going_back.astimezone(ST_JOHNS).date() == date(2006, 10, 28)
    found = next_occasions({7}, [time(0)], ST_JOHNS, utc(2006, 10, 29, 0, 0), after_going_back)
    assert [(o.local_date, o.instant) for o in found] == [(date(2006, 10, 29), midnight)]


@EACH_ZONE
def test_a_year_has_one_occasion_a_day(zone: ZoneInfo) -> None:
    start = datetime(2026, 1, 1, tzinfo=zone)
    end = datetime(2027, 1, 1, tzinfo=zone)
    found = next_occasions(EVERY_DAY, [time(2, 15)], zone, start, end)
    assert len(found) == len({o.local_date for o in found}) == 365


@pytest.mark.parametrize("naive", ["after", "until"])
def test_an_instant_without_a_zone_is_refused(naive: str) -> None:
    bounds = {"after": utc(2026, 1, 1), "until": utc(2026, 1, 2)}
    bounds[naive] = bounds[naive].replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        next_occasions(EVERY_DAY, [time(7)], DENVER, bounds["after"], bounds["until"])


FIRST, LAST = datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2028-12-31")
INSTANTS = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
TIMES = st.lists(st.integers(0, 1439).map(lambda m: time(m // 60, m % 60)), max_size=3, unique=True)


@given(
    st.sampled_from(ZONES),
    st.sets(st.integers(1, 7)),
    TIMES,
    INSTANTS,
    st.lists(st.timedeltas(timedelta(0), timedelta(days=12)), min_size=2, max_size=2),
)
def test_two_windows_side_by_side_find_what_one_finds(
    zone: ZoneInfo, days: set[int], times: list[time], after: datetime, spans: list[timedelta]
) -> None:
    middle, until = after + spans[0], after + spans[0] + spans[1]
    whole = next_occasions(days, times, zone, after, until)
    parts = [
        *next_occasions(days, times, zone, after, middle),
        *next_occasions(days, times, zone, middle, until),
    ]
    assert parts == whole
    assert len({(o.local_date, o.slot) for o in whole}) == len(whole)
    assert all(o.local_date.isoweekday() in days for o in whole)
    assert all(after < o.instant <= until for o in whole)

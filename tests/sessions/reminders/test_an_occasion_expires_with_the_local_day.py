from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from sessions.reminders.rules import expires_at, occasion_instant
from tests.sessions.reminders.zones import DENVER, HAVANA, NUUK, ZONES


def test_it_ends_at_midnight_there() -> None:
    instant = occasion_instant(date(2026, 7, 4), time(20), DENVER)
    assert expires_at(instant, DENVER) == datetime(2026, 7, 5, tzinfo=DENVER)


def test_a_day_whose_midnight_is_skipped_ends_when_the_next_begins() -> None:
    instant = occasion_instant(date(2026, 3, 7), time(20), HAVANA)
    assert expires_at(instant, HAVANA) == datetime(2026, 3, 8, 1, tzinfo=HAVANA)


def test_one_that_a_gap_pushed_past_midnight_has_the_new_day() -> None:
    instant = occasion_instant(date(2026, 3, 28), time(23, 30), NUUK)
    assert expires_at(instant, NUUK) == datetime(2026, 3, 30, tzinfo=NUUK)


@given(
    st.sampled_from(ZONES),
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.integers(0, 1439),
)
def test_there_is_always_time_to_send_it(zone: ZoneInfo, day: date, minute: int) -> None:
    instant = occasion_instant(day, time(minute // 60, minute % 60), zone)
    left = expires_at(instant, zone) - instant
    assert timedelta(0) < left <= timedelta(hours=25)

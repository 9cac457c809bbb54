"""Free starts, against a plain model that walks minute by minute through wall clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sessions.hours.rules import (
    Range,
    instant_of,
    local_range,
    merged,
    slots,
    whole_days,
    without,
)

# Both nights of a year at which each zone's clocks change.
NIGHTS = {
    "Europe/Berlin": (date(2027, 3, 28), date(2027, 10, 31)),
    "America/New_York": (date(2027, 3, 14), date(2027, 11, 7)),
    "Australia/Lord_Howe": (date(2027, 10, 3), date(2027, 4, 4)),
    "America/St_Johns": (date(2027, 3, 14), date(2027, 11, 7)),
}
MINUTE = timedelta(minutes=1)
ZONES = st.sampled_from(sorted(NIGHTS))


def walked(day: date, zone: str) -> list[tuple[datetime, time]]:
    """Each minute of a local day as instant and wall time, in the order in which they pass."""
    at = datetime.combine(day, time(0), UTC) - timedelta(hours=15)
    there, found = ZoneInfo(zone), []
    for _ in range(54 * 60):
        local = at.astimezone(there)
        if local.date() == day:
            found.append((at, local.time()))
        at += MINUTE
    return found


def plain_range(day: date, begins: time, ends: time, zone: str) -> Range | None:
    """From the first minute whose wall clock has reached the beginning to the first that has
    reached the end."""
    minutes = walked(day, zone)
    after = minutes[-1][0] + MINUTE
    first = next((at for at, wall in minutes if wall >= begins), after)
    last = next((at for at, wall in minutes if wall >= ends), after)
    return Range(first, last) if first < last else None


def plain_slots(
    opened: list[Range], busy: list[Range], minutes: int, before: int, after: int, step: int
) -> list[datetime]:
    """Every start of the raster, tried minute by minute."""

    def all_of(ranges: list[Range]) -> set[datetime]:
        return {
            one.begins + n * MINUTE
            for one in ranges
            for n in range((one.ends - one.begins) // MINUTE)
        }

    is_open, is_busy = all_of(opened), all_of(busy)
    found = []
    starts = sorted(at for at in is_open if at - MINUTE not in is_open)
    for first in starts:
        end = first
        while end in is_open:
            end += MINUTE
        at = first
        while at < end:
            lasts = (at + n * MINUTE for n in range(minutes))
            kept = (at + n * MINUTE for n in range(-before, minutes + after))
            if all(m in is_open for m in lasts) and not any(m in is_busy for m in kept):
                found.append(at)
            at += step * MINUTE
    return found


clocks = st.integers(0, 24 * 60 - 1).map(lambda n: time(n // 60, n % 60))


@st.composite
def mornings(draw: st.DrawFn) -> time:
    """Mostly the hours around which clocks change."""
    return draw(st.one_of(st.integers(0, 4 * 60).map(lambda n: time(n // 60, n % 60)), clocks))


@given(ZONES, st.integers(0, 1), mornings(), mornings())
@settings(max_examples=150, deadline=None)
@example("Europe/Berlin", 0, time(2), time(3))  # all of it is skipped
@example("Europe/Berlin", 0, time(1, 30), time(2, 30))
@example("Australia/Lord_Howe", 0, time(2, 10), time(2, 20))  # half an hour is skipped
@example("Australia/Lord_Howe", 1, time(1, 30), time(2))
@example("Europe/Berlin", 1, time(2), time(2, 30))  # which that night has twice
def test_hours_of_a_day_are_the_minutes_between(
    zone: str, which: int, begins: time, ends: time
) -> None:
    day = NIGHTS[zone][which]
    assert local_range(day, begins, ends, zone) == plain_range(day, begins, ends, zone)


@given(ZONES, st.integers(0, 1), mornings())
@settings(max_examples=60, deadline=None)
def test_a_time_is_skipped_or_the_first_of_two(zone: str, which: int, at: time) -> None:
    day = NIGHTS[zone][which]
    first = next((instant for instant, wall in walked(day, zone) if wall == at), None)
    assert instant_of(day, at, zone) == first


@pytest.mark.parametrize("zone", NIGHTS)
def test_a_whole_day_is_all_its_minutes(zone: str) -> None:
    for day in NIGHTS[zone]:
        minutes = walked(day, zone)
        assert whole_days(day, day, zone) == Range(minutes[0][0], minutes[-1][0] + MINUTE)


def test_a_day_that_never_was_is_empty() -> None:
    """Samoa went over the date line: 30 December 2011 was left out."""
    day, zone = date(2011, 12, 30), "Pacific/Apia"
    assert local_range(day, time(9), time(12), zone) is None
    whole = whole_days(day, day, zone)
    assert whole.begins == whole.ends
    assert instant_of(day, time(9), zone) is None


@st.composite
def spans(draw: st.DrawFn, base: datetime) -> Range:
    begins = base + draw(st.integers(0, 600)) * MINUTE
    return Range(begins, begins + draw(st.integers(0, 150)) * MINUTE)


@given(st.data(), ZONES, st.integers(0, 1))
@settings(max_examples=150, deadline=None)
def test_free_starts_are_those_of_the_plain_model(
    data: st.DataObject, zone: str, which: int
) -> None:
    base = whole_days(NIGHTS[zone][which], NIGHTS[zone][which], zone).begins
    opened = data.draw(st.lists(spans(base), max_size=4))
    busy = data.draw(st.lists(spans(base), max_size=5))
    minutes, step = data.draw(st.integers(1, 90)), data.draw(st.sampled_from([5, 15, 20]))
    before, after = data.draw(st.integers(0, 30)), data.draw(st.integers(0, 30))
    free = slots(opened, busy, minutes, before, after, step)
    assert free == plain_slots(opened, busy, minutes, before, after, step)
    assert slots(opened, busy, minutes, before, after, step, most=3) == free[:3]


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_taking_out_leaves_every_other_minute(data: st.DataObject) -> None:
    base = datetime(2027, 3, 28, tzinfo=UTC)
    ranges = data.draw(st.lists(spans(base), max_size=5))
    taken = data.draw(st.lists(spans(base), max_size=5))

    def minutes(those: list[Range]) -> list[datetime]:
        return [
            one.begins + n * MINUTE
            for one in those
            for n in range((one.ends - one.begins) // MINUTE)
        ]

    left = minutes(without(ranges, taken))
    assert left == sorted(set(minutes(ranges)) - set(minutes(taken)))
    assert minutes(merged(ranges)) == sorted(set(minutes(ranges)))

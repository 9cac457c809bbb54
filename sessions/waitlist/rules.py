"""What holds of waiting: when time suits somebody, and why a wish ends."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from enum import StrEnum

LATER, EVENING = time(12), time(17)
AHEAD_MOST = timedelta(days=366)
WORDS_MOST = 200
SHOWN_AFTER = timedelta(days=30)  # so long a wish that ended says why


class Part(StrEnum):
    """A part of the day, by the clock of the place."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Ended(StrEnum):
    """Why a wish ended."""

    LEFT = "left"
    TAKEN_OFF = "taken_off"
    BOOKED = "booked"
    OVER = "over"
    GONE = "gone"


def part_of(clock: time) -> Part:
    """Which part of the day a time is in."""
    if clock < LATER:
        return Part.MORNING
    return Part.AFTERNOON if clock < EVENING else Part.EVENING


def parts_between(begins: datetime, ends: datetime) -> list[str]:
    """The parts of the day in which local time lies; all of them where it goes over midnight."""
    parts = [part.value for part in Part]
    if begins.date() != ends.date():
        return parts
    return parts[parts.index(part_of(begins.time())) : parts.index(part_of(ends.time())) + 1]


def suits(
    local: datetime,
    *,
    weekdays: Collection[int],
    parts: Collection[str],
    first_day: date,
    last_day: date | None,
) -> bool:
    """Whether a local begin is on a day and at a time that somebody named."""
    day = local.date()
    if day < first_day or (last_day is not None and day > last_day):
        return False
    return day.weekday() in weekdays and part_of(local.time()) in parts

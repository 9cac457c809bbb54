"""Quality before quantity: what a log asks, all of it optional."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from clients.symptoms.rules import Word

EDITABLE_FOR = timedelta(days=1)
LATE_AT_MOST = timedelta(minutes=60)  # a form that was opened before midnight, sent after it
PHONE_KEEPS = timedelta(days=14)  # how long a practice may wait on a phone before it is sent
CLOCK_MAY_BE_OFF = timedelta(hours=1)
READING_TAKES = timedelta(minutes=1)  # between two looks at one clock


class SkipReason(Word):
    NO_TIME = "no_time", "No time"
    FORGOT = "forgot", "I forgot"
    TIRED = "tired", "Too tired"
    HURT = "hurt", "It hurt"
    UNWELL = "unwell", "Not well"
    AWAY = "away", "Away from home"
    UNSURE_HOW = "unsure_how", "Not sure how it goes"
    OTHER = "other", "Another reason"


@dataclass(frozen=True, slots=True)
class Range:
    """Both ends belong to it. Nothing is preset: no answer stays no answer."""

    low: int
    high: int
    low_label: str = ""
    high_label: str = ""

    def holds(self, value: int) -> bool:
        return self.low <= value <= self.high


RANGES: Mapping[str, Range] = MappingProxyType(
    {
        "minutes": Range(1, 240),
        "slowness": Range(0, 10, "Hurried", "Very slow"),
        "attention": Range(0, 10, "Elsewhere", "Wholly there"),
        "effort": Range(0, 10, "None", "As much as I could"),
        "ease_after": Range(0, 10, "No ease", "Full ease"),
        "pain_during": Range(0, 10, "No pain", "Worst pain I can imagine"),
        "soreness_hours": Range(0, 336),
    }
)

# Three words for a thumb, each kept as one number on the 0 to 10 scale (our first version).
QUICK_ANSWERS: Mapping[str, tuple[tuple[int, str], ...]] = MappingProxyType(
    {
        "slowness": ((2, "Hurried"), (5, "Fairly slow"), (8, "Slow")),
        "attention": ((2, "Elsewhere"), (5, "Coming and going"), (8, "With it")),
        "effort": ((2, "Little"), (5, "Some"), (8, "Much")),
        "ease_after": ((2, "Little"), (5, "Some"), (8, "Much")),
    }
)


def is_for(day: date, at: datetime, *, sent: bool) -> bool:
    """Whether a link for `day` is good at a local time; what is sent may be a little late."""
    return day == at.date() or (sent and day == (at - LATE_AT_MOST).date())


def is_editable(logged_at: datetime, now: datetime) -> bool:
    """By the client, for a day after it was written. Both instants are aware."""
    return now < logged_at + EDITABLE_FOR


@dataclass(frozen=True, slots=True)
class Practised:
    """When a practice was, by our clock, and the local day it counts for; `is_corrected`: the
    phone took it for another day."""

    at: datetime
    day: date
    is_corrected: bool = False


def practised(
    *, said: date, at: datetime, sent: datetime, now: datetime, zone: ZoneInfo
) -> Practised | None:
    """When something was practised that waited on a phone; None where its clock cannot be right.

    `said`, `at` and `sent` are by the phone's clock, which may be wrong: how long the practice
    waited is right all the same, so a wrong clock is corrected. A right one is believed about the
    day, also in another zone, but never about a day that is still to come.
    """
    ago = sent - at
    if not -READING_TAKES <= ago <= PHONE_KEEPS:
        return None
    was = now - max(ago, timedelta(0))
    ours = was.astimezone(zone).date()
    if abs(now - sent) > CLOCK_MAY_BE_OFF:
        return Practised(was, ours, is_corrected=said != ours)
    if abs(said - ours) > timedelta(days=1):
        return None
    return Practised(was, min(said, now.astimezone(zone).date()))

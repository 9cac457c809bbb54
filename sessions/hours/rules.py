"""What a service is and what hours are: plain values, local times turned into instants."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, islice
from operator import itemgetter
from zoneinfo import ZoneInfo

from clients.symptoms.rules import Word

NAME_LENGTH = 80
# A lesson takes 60 to 90 minutes (hanna.md 2.1); a day of a class is the longest that is offered.
MINUTES_LEAST, MINUTES_MOST = 5, 480
BUFFER_MOST = 120
PLACES_MOST = 99
LEAD_HOURS_MOST = 24 * 30
AHEAD_DAYS_LEAST, AHEAD_DAYS_MOST = 1, 365
CANCELLATION_HOURS_MOST = 24 * 14
REMINDER_HOURS_MOST = 24 * 14
REMINDERS_MOST = 3
PRICE_MOST = 1_000_000_00  # of the minor unit
SERVICES_MOST = 40  # that are offered at once
# A search looks at so many days at most, and answers with so many starts; before and after these
# years nobody has hours or is away, whatever was typed.
DAYS_MOST, STARTS_MOST = 400, 5000
YEAR_LEAST, YEAR_MOST = 2000, 2100
STEP_MINUTES = 15
OFFERED_MINUTES = 30  # between two that clients are offered; what lies between is the practice's


class ServiceKind(Word):
    """What a service is for; a client's first is a first lesson."""

    FIRST_LESSON = "first_lesson", "First lesson"
    LESSON = "lesson", "Lesson"
    CHECK_IN = "check_in", "Check-in"
    GROUP_CLASS = "group_class", "Group class"


class Modality(Word):
    """The way of working that a service is, in words that promise nothing; a person says of
    themselves which of the first two they teach. Source: seed rows 96 to 98."""

    HANNA = "hanna", "Somatic education"
    STRUCTURAL = "structural", "Hands-on soft-tissue work"
    MOVEMENT_CLASS = "movement_class", "Movement class"
    CONVERSATION = "conversation", "Conversation"
    OTHER = "other", "Another way of working"


class TimeOffReason(Word):
    """Why somebody is away, as far as a calendar needs to say it: never anything of health."""

    HOLIDAY = "holiday", "Holiday"
    TRAINING = "training", "Training"
    TRAVEL = "travel", "On the way"
    PRIVATE = "private", "Private"
    OTHER = "other", "Something else"


@dataclass(frozen=True)
class BuiltInService:
    """One that each practice begins with; minutes of itself and of the time kept free after."""

    code: str
    name: str
    kind: ServiceKind
    modality: Modality
    minutes: int
    buffer_after_minutes: int = 0


# Source: issue 9 "Services and hours"; a first lesson has its talk and its looking beside the work.
SERVICES: Sequence[BuiltInService] = (
    BuiltInService(
        "first_lesson", "First lesson", ServiceKind.FIRST_LESSON, Modality.HANNA, 90, 15
    ),
    BuiltInService("lesson", "Lesson", ServiceKind.LESSON, Modality.HANNA, 60, 15),
    BuiltInService("check_in", "Check-in", ServiceKind.CHECK_IN, Modality.CONVERSATION, 20),
)


@dataclass(frozen=True, order=True)
class Range:
    """From an instant to another that is not among it, in UTC."""

    begins: datetime
    ends: datetime


def instant_of(day: date, at: time, zone: str) -> datetime | None:
    """The instant of a local time; None where a spring night skips it, the first of an autumn
    night that has it twice."""
    local = datetime.combine(day, at, ZoneInfo(zone))
    instant = local.astimezone(UTC)
    again = instant.astimezone(local.tzinfo)
    return instant if again.replace(tzinfo=None) == local.replace(tzinfo=None) else None


def _jump(day: date, at: time, zone: str) -> datetime:
    """The instant at which clocks leave out a time that a spring night skips."""
    there = ZoneInfo(zone)
    local = datetime.combine(day, at, there)
    # PEP 495: read by the offset after the jump it lies before the jump, and the other way round.
    low, high = local.replace(fold=1).astimezone(UTC), local.astimezone(UTC)
    before = low.astimezone(there).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        middle -= timedelta(microseconds=middle.microsecond)
        if middle.astimezone(there).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def local_range(day: date, begins: time, ends: time, zone: str) -> Range | None:
    """Hours of a local day as instants: what a night skips is left out; None if that is all.

    Hours over midnight are refused wherever they are typed, so that both times are of one day.
    """
    first = instant_of(day, begins, zone) or _jump(day, begins, zone)
    last = instant_of(day, ends, zone) or _jump(day, ends, zone)
    return Range(first, last) if first < last else None


def whole_days(first: date, last: date, zone: str) -> Range:
    """From the first instant of a local day to the end of another."""
    after = last + timedelta(days=1)
    begins = instant_of(first, time(0), zone) or _jump(first, time(0), zone)
    return Range(begins, instant_of(after, time(0), zone) or _jump(after, time(0), zone))


def merged(ranges: Iterable[Range]) -> list[Range]:
    """The same instants in fewest ranges, in order; an empty one is left out."""
    found: list[Range] = []
    for one in sorted(ranges):
        if one.begins >= one.ends:
            continue
        if found and one.begins <= found[-1].ends:
            found[-1] = Range(found[-1].begins, max(found[-1].ends, one.ends))
        else:
            found.append(one)
    return found


def without(ranges: Iterable[Range], taken: Iterable[Range]) -> list[Range]:
    """What is left of ranges once others are taken out, in order."""
    gone, left = merged(taken), []
    first = 0
    for one in merged(ranges):
        begins = one.begins
        while first < len(gone) and gone[first].ends <= begins:
            first += 1
        at = first
        while at < len(gone) and gone[at].begins < one.ends:
            if begins < gone[at].begins:
                left.append(Range(begins, gone[at].begins))
            begins = gone[at].ends
            at += 1
        if begins < one.ends:
            left.append(Range(begins, one.ends))
    return left


def slots(
    open_ranges: Iterable[Range],
    busy_ranges: Iterable[Range],
    minutes: int,
    before: int = 0,
    after: int = 0,
    step: int = STEP_MINUTES,
    most: int = STARTS_MOST,
) -> list[datetime]:
    """Instants at which something of so many minutes can begin, in order, `most` of them.

    It lies within open hours; with what is kept free `before` and `after` it meets nothing busy.
    Starts are `step` minutes apart, counted from when the hours begin.
    """
    found = _fitting(open_ranges, busy_ranges, minutes, before, after, step)
    return [start for start, _begins, _gap in islice(found, most)]


def offered_slots(
    open_ranges: Iterable[Range],
    busy_ranges: Iterable[Range],
    minutes: int,
    before: int = 0,
    after: int = 0,
    step: int = STEP_MINUTES,
    *,
    since: datetime | None = None,
) -> list[datetime]:
    """Those of `slots`, from `since` on, that clients are offered: every half hour, counted from
    when the hours begin, so that hours that keep to the local clock's half hours are offered at
    these.

    Between two things that are busy, where none of these fits, the first that does: room that
    somebody has is never all hidden.
    """
    found = _fitting(open_ranges, busy_ranges, minutes, before, after, step)
    pace, kept = timedelta(minutes=OFFERED_MINUTES), list[datetime]()
    for (begins, _gap), those in groupby(islice(found, STARTS_MOST), key=itemgetter(1, 2)):
        starts = [start for start, *_where in those if since is None or start >= since]
        kept += [one for one in starts if not (one - begins) % pace] or starts[:1]
    return kept


def just(
    open_ranges: Iterable[Range],
    busy_ranges: Iterable[Range],
    minutes: int,
    before: int = 0,
    after: int = 0,
    step: int = STEP_MINUTES,
    *,
    start: datetime,
) -> list[datetime]:
    """This start alone, on whatever grid, if it lies within open hours and meets nothing busy."""
    lasts = Range(start, start + timedelta(minutes=minutes))
    kept = Range(start - timedelta(minutes=before), lasts.ends + timedelta(minutes=after))
    is_open = any(one.begins <= start and lasts.ends <= one.ends for one in merged(open_ranges))
    is_free = all(one.ends <= kept.begins or kept.ends <= one.begins for one in merged(busy_ranges))
    return [start] if is_open and is_free else []


def _fitting(
    open_ranges: Iterable[Range],
    busy_ranges: Iterable[Range],
    minutes: int,
    before: int,
    after: int,
    step: int,
) -> Iterator[tuple[datetime, datetime, int]]:
    """Each start that fits, when its hours begin, and how many busy ranges lie before it."""
    lasts, pace = timedelta(minutes=minutes), timedelta(minutes=step)
    lead, tail = timedelta(minutes=before), timedelta(minutes=minutes + after)
    busy, first = merged(busy_ranges), 0
    for one in merged(open_ranges):
        start = one.begins
        while start + lasts <= one.ends:
            while first < len(busy) and busy[first].ends <= start - lead:
                first += 1
            if first == len(busy) or busy[first].begins >= start + tail:
                yield start, one.begins, first
                start += pace
            else:
                late = busy[first].ends + lead - start
                start += pace * -(-late // pace)

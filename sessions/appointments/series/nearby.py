"""Other starts of what repeats, at which more of its days are free."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter, itemgetter
from zoneinfo import ZoneInfo

from practice.core.actor import Actor
from practice.core.clock import now, today_in
from sessions.appointments.models import Appointment
from sessions.appointments.queries.offers import AFTER, BEFORE, Wanted
from sessions.appointments.rules import NEAREST
from sessions.appointments.series.queries import Around, Asked, Occurrence, asked_for
from sessions.appointments.series.rules import Hindrance
from sessions.hours.rules import YEAR_MOST, Range, slots

# Days that are looked at in one search, the nearest starts first: a blink of an eye.
LOOKS_MOST = 10_000

type Others = list[tuple[timedelta, Wanted]]  # days from the one that is named to each


@dataclass(frozen=True)
class Nearby:
    """When the one that is named could begin instead; so many of `all` days are free then."""

    starts_at: datetime
    free: int
    all: int


def nearest_together(
    actor: Actor,
    seen: Sequence[Asked | Occurrence],
    named: date,
    clock: time,
    *,
    hindered: int = 0,
    whole: bool = False,
    but: Sequence[Appointment] = (),
) -> list[Nearby]:
    """Up to three starts near to that of the day `named`, in order: where all of them are free,
    else where less is in the way than the days that are `hindered` as asked. At most six
    statements.

    The others follow by as many days, at the same time by the clock of the place. With `whole` none
    of them is taken then; which rules the practice breaks is its own.
    """
    kept = next((one.wanted for one in seen if one.wanted is not None), None)
    if kept is None:
        return []
    others: Others = [(one.day - named, one.wanted or kept) for one in seen]
    days = [by for by, _wanted in others]
    first, last = max(named, today_in(kept.zone) + BEFORE) - BEFORE, named + AFTER
    if first > last or (last + max(days)).year > YEAR_MOST:
        return []
    near = Around(actor, [_at(kept, first + min(days)), _at(kept, last + max(days))], but)
    there = datetime.combine(named, clock, ZoneInfo(kept.zone)).astimezone(UTC)
    minutes = (kept.span.ends_at - kept.span.starts_at) // timedelta(minutes=1)
    starts = [one for one in _starts(near, first, last, minutes) if one != there]
    starts.sort(key=lambda one: (abs(one - there), one))
    most = len(others) if whole else max(hindered - 1, 0)
    return _best(near, starts, others, most, whole=whole)


def _at(wanted: Wanted, day: date) -> Wanted:
    """The same on another day, whatever the clocks do there."""
    return replace(wanted, span=wanted.span.at(wanted.span.starts_at + (day - wanted.local.date())))


def _starts(near: Around, first: date, last: date, minutes: int) -> Iterator[datetime]:
    """Starts within the hours of these days, that are to come."""
    at = now()
    for n in range((last - first).days + 1):
        open_then = [Range(one.begins, one.ends) for one in near.open[first + timedelta(days=n)]]
        yield from (one for one in slots(open_then, [], minutes) if one > at)


def _best(
    near: Around, starts: Sequence[datetime], others: Others, most: int, *, whole: bool
) -> list[Nearby]:
    """Those with the least in the way, and of these the first named; `most` may be in the way."""
    found: list[tuple[int, datetime]] = []
    by_day: dict[date, Others] = {}
    left = LOOKS_MOST
    for start in starts:
        local = start.astimezone(ZoneInfo(near.one.zone))
        day = local.date()
        if day not in by_day:
            by_day[day] = others if whole else _others_free(near, day, others)
        never = len(others) - len(by_day[day])
        looked = _hindered(near, local, by_day[day], most - never, whole=whole)
        hindered, left = never + sum(looked), left - len(looked)
        if hindered <= most:
            found = sorted([*found, (hindered, start)], key=itemgetter(0))[:NEAREST]
            if len(found) == NEAREST:  # what comes is further away: it has to be better
                most = found[-1][0] - 1
        if most < 0 or left <= 0:
            break
    told = [Nearby(start, len(others) - hindered, len(others)) for hindered, start in found]
    return sorted(told, key=attrgetter("starts_at"))


def _others_free(near: Around, day: date, others: Others) -> Others:
    """Those of whose day, where the one that is named comes to this `day`, some start can be free:
    of the rest none has to be looked at. A list of their own, whose order may change."""
    return [
        (by, wanted)
        for by, wanted in others
        if not near.is_never_free(day + by, wanted.span.ends_at - wanted.span.starts_at)
    ]


def _hindered(
    near: Around, local: datetime, others: Others, most: int, *, whole: bool
) -> list[int]:
    """Of each day that was looked at, whether something is in the way; until they are more than
    `most`. Days that are in the way come first the next time: most likely they are again."""
    found: list[int] = []
    if most < 0:
        return found
    for at, (by, wanted) in enumerate(others):
        seen = _seen(near, local.date() + by, local.time(), wanted)
        found.append(0)
        if seen.hindered:
            others.insert(0, others.pop(at))
            found[-1] = 1 if not (whole and seen.is_impossible) else most + 1
        if sum(found) > most:
            break
    return found


def _seen(near: Around, day: date, clock: time, wanted: Wanted) -> Occurrence:
    (asked,) = asked_for(wanted, [day], clock)
    if asked.wanted is None:
        return Occurrence(day, None, [Hindrance.SKIPPED])
    return near.look(day, asked.wanted)

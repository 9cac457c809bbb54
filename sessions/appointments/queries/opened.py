"""When somebody works, as instants: the hours of each day without the time off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models.functions import Coalesce

from practice.core.actor import Actor, system_actor
from sessions.hours.models import DayHours, Service, TimeOff, WeeklyHours

A_DAY = timedelta(days=1)
_ZONE = Coalesce("place__timezone", "practice__timezone")
STEP = timedelta(minutes=15)  # between two starts that are offered

type Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class OpenRange:
    """A stretch in which somebody works at a place, or online (None)."""

    starts_at: datetime
    ends_at: datetime
    place_id: UUID | None


def open_ranges(actor: Actor, practitioner_id: UUID, first: date, last: date) -> list[OpenRange]:
    """Working hours of somebody on some days, by the clock of each place."""
    system = system_actor(actor.practice_id)
    mine = {"practitioner_id": practitioner_id}
    weekly: list[Any] = list(
        WeeklyHours.objects.visible_to(system).filter(**mine).annotate(zone=_ZONE)
    )
    daily = DayHours.objects.visible_to(system).filter(**mine, on__range=(first, last))
    single: list[Any] = list(daily.annotate(zone=_ZONE))
    off = TimeOff.objects.visible_to(system).filter(**mine, last_day__gte=first - A_DAY)
    away = [(one.during.lower, one.during.upper) for one in off]
    found = []
    for number in range((last - first).days + 1):
        day = first + number * A_DAY
        for one in _hours_of(day, weekly, single):
            since, until = (
                datetime.combine(day, clock, ZoneInfo(one.zone)).astimezone(UTC)
                for clock in (one.begins, one.ends)
            )
            found += [OpenRange(*part, one.place_id) for part in _without((since, until), away)]
    return found


def _hours_of(day: date, weekly: Sequence[Any], single: Sequence[Any]) -> list[Any]:
    """A day's own hours at a place stand in for the weekly ones there."""
    own = [one for one in single if one.on == day]
    told = {one.place_id for one in own}
    found = [one for one in own if one.begins is not None]
    for one in weekly:
        begun = one.since is None or one.since <= day
        runs = begun and (one.until is None or day <= one.until)
        if one.weekday == day.weekday() and runs and one.place_id not in told:
            found.append(one)
    return found


def _without(whole: Stretch, taken: Sequence[Stretch]) -> list[Stretch]:
    """What is left of a stretch without others."""
    left = [whole]
    for since, until in taken:
        left = [
            part
            for begins, ends in left
            for part in ((begins, min(ends, since)), (max(begins, until), ends))
            if part[0] < part[1]
        ]
    return left


def free_starts(
    actor: Actor,
    service: Service,
    practitioner_id: UUID,
    first: date,
    last: date,
    busy: Sequence[Stretch],
    now: datetime,
    *,
    by_client: bool,
) -> list[OpenRange]:
    """Lessons that fit into the hours without what is taken, a quarter of an hour apart."""
    early = now + timedelta(hours=service.lead_hours) if by_client else now
    late = now + timedelta(days=service.ahead_days) if by_client else None
    minutes = timedelta(minutes=service.minutes)
    before = timedelta(minutes=service.buffer_before_minutes)
    after = timedelta(minutes=service.buffer_after_minutes)
    found = []
    for hours in open_ranges(actor, practitioner_id, first, last):
        if service.is_online is not (hours.place_id is None):
            continue
        at = hours.starts_at
        while at + minutes <= hours.ends_at:
            since, until = at - before, at + minutes + after
            free = not any(since < to and begun < until for begun, to in busy)
            if free and at >= early and (late is None or at <= late):
                found.append(OpenRange(at, at + minutes, hours.place_id))
            at += STEP
    return found

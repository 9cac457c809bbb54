"""What is free for a client: the hours of work without what is taken."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.models import Place
from sessions.appointments.queries.free import (
    Around,
    in_the_way,
    taken_between,
    wants_spacing,
)
from sessions.appointments.rules import FAR_AHEAD_FROM, Broken, Span, is_too_soon, nearest
from sessions.hours.closing import holiday_rules
from sessions.hours.models import Service
from sessions.hours.queries import Hours, free_starts
from sessions.hours.rules import Range

# How far around a time that was taken another one is looked for.
BEFORE, AFTER = timedelta(days=3), timedelta(days=14)
A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Time that somebody wants: whose (None: of a class), what, where, when; `but` is the
    appointment it replaces. `was_offered`: just this was kept before them, or picked, before."""

    client_id: UUID | None
    service: Service
    practitioner_id: UUID
    place: Place | None
    zone: str
    span: Span
    but: UUID | None = None
    was_offered: bool = False

    @property
    def local(self) -> datetime:
        """When it begins, where it is given."""
        return self.span.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def held_place(self) -> UUID | None:
        """The place, if it takes one lesson at a time."""
        return self.place.pk if self.place is not None and self.place.takes_one else None


@dataclass(frozen=True)
class Offer:
    """A start that is free, and where: `place_id` None is online."""

    starts_at: datetime
    place_id: UUID | None


def offers_between(
    actor: Actor,
    service: Service,
    practitioner_id: UUID,
    client_id: UUID | None,
    first: date,
    last: date,
    *,
    but: UUID | None = None,
    only: datetime | None = None,
) -> list[Offer]:
    """What is free of somebody for a client between two days, both included. Days between lessons
    are suggested and never asked for.

    In the portal's reach what clients are shown, wherever that is, and nothing else; `only` is a
    start that was shown while other time was taken: that alone, if it is free."""
    at = now()
    taken = taken_between(
        actor,
        practitioner_id,
        client_id,
        datetime.combine(first - A_DAY, datetime.min.time(), ZoneInfo("UTC")),
        datetime.combine(last + 2 * A_DAY, datetime.min.time(), ZoneInfo("UTC")),
    )
    taken = [one for one in taken if one.id != but]
    busy = in_the_way(taken, practitioner_id=practitioner_id, client_id=client_id)
    held: dict[UUID, list[Range]] = {}
    for one in taken:
        if one.place_id is not None:
            there = Range(one.span.blocked_from, one.span.blocked_until)
            held.setdefault(one.place_id, []).append(there)
    found = free_starts(
        actor,
        service,
        practitioner_id,
        first,
        last,
        [Range(since, until) for since, until in busy],
        at,
        by_client=actor.in_portal,
        held=held,
        only=only,
    )
    return [Offer(one.begins, one.place_id) for one in found]


def _offers_around(
    actor: Actor, wanted: Wanted, first: date, last: date, *, only: datetime | None = None
) -> list[Offer]:
    return offers_between(
        actor,
        wanted.service,
        wanted.practitioner_id,
        wanted.client_id,
        first,
        last,
        but=wanted.but,
        only=only,
    )


def is_offered(actor: Actor, wanted: Wanted) -> bool:
    """Whether just this is among what is offered, there."""
    day = wanted.local.date()
    where = wanted.place.pk if wanted.place else None
    there = Offer(wanted.span.starts_at, where)
    only = wanted.span.starts_at if wanted.was_offered else None
    return there in _offers_around(actor, wanted, day, day, only=only)


def nearest_free(actor: Actor, wanted: Wanted) -> list[datetime]:
    """Up to three starts near to one that is not free, in the same place; never that one, though
    whoever takes it has not finished yet."""
    return nearest(starts_around(actor, wanted), wanted.span.starts_at)


def starts_around(actor: Actor, wanted: Wanted) -> list[datetime]:
    """All other starts of these days, in the same place."""
    day, at, start = wanted.local.date(), now(), wanted.span.starts_at
    where = wanted.place.pk if wanted.place else None
    found = _offers_around(actor, wanted, day - BEFORE, day + AFTER)
    here = (one.starts_at for one in found if one.place_id == where)
    return [one for one in here if one > at and one != start]


def broken_rules(actor: Actor, wanted: Wanted, found: Around) -> list[Broken]:
    """Which rules of the practice a booking of its own would break, beside what is taken; `found`
    is what stands around it."""
    span, day = wanted.span, wanted.local.date()
    broken = [Broken.BEGUN] if span.starts_at <= now() else []
    broken += _closed(actor, wanted, day, found.hours)
    if wants_spacing(wanted.service) and is_too_soon(day, found.lessons):
        broken.append(Broken.TOO_SOON)
    if span.starts_at - now() > FAR_AHEAD_FROM:
        broken.append(Broken.FAR_AHEAD)
    return broken


def _closed(actor: Actor, wanted: Wanted, day: date, hours: Hours) -> list[Broken]:
    """That nobody works then: a holiday, or another hour than those of that day; or that they
    are busy elsewhere."""
    where = wanted.place.pk if wanted.place else None
    there = [one for one in hours.ranges if one.place_id == where]
    span = wanted.span
    away = hours.busy_of(wanted.practitioner_id)
    busy = any(one.begins < span.ends_at and span.starts_at < one.ends for one in away)
    elsewhere = [Broken.BUSY_ELSEWHERE] if busy else []
    if any(one.begins <= span.starts_at and span.ends_at <= one.ends for one in there):
        return elsewhere
    kept = holiday_rules(actor, {where: wanted.zone})[where]
    is_holiday = not there and day in kept.days(day, day)
    return [Broken.HOLIDAY if is_holiday else Broken.OUTSIDE_HOURS, *elsewhere]

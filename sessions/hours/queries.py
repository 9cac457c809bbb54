"""Reads of services and hours, and of when somebody is free."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from operator import attrgetter
from typing import Any, cast
from uuid import UUID

from django.db import connection
from django.http import Http404
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.errors import DomainError
from practice.core.tenancy import TenantQuerySet
from sessions.hours.closing import rule_of
from sessions.hours.kept import KEPT, Kept
from sessions.hours.models import Service
from sessions.hours.rules import (
    DAYS_MOST,
    STEP_MINUTES,
    YEAR_MOST,
    Range,
    ServiceKind,
    just,
    local_range,
    merged,
    offered_slots,
    slots,
    without,
)

_ORDER = {kind.value: number for number, kind in enumerate(ServiceKind)}


def services_of(actor: Actor) -> list[Service]:
    """The practice's services: those that are offered, by kind and name, then the retired."""
    rows = Service.objects.visible_to(actor)
    return sorted(rows, key=lambda row: (row.retired_at is not None, _ORDER[row.kind], row.folded))


def services_where(actor: Actor, **narrow: str) -> TenantQuerySet[Service]:
    """The practice's services, retired ones too: all, or of a `kind`, of a `modality`."""
    return Service.objects.visible_to(actor).filter(**narrow)


def get_service(actor: Actor, service_id: UUID, action: str = "service.read") -> Service:
    """The one door to a service: Http404 unless the actor may do `action` with it."""
    service = Service.objects.visible_to(actor, action).by_id(service_id)
    if service is None:
        raise Http404("service")
    return service


@dataclass(frozen=True)
class OpenRange:
    """Somebody works from an instant to another that is not among it; place None is online.

    `name` is the place's, `zone` by whose clock the hours were meant.
    """

    begins: datetime
    ends: datetime
    practitioner_id: UUID
    place_id: UUID | None
    name: str
    zone: str


def require_days(first: date, last: date) -> None:
    """Refuse days that are too many to look at, or too far."""
    if last.year > YEAR_MOST or (last - first).days >= DAYS_MOST:
        raise DomainError(_("Choose fewer days, nearer to today."), field="last")


@dataclass(frozen=True)
class Hours:
    """When people work, in order, and when each of them is busy elsewhere."""

    ranges: list[OpenRange]
    busy: Mapping[UUID, Sequence[Range]]

    def busy_of(self, practitioner_id: UUID) -> Sequence[Range]:
        """When one of them is busy elsewhere."""
        return self.busy.get(practitioner_id, ())


def open_ranges(
    actor: Actor, practitioner_ids: Iterable[UUID], first_day: date, last_day: date
) -> list[OpenRange]:
    """When they work, wherever else they are busy, as `hours_between` says."""
    return hours_between(actor, practitioner_ids, first_day, last_day).ranges


def hours_between(
    actor: Actor, practitioner_ids: Iterable[UUID], first_day: date, last_day: date
) -> Hours:
    """When they work on local days from `first_day` to `last_day`, in order: weekly hours without
    public holidays, or the day's own in their place, without time off; and when they are busy by
    another calendar of theirs, as far as it was read. One statement.

    A retired place and somebody who left have no hours.
    """
    values = kept_values(actor, practitioner_ids, first_day, last_day)
    with connection.cursor() as cursor:
        cursor.execute(KEPT, values)
        return hours_of(cursor.fetchall(), first_day, last_day)


def kept_values(
    actor: Actor, practitioner_ids: Iterable[UUID], first_day: date, last_day: date
) -> dict[str, Any]:
    """What `KEPT` asks with; for who reads something else in the same statement."""
    require_days(first_day, last_day)
    actor.require("hours.read")
    around = timedelta(days=2)  # no zone is further away
    return {
        "practice": actor.practice_id,
        "whose": list(practitioner_ids),
        "first": first_day,
        "last": last_day,
        "off_first": first_day - around,
        "off_last": last_day + around,
        "tells": False,  # why somebody is away
    }


def hours_of(rows: Iterable[Sequence[Any]], first_day: date, last_day: date) -> Hours:
    """What the rows of `KEPT` say of when people work."""
    kept = by_kind(rows)
    weekly, daily = kept["week"], kept["day"]
    closed = closed_days(kept, first_day, last_day)
    found = [*_of_week(weekly, daily, closed, first_day, last_day), *_of_days(daily)]
    ranges = sorted(_without_time_off(kept["off"], found), key=attrgetter("begins", "ends"))
    return Hours(ranges, _away(kept["busy"]))


def by_kind(rows: Iterable[Sequence[Any]]) -> dict[str, list[Kept]]:
    """The rows of `KEPT`, by what they are."""
    kept: dict[str, list[Kept]] = {kind: [] for kind in ("week", "day", "off", "busy", "holiday")}
    for row in rows:
        kept[row[0]].append(Kept(*row))
    return kept


def closed_days(
    kept: Mapping[str, Sequence[Kept]], first: date, last: date
) -> dict[UUID | None, Mapping[date, str]]:
    """Public holidays on which each place that has hours of the week is closed, with their
    names."""
    said = {row.place_id: (bool(row.weekday), row.name, row.region) for row in kept["holiday"]}
    zones = {row.place_id: row.zone for row in kept["week"]}
    rules = {place: rule_of(said, place, zone) for place, zone in zones.items()}
    return {place: rule.days(first, last) for place, rule in rules.items()}


def days_of(row: Kept, first: date, last: date) -> Iterator[date]:
    """Each day from one to another on which hours of the week are meant."""
    begin, end = max(first, row.since or first), min(last, row.until or last)
    day = begin + timedelta(days=(row.weekday - begin.weekday()) % 7)
    while day <= end:
        yield day
        day += timedelta(days=7)


def _away(rows: Iterable[Kept]) -> dict[UUID, list[Range]]:
    """By whose they are, in order."""
    away: dict[UUID, list[Range]] = {}
    for row in rows:
        away.setdefault(row.practitioner_id, []).append(Range(row.off_from, row.off_until))
    return {whose: merged(ranges) for whose, ranges in away.items()}


def _of_week(
    weekly: Sequence[Kept],
    daily: Sequence[Kept],
    closed: Mapping[UUID | None, Collection[date]],
    first: date,
    last: date,
) -> Iterator[OpenRange]:
    """Weekly hours on each of their days that no holiday closes and no day replaces."""
    replaced = {(row.practitioner_id, row.place_id, row.since) for row in daily}
    for row in weekly:
        for day in days_of(row, first, last):
            of_day = (row.practitioner_id, row.place_id, day)
            if day not in closed[row.place_id] and of_day not in replaced:
                yield from _opened(row, day)


def _of_days(daily: Iterable[Kept]) -> Iterator[OpenRange]:
    for row in daily:
        if row.since is not None and row.begins is not None:
            yield from _opened(row, row.since)


def _opened(row: Kept, day: date) -> Iterator[OpenRange]:
    begins, ends = cast(time, row.begins), cast(time, row.ends)
    found = local_range(day, begins, ends, row.zone)
    if found is not None:
        yield OpenRange(
            found.begins, found.ends, row.practitioner_id, row.place_id, row.name, row.zone
        )


def _without_time_off(rows: Iterable[Kept], found: Iterable[OpenRange]) -> Iterator[OpenRange]:
    off = _away(rows)
    for one in found:
        left = without([Range(one.begins, one.ends)], off.get(one.practitioner_id, ()))
        for part in left:
            yield replace(one, begins=part.begins, ends=part.ends)


@dataclass(frozen=True)
class FreeStart:
    """An instant at which a service can begin, and where; place None is online."""

    begins: datetime
    place_id: UUID | None


def free_starts(
    actor: Actor,
    service: Service,
    practitioner_id: UUID,
    first: date,
    last: date,
    busy: Iterable[Range],
    now: datetime,
    by_client: bool,
    step: int = STEP_MINUTES,
    held: Mapping[UUID, Sequence[Range]] | None = None,
    only: datetime | None = None,
) -> list[FreeStart]:
    """When a service can begin with somebody from one local day to another, in order.

    What is online has hours online, what is not has them at places. A client is offered nothing
    sooner than the service's lead time, and nothing further ahead than it allows; nobody the past.
    `busy` ranges hold their own buffers, as do those of places that are `held`. Of starts a client
    is offered some (`offered_slots`); `only` one is looked at where it was offered to them while
    other time was taken.
    """
    if service.retired_at is not None or (by_client and not service.is_client_bookable):
        return []
    earliest, latest = now, datetime.max.replace(tzinfo=UTC)
    if by_client:
        earliest = now + timedelta(hours=service.lead_hours)
        latest = now + timedelta(days=service.ahead_days)
    of_place: dict[UUID | None, list[Range]] = {}
    hours = hours_between(actor, [practitioner_id], first, last)
    for one in hours.ranges:
        if service.is_online == (one.place_id is None):
            of_place.setdefault(one.place_id, []).append(Range(one.begins, one.ends))
    taken = [*busy, *hours.busy_of(practitioner_id)]
    fitting = partial(offered_slots, since=earliest) if by_client else slots
    if only is not None:
        fitting = partial(just, start=only)
    asked = service.minutes, service.buffer_before_minutes, service.buffer_after_minutes, step
    found = (
        FreeStart(begins, place_id)
        for place_id, ranges in of_place.items()
        for begins in fitting(ranges, [*taken, *_held(held, place_id)], *asked)
        if earliest <= begins <= latest
    )
    return sorted(found, key=attrgetter("begins"))


def _held(held: Mapping[UUID, Sequence[Range]] | None, place_id: UUID | None) -> Sequence[Range]:
    return held.get(place_id, ()) if held and place_id else ()

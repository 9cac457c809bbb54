"""Reads of services and hours, and of when somebody is free."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.errors import DomainError
from sessions.hours.models import DayHours, HolidaySetting, Service, TimeOff, WeeklyHours
from sessions.hours.public_holidays import country_of, holidays_between
from sessions.hours.rules import (
    DAYS_MOST,
    STEP_MINUTES,
    YEAR_MOST,
    Range,
    ServiceKind,
    local_range,
    slots,
    without,
)

_ZONE = Coalesce("place__timezone", "practice__timezone")
_ORDER = {kind.value: number for number, kind in enumerate(ServiceKind)}


def services_of(actor: Actor) -> list[Service]:
    """The practice's services: those that are offered, by kind and name, then the retired."""
    rows = Service.objects.visible_to(actor)
    return sorted(rows, key=lambda row: (row.retired_at is not None, _ORDER[row.kind], row.folded))


def get_service(actor: Actor, service_id: UUID, action: str = "service.read") -> Service:
    """The one door to a service: Http404 unless the actor may do `action` with it."""
    service = Service.objects.visible_to(actor, action).by_id(service_id)
    if service is None:
        raise Http404("service")
    return service


@dataclass(frozen=True)
class OpenRange:
    """Somebody works from an instant to another that is not among it; place None is online."""

    begins: datetime
    ends: datetime
    practitioner_id: UUID
    place_id: UUID | None


def holiday_setting(actor: Actor) -> HolidaySetting | None:
    """What the practice said about public holidays, for every place that says nothing itself."""
    return HolidaySetting.objects.visible_to(actor).filter(place=None).first()


@dataclass(frozen=True)
class HolidayRule:
    """Of which country and region a place keeps the public holidays, and whether it closes."""

    is_closed: bool
    country: str
    region: str

    def days(self, first: date, last: date) -> Mapping[date, str]:
        """The days on which the place is closed, with their names."""
        if not self.is_closed:
            return {}
        return holidays_between(self.country, self.region, first, last)


def holiday_rules(actor: Actor, zones: Mapping[UUID | None, str]) -> dict[UUID | None, HolidayRule]:
    """What holds for each place of `zones` (None: online): its own word, else the practice's.

    A country that nobody named is the one that the place's zone lies in. One statement.
    """
    said = {row.place_id: row for row in HolidaySetting.objects.visible_to(actor)}
    found = {}
    for place_id, zone in zones.items():
        row = said.get(place_id) or said.get(None)
        country = row.country if row and row.country else country_of(zone)
        region = row.region if row else ""
        found[place_id] = HolidayRule(bool(row and row.is_closed), country, region)
    return found


def require_days(first: date, last: date) -> None:
    """Refuse days that are too many to look at, or too far."""
    if last.year > YEAR_MOST or (last - first).days >= DAYS_MOST:
        raise DomainError(_("Choose fewer days, nearer to today."), field="last")


def open_ranges(
    actor: Actor, practitioner_ids: Iterable[UUID], first_day: date, last_day: date
) -> list[OpenRange]:
    """When they work on local days from `first_day` to `last_day`, in order: weekly hours without
    public holidays, or the day's own in their place, without time off. Four statements.

    A retired place and somebody who left have no hours.
    """
    require_days(first_day, last_day)
    whose = list(practitioner_ids)
    works = Q(practitioner__in=whose, practitioner__is_active=True, place__retired_at=None)
    weekly_rows = WeeklyHours.objects.visible_to(actor).filter(works)
    weekly = list(
        weekly_rows.filter(
            Q(since=None) | Q(since__lte=last_day), Q(until=None) | Q(until__gte=first_day)
        ).annotate(zone=_ZONE)
    )
    daily_rows = DayHours.objects.visible_to(actor).filter(works, on__range=(first_day, last_day))
    daily = list(daily_rows.annotate(zone=_ZONE))
    both: list[Any] = [*weekly, *daily]
    zones = {row.place_id: row.zone for row in both}
    rules = holiday_rules(actor, zones)
    closed = {place: rule.days(first_day, last_day) for place, rule in rules.items()}
    found = [*_of_week(weekly, daily, closed, first_day, last_day), *_of_days(daily)]
    left = _without_time_off(actor, whose, found, first_day, last_day)
    return sorted(left, key=attrgetter("begins", "ends"))


def _of_week(
    weekly: Sequence[Any],
    daily: Sequence[Any],
    closed: Mapping[UUID | None, Collection[date]],
    first: date,
    last: date,
) -> Iterator[OpenRange]:
    """Weekly hours on each of their days that no holiday closes and no day replaces."""
    replaced = {(row.practitioner_id, row.place_id, row.on) for row in daily}
    for row in weekly:
        begin, end = max(first, row.since or first), min(last, row.until or last)
        day = begin + timedelta(days=(row.weekday - begin.weekday()) % 7)
        while day <= end:
            of_day = (row.practitioner_id, row.place_id, day)
            if day not in closed[row.place_id] and of_day not in replaced:
                yield from _opened(row, day, row.begins, row.ends)
            day += timedelta(days=7)


def _of_days(daily: Iterable[Any]) -> Iterator[OpenRange]:
    for row in daily:
        if row.begins is not None and row.ends is not None:
            yield from _opened(row, row.on, row.begins, row.ends)


def _opened(row: Any, day: date, begins: time, ends: time) -> Iterator[OpenRange]:
    found = local_range(day, begins, ends, row.zone)
    if found is not None:
        yield OpenRange(found.begins, found.ends, row.practitioner_id, row.place_id)


def _without_time_off(
    actor: Actor, whose: Sequence[UUID], found: Iterable[OpenRange], first: date, last: date
) -> Iterator[OpenRange]:
    around = timedelta(days=2)  # no zone is further away
    rows = TimeOff.objects.visible_to(actor).filter(
        practitioner__in=whose, first_day__lte=last + around, last_day__gte=first - around
    )
    off: dict[UUID, list[Range]] = {}
    for row in rows:
        off.setdefault(row.practitioner_id, []).append(Range(row.during.lower, row.during.upper))
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
) -> list[FreeStart]:
    """When a service can begin with somebody from one local day to another, in order.

    What is online has hours online, what is not has them at places. A client is offered nothing
    sooner than the service's lead time, and nothing further ahead than it allows; nobody the past.
    `busy` ranges hold their own buffers.
    """
    if service.retired_at is not None or (by_client and not service.is_client_bookable):
        return []
    earliest, latest = now, datetime.max.replace(tzinfo=UTC)
    if by_client:
        earliest = now + timedelta(hours=service.lead_hours)
        latest = now + timedelta(days=service.ahead_days)
    of_place: dict[UUID | None, list[Range]] = {}
    for one in open_ranges(actor, [practitioner_id], first, last):
        if service.is_online == (one.place_id is None):
            of_place.setdefault(one.place_id, []).append(Range(one.begins, one.ends))
    taken = list(busy)
    before, after = service.buffer_before_minutes, service.buffer_after_minutes
    found = (
        FreeStart(begins, place_id)
        for place_id, ranges in of_place.items()
        for begins in slots(ranges, taken, service.minutes, before, after, step)
        if earliest <= begins <= latest
    )
    return sorted(found, key=attrgetter("begins"))

"""What becomes of each day that is asked for, and which appointments of a series can be changed."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from practice.core.actor import Actor
from practice.core.clock import now, today_in
from sessions.appointments.models import Appointment
from sessions.appointments.queries.booked import BESIDE, span_of
from sessions.appointments.queries.free import Taken, lesson_days, taken_between, wants_spacing
from sessions.appointments.queries.offers import Wanted
from sessions.appointments.rules import (
    AHEAD,
    FAR_AHEAD_FROM,
    Broken,
    Skipped,
    instant_of,
    is_too_soon,
)
from sessions.appointments.series.rules import Hindrance, Scope
from sessions.appointments.services.taking import is_beside, is_theirs
from sessions.hours.closing import holiday_rules
from sessions.hours.models import TimeOff
from sessions.hours.queries import OpenRange, hours_between

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """One day that is asked for: `wanted` is None where a spring night skips its time."""

    day: date
    wanted: Wanted | None


@dataclass(frozen=True)
class Occurrence:
    """One day that was looked at: what is in the way, and whose kept free time it reaches into."""

    day: date
    wanted: Wanted | None
    hindered: Sequence[Hindrance | Broken] = ()
    crowded: Sequence[Taken] = ()

    @property
    def is_impossible(self) -> bool:
        """Whether it cannot be, whatever the practice wants."""
        return any(isinstance(one, Hindrance) for one in self.hindered)


def asked_for(wanted: Wanted, days: Sequence[date], clock: time) -> list[Asked]:
    """The same time of the wall clock on each of the days. No statement."""
    found = []
    for day in days:
        try:
            starts_at = instant_of(day, clock, wanted.zone)
        except Skipped:
            found.append(Asked(day, None))
        else:
            found.append(Asked(day, replace(wanted, span=wanted.span.at(starts_at))))
    return found


def weighed(actor: Actor, asked: Sequence[Asked]) -> list[Occurrence]:
    """Say of each day what is in its way. At most eight statements, however many days."""
    wanted = [one.wanted for one in asked if one.wanted is not None]
    around = Around(actor, wanted) if wanted else None
    return [
        around.look(one.day, one.wanted)
        if around is not None and one.wanted is not None
        else Occurrence(one.day, None, [Hindrance.SKIPPED])
        for one in asked
    ]


class Around:
    """What is booked and when somebody works, around days that are wanted of one person; `but`
    are appointments that are to be moved there."""

    def __init__(
        self, actor: Actor, wanted: Sequence[Wanted], but: Sequence[Appointment] = ()
    ) -> None:
        self.actor, self.one = actor, wanted[0]
        self.first, self.last = wanted[0].local.date(), wanted[-1].local.date()
        who = self.one.practitioner_id, self.one.client_id
        since, until = wanted[0].span.blocked_from, wanted[-1].span.blocked_until
        self.taken: dict[date, list[Taken]] = defaultdict(list)
        ids = [one.pk for one in but]
        for taken in taken_between(actor, *who, since, until):
            if taken.id not in ids:
                self.taken[taken.span.starts_at.date()].append(taken)
        self.open: dict[date, list[OpenRange]] = defaultdict(list)
        found = hours_between(actor, [self.one.practitioner_id], self.first, self.last)
        self.elsewhere = found.busy_of(self.one.practitioner_id)
        for hours in found.ranges:
            if hours.place_id == self._place_id:
                self.open[hours.begins.astimezone(ZoneInfo(self.one.zone)).date()].append(hours)
        self.lessons: list[date] = []
        if self.one.client_id is not None and wants_spacing(self.one.service):
            self.lessons = lesson_days(actor, self.one.client_id, self.first, self.last, ids)

    @property
    def _place_id(self) -> UUID | None:
        return self.one.place.pk if self.one.place else None

    def stays(self, one: Appointment) -> None:
        """One that was to be moved is not: its time is taken. That its day is near to those of the
        same series hinders none of them: one holiday would keep all where they are."""
        self.taken[one.starts_at.date()].append(taken_by(one))

    @cached_property
    def _closed(self) -> Collection[date]:
        zones = {self._place_id: self.one.zone}
        return holiday_rules(self.actor, zones)[self._place_id].days(self.first, self.last)

    @cached_property
    def _off(self) -> list[tuple[datetime, datetime]]:
        rows = TimeOff.objects.visible_to(self.actor).filter(
            practitioner=self.one.practitioner_id,
            first_day__lte=self.last + A_DAY,
            last_day__gte=self.first - A_DAY,
        )
        return [(row.during.lower, row.during.upper) for row in rows]

    def look(self, day: date, wanted: Wanted) -> Occurrence:
        """What is in the way of one day."""
        span, found = wanted.span, list[Hindrance | Broken]()
        utc = span.starts_at.date()
        near = [one for n in (-1, 0, 1) for one in self.taken[utc + n * A_DAY]]
        near = [one for one in near if one.id != wanted.but]
        crowded = [one for one in near if is_beside(one, wanted) and one.span.crowds(span)]
        if day < today_in(wanted.zone):
            found.append(Hindrance.PASSED)
        elif any(is_theirs(one, wanted) and one.span.meets(span) for one in near):
            found.append(Hindrance.TAKEN)
        else:
            if span.starts_at <= now():
                found.append(Broken.BEGUN)
            found += self._closed_by(day, wanted)
            if any(
                one.begins < span.ends_at and span.starts_at < one.ends for one in self.elsewhere
            ):
                found.append(Broken.BUSY_ELSEWHERE)
            if crowded:
                found.append(Broken.IN_BUFFER)
            if is_too_soon(day, self.lessons):
                found.append(Broken.TOO_SOON)
            if self._is_far:
                found.append(Broken.FAR_AHEAD)
        return Occurrence(day, wanted, found, crowded)

    def is_never_free(self, day: date, length: timedelta) -> bool:
        """Whether something is in the way of every start of a day: nobody works for so long, or a
        rule asks for another day."""
        return (
            not any(one.begins + length <= one.ends for one in self.open.get(day, ()))
            or day < today_in(self.one.zone)
            or is_too_soon(day, self.lessons)
            or self._is_far
        )

    @cached_property
    def _is_far(self) -> bool:
        return self.one.span.starts_at - now() > FAR_AHEAD_FROM  # where it begins

    def _closed_by(self, day: date, wanted: Wanted) -> list[Broken]:
        span = wanted.span
        for hours in self.open[day]:
            if hours.begins <= span.starts_at and span.ends_at <= hours.ends:
                return []
        if any(since < span.ends_at and span.starts_at < until for since, until in self._off):
            return [Broken.TIME_OFF]
        return [Broken.HOLIDAY if day in self._closed else Broken.OUTSIDE_HOURS]


def taken_by(one: Appointment) -> Taken:
    """What an appointment takes, as others know it."""
    held = one.place_id if one.holds_place else None
    return Taken(one.pk, one.practitioner_id, one.client_id, held, span_of(one))


def first_of(actor: Actor, series_id: UUID) -> Appointment | None:
    """The first appointment of a series."""
    rows = Appointment.objects.visible_to(actor).filter(series_id=series_id)
    return rows.order_by("series_day").first()


def still_ahead(
    actor: Actor, found: Appointment, scope: Scope, *, hold: bool = False
) -> list[Appointment]:
    """Appointments of the same series that can be changed still, in the order of their days: from
    this one on, or all of them. With `hold` nobody changes them until the transaction ends."""
    rows = Appointment.objects.visible_to(actor, "appointment.write").filter(
        series_id=found.series_id, state__in=[state.value for state in AHEAD], starts_at__gt=now()
    )
    if scope is Scope.FOLLOWING:
        rows = rows.filter(series_day__gte=found.series_day)
    if hold:
        rows = rows.select_for_update(of=("self",), no_key=True)
    return list(rows.select_related(*BESIDE).order_by("series_day"))


def from_here(found: Appointment, ahead: Sequence[Appointment], scope: Scope) -> list[Appointment]:
    """The same of those that were read already: from this one on, or all of them."""
    if scope is Scope.ALL or found.series_day is None:
        return list(ahead)
    return [one for one in ahead if one.series_day and one.series_day >= found.series_day]

"""A month at a glance: how many lessons each of its days has, and why there are no hours."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter
from uuid import UUID

from django.db.models import Count

from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.core.models import Membership
from practice.core.queries import teachers
from sessions.appointments.queries.booked import taking_time
from sessions.appointments.queries.calendar import (
    A_DAY,
    DAYS_OF_A_WEEK,
    opened_by_day,
    shared_holidays,
    week_of,
)
from sessions.appointments.rules import LIVE
from sessions.hours.why import NOTHING, DayWhy, Kind, Note, hours_and_why

type Said = tuple[Membership | None, Note]


@dataclass(frozen=True)
class OfDay:
    """A day as the month shows it."""

    day: date
    booked: int
    is_of_month: bool
    notes: Sequence[Said] = ()  # why there are no hours, of whom; None is everybody who has any
    idle: Collection[UUID] = ()  # who has no hours on such a day anyway


@dataclass(frozen=True)
class Stretch:
    """Days in a row of which the same is said."""

    first: date
    last: date
    who: Membership | None
    note: Note


@dataclass(frozen=True)
class Month:
    """Weeks as they run in this country, whole ones, around a month."""

    first: date
    weeks: Sequence[Sequence[OfDay]]
    people: Sequence[Membership]
    today: date
    zone: str

    @property
    def before(self) -> date:
        """A day of the month before."""
        return self.first - A_DAY

    @property
    def after(self) -> date:
        """A day of the next month."""
        return _next_month(self.first)

    @property
    def booked(self) -> int:
        """How many lessons the month has."""
        return sum(one.booked for week in self.weeks for one in week if one.is_of_month)

    @property
    def stretches(self) -> Sequence[Stretch]:
        """Why there are no hours on days of the month, in the order in which it begins. Who is
        away before and after days on which they have none anyway is away in one."""
        days = [one for week in self.weeks for one in week if one.is_of_month]
        runs: dict[Said, list[list[OfDay]]] = {}
        for at, one in enumerate(days):
            for said in one.notes:
                those = runs.setdefault(said, [])
                if those and _goes_on(said, days[those[-1][-1].day.day : at]):
                    those[-1].append(one)
                else:
                    those.append([one])
        found = [
            Stretch(run[0].day, run[-1].day, *said) for said, those in runs.items() for run in those
        ]
        return sorted(found, key=attrgetter("first"))


def _goes_on(said: Said, between: Sequence[OfDay]) -> bool:
    """Whether the same that is said on both sides of some days, or of none, is one stretch."""
    who, note = said
    if not between or who is None:
        return not between
    is_away = note.kind is Kind.AWAY and note.begins is None
    return is_away and all(who.pk in one.idle for one in between)


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def month_of(actor: Actor, day: date, *, whose: UUID | None = None) -> Month:
    """The month of a day, of everybody or of one. Three statements, however many rows."""
    first = day.replace(day=1)
    last = _next_month(first) - A_DAY
    begins, ends = week_of(first)[0], week_of(last)[-1]
    days = [begins + timedelta(days=n) for n in range((ends - begins).days + 1)]
    everybody = teachers(actor)
    people = [one for one in everybody if one.pk == whose] or everybody
    rows = taking_time(actor).filter(
        starts_at__gte=datetime.combine(begins - A_DAY, time(), UTC),
        starts_at__lt=datetime.combine(ends + 2 * A_DAY, time(), UTC),
        local_date__range=(begins, ends),
        state__in=LIVE,
    )
    if any(one.pk == whose for one in everybody):
        rows = rows.filter(practitioner_id=whose)
    counted = dict(rows.values_list("local_date").annotate(n=Count("id")).order_by())
    hours, whys = hours_and_why(actor, [one.pk for one in people], days)
    opened = opened_by_day(hours)
    told = [
        _of_day(
            OfDay(one, counted.get(one, 0), one.month == first.month),
            [(who, (who.pk, one) in opened, whys.get((who.pk, one), NOTHING)) for who in people],
        )
        for one in days
    ]
    weeks = [told[n : n + DAYS_OF_A_WEEK] for n in range(0, len(told), DAYS_OF_A_WEEK)]
    return Month(first, weeks, everybody, today_in(actor.zone), actor.zone)


def _of_day(of_day: OfDay, theirs: Sequence[tuple[Membership, bool, DayWhy]]) -> OfDay:
    idle = {who.pk for who, works, why in theirs if not works and not why.notes and not why.parts}
    return replace(of_day, notes=_said(theirs), idle=idle)


def _said(theirs: Sequence[tuple[Membership, bool, DayWhy]]) -> list[Said]:
    """What is said of a day, of which each works or not: a holiday of all of them once, then of
    each what else."""
    shared = shared_holidays([(works, why) for _who, works, why in theirs])
    found: list[Said] = [(None, note) for note in shared]
    for who, _works, why in theirs:
        found += [(who, note) for note in why.notes if note not in shared]
        found += [(who, part.note) for part in why.parts]
    return found

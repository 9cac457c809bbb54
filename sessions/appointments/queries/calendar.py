"""The calendar: who comes when, by day and by who gives the lesson, and what is free between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.locales import first_weekday
from practice.core.models import Membership
from practice.core.queries import teachers
from sessions.appointments.models import Appointment
from sessions.appointments.queries.booked import taking_time
from sessions.appointments.rules import LIVE
from sessions.hours.queries import Hours, OpenRange, hours_between
from sessions.hours.rules import Range, whole_days, without

DAYS_OF_A_WEEK = 7
A_DAY = timedelta(days=1)
SHORTEST_GAP = timedelta(minutes=15)


@dataclass(frozen=True)
class Gap:
    """Time of somebody's hours in which nothing is booked."""

    starts_at: datetime
    ends_at: datetime
    hours: OpenRange


@dataclass(frozen=True)
class Elsewhere:
    """Time that another calendar of theirs holds; nobody here knows for what."""

    starts_at: datetime
    ends_at: datetime
    elsewhere: bool = True


@dataclass(frozen=True)
class Column:
    """One person's day: what is booked, in order, with what is free between; and what is off."""

    member: Membership
    day: date
    entries: Sequence[Appointment | Gap | Elsewhere] = field(default_factory=list)
    off: Sequence[Appointment] = field(default_factory=list)
    works: bool = True  # that day, as far as that was asked

    @property
    def booked(self) -> int:
        """How many lessons."""
        return sum(isinstance(entry, Appointment) for entry in self.entries)


@dataclass(frozen=True)
class Calendar:
    """Days, each with a column for everybody who gives lessons; `zone` is the practice's."""

    days: Sequence[date]
    columns: Sequence[Sequence[Column]]
    people: Sequence[Membership]
    today: date
    zone: str

    @property
    def by_day(self) -> Iterator[tuple[date, Sequence[Column]]]:
        """Each day with its columns."""
        return zip(self.days, self.columns, strict=True)

    @property
    def before(self) -> date:
        """A day of the page before."""
        return self.days[0] - timedelta(days=len(self.days))

    @property
    def after(self) -> date:
        """A day of the next page."""
        return self.days[-1] + A_DAY


def week_of(day: date) -> list[date]:
    """The days of a week, in the order in which it runs in this country."""
    first = day - timedelta(days=(day.isoweekday() - first_weekday()) % DAYS_OF_A_WEEK)
    return [first + timedelta(days=n) for n in range(DAYS_OF_A_WEEK)]


def calendar_of(
    actor: Actor, days: Sequence[date], *, whose: UUID | None = None, free: bool = False
) -> Calendar:
    """What is booked on these days, of everybody or of one; with `free`, what is free in the hours
    of work; and when they are busy elsewhere. Three statements, however many rows."""
    everybody = teachers(actor)
    people = [one for one in everybody if whose is None or one.pk == whose] or everybody
    rows = taking_time(actor).filter(
        starts_at__gte=datetime.combine(days[0] - A_DAY, time(), UTC),
        starts_at__lt=datetime.combine(days[-1] + 2 * A_DAY, time(), UTC),
        local_date__range=(days[0], days[-1]),
    )
    rows = rows.select_related("client", "practitioner", "service", "place").order_by("starts_at")
    found = list(rows)
    columns = [[_column(found, one, day) for one in people] for day in days]
    hours = hours_between(actor, [one.pk for one in people], days[0], days[-1])
    columns = [
        [_with_hours(one, hours, actor.zone, free=free) for one in those] for those in columns
    ]
    today = now().astimezone(ZoneInfo(actor.zone)).date()
    return Calendar(days, columns, everybody, today, actor.zone)


def _column(found: Sequence[Appointment], member: Membership, day: date) -> Column:
    mine = [a for a in found if a.practitioner_id == member.pk and a.local_date == day]
    live = [a for a in mine if a.state in LIVE]
    return Column(member, day, live, [a for a in mine if a.state not in LIVE])


def _with_hours(column: Column, hours: Hours, zone: str, *, free: bool) -> Column:
    """The day with when they are busy elsewhere and, if asked, what is free of its hours."""
    whole = whole_days(column.day, column.day, zone)
    away = [
        Elsewhere(max(one.begins, whole.begins), min(one.ends, whole.ends))
        for one in hours.busy_of(column.member.pk)
        if one.begins < whole.ends and whole.begins < one.ends
    ]
    if free:
        column = _with_gaps(column, hours)
    entries: Any = sorted([*column.entries, *away], key=attrgetter("starts_at"))
    return replace(column, entries=entries)


def _with_gaps(column: Column, hours: Hours) -> Column:
    """The day with what is free of its hours; what has passed is free no more."""
    live = [one for one in column.entries if isinstance(one, Appointment)]
    taken = [Range(one.blocked_from, one.blocked_until) for one in live]
    taken += hours.busy_of(column.member.pk)
    passed = Range(datetime.min.replace(tzinfo=UTC), _next_quarter(now()))
    gaps, works = list[Gap](), False
    for one in hours.ranges:
        on = one.begins.astimezone(ZoneInfo(one.zone)).date()
        if one.practitioner_id != column.member.pk or on != column.day:
            continue
        works = True
        left = without([Range(one.begins, one.ends)], [passed, *taken])
        gaps += [
            Gap(free.begins, free.ends, one)
            for free in left
            if free.ends - free.begins >= SHORTEST_GAP
        ]
    entries: Any = sorted([*live, *gaps], key=attrgetter("starts_at"))
    return replace(column, entries=entries, works=works)


def _next_quarter(at: datetime) -> datetime:
    late = timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    return at if not late else at - late + SHORTEST_GAP

"""A month at a glance: how many lessons each of its days has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count

from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.core.models import Membership
from practice.core.queries import teachers
from sessions.appointments.queries.booked import taking_time
from sessions.appointments.queries.calendar import A_DAY, DAYS_OF_A_WEEK, week_of
from sessions.appointments.rules import LIVE


@dataclass(frozen=True)
class OfDay:
    """A day as the month shows it."""

    day: date
    booked: int
    is_of_month: bool


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


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def month_of(actor: Actor, day: date, *, whose: UUID | None = None) -> Month:
    """The month of a day, of everybody or of one. Two statements, however many rows."""
    first = day.replace(day=1)
    last = _next_month(first) - A_DAY
    begins, ends = week_of(first)[0], week_of(last)[-1]
    everybody = teachers(actor)
    rows = taking_time(actor).filter(
        starts_at__gte=datetime.combine(begins - A_DAY, time(), UTC),
        starts_at__lt=datetime.combine(ends + 2 * A_DAY, time(), UTC),
        local_date__range=(begins, ends),
        state__in=LIVE,
    )
    if any(one.pk == whose for one in everybody):
        rows = rows.filter(practitioner_id=whose)
    counted = dict(rows.values_list("local_date").annotate(n=Count("id")).order_by())
    return Month(
        first, _weeks(begins, ends, first, counted), everybody, today_in(actor.zone), actor.zone
    )


def _weeks(begins: date, ends: date, first: date, counted: Mapping[date, int]) -> list[list[OfDay]]:
    days = [begins + timedelta(days=n) for n in range((ends - begins).days + 1)]
    told = [OfDay(day, counted.get(day, 0), day.month == first.month) for day in days]
    return [told[n : n + DAYS_OF_A_WEEK] for n in range(0, len(told), DAYS_OF_A_WEEK)]

"""The calendar: who comes when, by day and by who gives the lesson, and what is free between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.locales import first_weekday
from practice.core.models import Membership
from practice.core.queries import teachers
from sessions.appointments.models import Appointment
from sessions.appointments.rules import LIVE

DAYS_OF_A_WEEK = 7
A_DAY = timedelta(days=1)
# What a day shows where nothing else says when it begins and ends.
USUALLY = (time(8), time(18))
SHORTEST_GAP = timedelta(minutes=15)


@dataclass(frozen=True)
class Gap:
    """Time of somebody in which nothing is booked."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Column:
    """One person's day: what is booked, in order, with what is free between; and what is off."""

    member: Membership
    day: date
    entries: Sequence[Appointment | Gap] = field(default_factory=list)
    off: Sequence[Appointment] = field(default_factory=list)

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


def calendar_of(actor: Actor, days: Sequence[date], *, whose: UUID | None = None) -> Calendar:
    """What is booked on these days, of everybody or of one. Two statements, however many rows."""
    everybody = teachers(actor)
    people = [one for one in everybody if whose is None or one.pk == whose] or everybody
    rows = Appointment.objects.visible_to(actor).filter(
        starts_at__gte=datetime.combine(days[0] - A_DAY, time(), UTC),
        starts_at__lt=datetime.combine(days[-1] + 2 * A_DAY, time(), UTC),
        local_date__range=(days[0], days[-1]),
    )
    rows = rows.select_related("client", "practitioner", "service", "place").order_by("starts_at")
    found = list(rows)
    columns = [[_column(actor, found, one, day) for one in people] for day in days]
    today = now().astimezone(ZoneInfo(actor.zone)).date()
    return Calendar(days, columns, everybody, today, actor.zone)


def _column(actor: Actor, found: Sequence[Appointment], member: Membership, day: date) -> Column:
    mine = [a for a in found if a.practitioner_id == member.pk and a.local_date == day]
    live = [a for a in mine if a.state in LIVE]
    entries = list(_with_gaps(live, day, actor.zone))
    return Column(member, day, entries, [a for a in mine if a.state not in LIVE])


def _with_gaps(live: Sequence[Appointment], day: date, zone: str) -> Iterator[Appointment | Gap]:
    """The day from its usual beginning to its end; what has passed is free no more."""
    begins, ends = (datetime.combine(day, clock, ZoneInfo(zone)) for clock in USUALLY)
    at = max(begins, _next_quarter(now()))
    for one in live:
        if one.blocked_from - at >= SHORTEST_GAP:
            yield Gap(at, one.blocked_from)
        yield one
        at = max(at, one.blocked_until)
    if ends - at >= SHORTEST_GAP:
        yield Gap(at, ends)


def _next_quarter(at: datetime) -> datetime:
    late = timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    return at if not late else at - late + SHORTEST_GAP

"""The calendar: who comes when, by day and by who gives the lesson, and what is free between."""

from collections.abc import Mapping, Sequence
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
from sessions.hours.queries import Hours, OpenRange
from sessions.hours.rules import Range, whole_days, without
from sessions.hours.why import NOTHING, Away, DayWhy, Kind, Note, hours_and_why

DAYS_OF_A_WEEK = 7
A_DAY = timedelta(days=1)
SHORTEST_GAP = timedelta(minutes=15)
# Free stretches that a week names, of some 300 bytes each (470 with a column for it alone): where
# there are more, the first of each person and day; and where even these are more, none of them, and
# each day leads to its own page. A week of free time is 30 kB at most, whoever works here.
GAPS_MOST = 60
AN_HOUR = timedelta(hours=1)  # a lesson's, and between the starts that a free stretch offers


@dataclass(frozen=True)
class Gap:
    """Time of somebody's hours in which nothing is booked."""

    starts_at: datetime
    ends_at: datetime
    hours: OpenRange

    @property
    def later(self) -> Sequence[datetime]:
        """Starts after the first, an hour apart, from which an hour is still free."""
        many = (self.ends_at - self.starts_at) // AN_HOUR
        return [self.starts_at + n * AN_HOUR for n in range(1, many)]


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
    entries: Sequence[Appointment | Gap | Elsewhere | Away] = field(default_factory=list)
    off: Sequence[Appointment] = field(default_factory=list)
    works: bool = False  # that day, were it booked out or over
    why: DayWhy = NOTHING  # they do not, or not as in other weeks
    is_cut: bool = False  # more is free than stands here

    @property
    def booked(self) -> int:
        """How many lessons."""
        return sum(isinstance(entry, Appointment) for entry in self.entries)

    @property
    def is_free(self) -> bool:
        """Whether anything is, as far as that was asked."""
        return self.gaps > 0

    @property
    def gaps(self) -> int:
        """How many free stretches."""
        return sum(isinstance(entry, Gap) for entry in self.entries)

    @property
    def says_something(self) -> bool:
        """Whether it is worth the room of a column among others."""
        return bool(self.entries or self.off or self.why.notes)


@dataclass(frozen=True)
class Day:
    """A day with a column for everybody, and what holds for all who would have hours on it."""

    day: date
    columns: Sequence[Column]
    notes: Sequence[Note] = ()

    @property
    def says_something(self) -> bool:
        """Whether there is anything on it."""
        return bool(self.notes or self.unsaid) or any(one.says_something for one in self.columns)

    @property
    def works(self) -> bool:
        """Whether anybody has hours on it, also where they are over."""
        return any(one.works for one in self.columns)

    @property
    def unsaid(self) -> int:
        """How many people have free time that stands on the day's own page alone."""
        return sum(one.is_cut and not one.is_free for one in self.columns)


@dataclass(frozen=True)
class Calendar:
    """Days, each with a column for everybody who gives lessons; `zone` is the practice's."""

    days: Sequence[date]
    columns: Sequence[Sequence[Column]]
    people: Sequence[Membership]
    today: date
    zone: str

    @property
    def by_day(self) -> Sequence[Day]:
        """Each day with its columns; a holiday of all of them is said once."""
        return [_day(*one) for one in zip(self.days, self.columns, strict=True)]

    @property
    def is_at_many_places(self) -> bool:
        """Whether what is free lies at more places than one."""
        each = (entry for those in self.columns for one in those for entry in one.entries)
        there = {entry.hours.place_id for entry in each if isinstance(entry, Gap)}
        return len(there - {None}) > 1

    def appointment(self, pk: str) -> Appointment | None:
        """One that stands here and was not given up."""
        each = (entry for those in self.columns for one in those for entry in one.entries)
        return next(
            (one for one in each if isinstance(one, Appointment) and str(one.pk) == pk), None
        )

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
    """What is booked on these days in a row, of everybody or of one; when they are away or busy
    elsewhere, and why they have no hours; with `free`, what is free in the hours of work. Three
    statements, however many rows."""
    everybody = teachers(actor)
    people = [one for one in everybody if whose is None or one.pk == whose] or everybody
    rows = taking_time(actor).filter(
        starts_at__gte=datetime.combine(days[0] - A_DAY, time(), UTC),
        starts_at__lt=datetime.combine(days[-1] + 2 * A_DAY, time(), UTC),
        local_date__range=(days[0], days[-1]),
    )
    rows = rows.select_related("client", "practitioner", "service", "place").order_by("starts_at")
    found = _by_column(rows)
    hours, whys = hours_and_why(actor, [one.pk for one in people], days)
    opened = opened_by_day(hours)
    columns = list[list[Column]]()
    for day in days:
        whole = whole_days(day, day, actor.zone)
        those = list[Column]()
        for one in people:
            key = (one.pk, day)
            column = _column(one, day, found.get(key, ()), whys.get(key, NOTHING))
            column = _with_hours(column, opened.get(key, ()), hours, free=free)
            those.append(_with_elsewhere(column, hours, whole))
        columns.append(those)
    if len(days) > 1:
        for most in (1, 0):
            if sum(one.gaps for those in columns for one in those) > GAPS_MOST:
                columns = [[_cut(one, most) for one in those] for those in columns]
    today = now().astimezone(ZoneInfo(actor.zone)).date()
    return Calendar(days, columns, everybody, today, actor.zone)


type _Key = tuple[UUID | None, date]


def _by_column(rows: Any) -> Mapping[_Key, Sequence[Appointment]]:
    found: dict[_Key, list[Appointment]] = {}
    for one in rows:
        found.setdefault((one.practitioner_id, one.local_date), []).append(one)
    return found


def opened_by_day(hours: Hours) -> Mapping[_Key, Sequence[OpenRange]]:
    """Hours by whose they are and the day on which they begin there."""
    found: dict[_Key, list[OpenRange]] = {}
    for one in hours.ranges:
        on = one.begins.astimezone(ZoneInfo(one.zone)).date()
        found.setdefault((one.practitioner_id, on), []).append(one)
    return found


def _column(member: Membership, day: date, mine: Sequence[Appointment], why: DayWhy) -> Column:
    live = [a for a in mine if a.state in LIVE]
    return Column(member, day, live, [a for a in mine if a.state not in LIVE], why=why)


def _with_elsewhere(column: Column, hours: Hours, whole: Range) -> Column:
    """The day with when they are away for a part of it, or busy elsewhere."""
    busy = [
        Elsewhere(max(one.begins, whole.begins), min(one.ends, whole.ends))
        for one in hours.busy_of(column.member.pk)
        if one.begins < whole.ends and whole.begins < one.ends
    ]
    if not busy and not column.why.parts:
        return column
    entries: Any = [*column.entries, *busy, *column.why.parts]
    return replace(column, entries=sorted(entries, key=attrgetter("starts_at")))


def _with_hours(column: Column, opened: Sequence[OpenRange], hours: Hours, *, free: bool) -> Column:
    """The day with whether they work, and if asked what is free; what has passed is so no more."""
    if not opened or not free:
        return replace(column, works=bool(opened))
    live = [one for one in column.entries if isinstance(one, Appointment)]
    taken = [Range(one.blocked_from, one.blocked_until) for one in live]
    taken += hours.busy_of(column.member.pk)
    passed = Range(datetime.min.replace(tzinfo=UTC), _next_quarter(now()))
    gaps = [
        Gap(free_range.begins, free_range.ends, one)
        for one in opened
        for free_range in without([Range(one.begins, one.ends)], [passed, *taken])
        if free_range.ends - free_range.begins >= SHORTEST_GAP
    ]
    entries: Any = sorted([*live, *gaps], key=attrgetter("starts_at"))
    return replace(column, entries=entries, works=True)


def _cut(column: Column, most: int) -> Column:
    """The day with the first free stretches, and whether there are more."""
    gaps = [entry for entry in column.entries if isinstance(entry, Gap)]
    left = [entry for entry in column.entries if entry not in gaps[most:]]
    return replace(column, entries=left, is_cut=column.is_cut or len(gaps) > most)


def _day(day: date, columns: Sequence[Column]) -> Day:
    notes = shared_holidays([(one.works, one.why) for one in columns])
    if not notes:
        return Day(day, columns)
    said = [
        replace(one, why=replace(one.why, notes=[n for n in one.why.notes if n not in notes]))
        for one in columns
    ]
    return Day(day, said, notes)


def shared_holidays(those: Sequence[tuple[bool, DayWhy]]) -> list[Note]:
    """Holidays of everybody who would have hours on a day; `those`: who works, and why not."""
    each = [
        [note for note in why.notes if note.kind is Kind.HOLIDAY and note.of_all]
        for works, why in those
        if works or any(note.kind is Kind.HOLIDAY for note in why.notes)
    ]
    return [note for note in each[0] if all(note in one for one in each)] if each else []


def _next_quarter(at: datetime) -> datetime:
    late = timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    return at if not late else at - late + SHORTEST_GAP

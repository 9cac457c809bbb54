"""Practice as it was planned and logged, by the client's own days. Said as information: a day
without a log says that nothing was logged, and no more. Plain Python."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_MOST = 3 * 366  # of one program; it ends within three years (sessions/programs/rules.py)


@dataclass(frozen=True, slots=True)
class Plan:
    """A program's days: ISO weekdays, from its first day to its last, both included."""

    weekdays: frozenset[int]
    first: date
    last: date

    def days(self) -> list[date]:
        """The days that are planned, at most `DAYS_MOST` back from the last."""
        span = min((self.last - self.first).days, DAYS_MOST)
        days = (self.last - timedelta(days=n) for n in range(span + 1))
        return [day for day in days if day.isoweekday() in self.weekdays]


@dataclass(frozen=True, slots=True)
class Adherence:
    """Days that were planned, how many of them have a log, and days with a log beside the plan."""

    planned: int
    logged: int
    beside: int


@dataclass(frozen=True, slots=True)
class MonthOfPractice:
    """A month (its first day) and how practice went in it."""

    month: date
    told: Adherence


def planned_days(plans: Iterable[Plan], logged: Collection[date], today: date) -> set[date]:
    """The days of all plans up to `today`, which counts only once it is logged: it is not over."""
    days = {day for plan in plans for day in plan.days() if day <= today}
    return days if today in logged else days - {today}


def adherence_of(planned: Collection[date], logged: Collection[date]) -> Adherence:
    """Counted day by day: two logs on one day are one day."""
    planned, logged = set(planned), set(logged)
    return Adherence(len(planned), len(planned & logged), len(logged - planned))


def by_month(planned: Collection[date], logged: Collection[date]) -> Sequence[MonthOfPractice]:
    """The same month by month, the newest first; a month without either is not there."""
    months: dict[date, tuple[list[date], list[date]]] = {}
    for which, days in enumerate((planned, logged)):
        for day in days:
            months.setdefault(day.replace(day=1), ([], []))[which].append(day)
    return [
        MonthOfPractice(month, adherence_of(*both))
        for month, both in sorted(months.items(), reverse=True)
    ]

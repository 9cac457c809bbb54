"""When reminders grow fewer, and when they come back. Plain values, no clock.

Source: domain/ideas.md 5.2, our own first version. Mails every day; every other day from a habit
of 4 or 10 of 14 days; once a week from a habit of 5 and 21 of 28; then silent, with one mail a
month. Five planned days without a practice bring them back by a stage; ten reminders in a row
without an answer end in a question. Reminders raise repetition and hinder habit (Stawarz 2015), so
they grow fewer as it comes; one missed day does no harm (Lally 2010). "Habit" is the mean of the
SRBAI (Gardner 2012), 1 to 7.

Ours besides: a stage lasts two weeks before the next, the third four; of a program that is not
practised daily the same share of its planned days counts; habit answers hold for four weeks; and
who never logs has no lapse, since nothing is known.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

LAPSE_DAYS = 5  # planned days in a row without a practice
UNANSWERED_MOST = 10  # reminders in a row
HABIT_HOLDS = timedelta(days=28)
LOOKS_BACK = 63  # days: five planned days of a program with one a week, and a practice before
WEEK, MONTH = 7, 28


class Stage(models.IntegerChoices):
    """How often reminders come."""

    DAILY = 1, _("on each of your days")
    ALTERNATE = 2, _("on every other of your days")
    WEEKLY = 3, _("once a week")
    SILENT = 4, _("once a month, and silent in between")


# The practice reads of somebody else's days.
_OF_THEM = {Stage.DAILY: _("on each of their days"), Stage.ALTERNATE: _("on every other of theirs")}


def stage_words(stage: Stage, *, of_them: bool) -> str:
    """How often, as it is read by whose reminders they are, or by the practice `of_them`."""
    return str(_OF_THEM.get(stage, stage.label) if of_them else stage.label)


class StepKind(models.TextChoices):
    """What happened to a plan, and by whom."""

    FADED = "faded", _("fewer reminders")
    RETURNED = "returned", _("more reminders again")
    ASKED = "asked", _("asked whether reminders still help")
    GOES_ON = "goes_on", _("they go on")
    STOPPED = "stopped", _("they stop")
    LESS = "less", _("fewer, by the client")
    MORE = "more", _("more, by the client")
    UNDONE = "undone", _("a step was undone")
    FROZEN = "frozen", _("kept as it is")
    THAWED = "thawed", _("grows with the habit again")
    SUGGESTED = "suggested", _("suggested by the practice")
    DECLINED = "declined", _("a suggestion was left")


@dataclass(frozen=True)
class Threshold:
    """What leads to a stage: a habit, and so many practised `days` of so many, or either."""

    habit: float
    days: int
    of: int
    both: bool
    lasts: int  # days of the stage before


THRESHOLDS: Mapping[Stage, Threshold] = {
    Stage.ALTERNATE: Threshold(habit=4, days=10, of=14, both=False, lasts=14),
    Stage.WEEKLY: Threshold(habit=5, days=21, of=28, both=True, lasts=14),
    Stage.SILENT: Threshold(habit=5, days=21, of=28, both=True, lasts=28),
}


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What is known of somebody's practice on a local day.

    `days` are ISO weekdays that are planned; `since` is the first day that counts for the stage,
    `started` the program's first; `practised` are days with a practice; `habit` was last answered
    on `habit_on`; `unanswered` reminders came since they last logged anything.
    """

    today: date
    days: Collection[int]
    since: date | None
    started: date | None
    practised: frozenset[date] = frozenset()
    habit: float | None = None
    habit_on: date | None = None
    unanswered: int = 0


@dataclass(frozen=True)
class Step:
    """A step that is due: what it is, the stage it leads to, and why, in numbers."""

    kind: StepKind
    to: Stage
    why: Mapping[str, float] = field(default_factory=dict)


def next_step(stage: Stage, known: Evidence, *, frozen: bool) -> Step | None:
    """The step that is due today; at most one."""
    if known.unanswered >= UNANSWERED_MOST:
        return Step(StepKind.ASKED, stage, {"unanswered": known.unanswered})
    if frozen or known.since is None or known.since > known.today:
        return None
    if stage > Stage.DAILY and _lapsed(known, known.since):
        return Step(StepKind.RETURNED, Stage(stage - 1), {"missed": LAPSE_DAYS})
    if stage < Stage.SILENT:
        return _fades(Stage(stage + 1), known, known.since)
    return None


def _lapsed(known: Evidence, since: date) -> bool:
    if not known.practised or known.today in known.practised:
        return False
    found, day = 0, known.today
    while found < LAPSE_DAYS:
        day -= timedelta(days=1)
        if day < since or day in known.practised:
            return False
        found += day.isoweekday() in known.days
        if not known.days:
            return False
    return True


def _fades(to: Stage, known: Evidence, since: date) -> Step | None:
    asks = THRESHOLDS[to]
    if (known.today - since).days < asks.lasts:
        return None
    why: dict[str, float] = {}
    fresh = known.habit_on is not None and known.today - known.habit_on <= HABIT_HOLDS
    if fresh and known.habit is not None and known.habit >= asks.habit:
        why["habit"] = known.habit
    first = known.today - timedelta(days=asks.of)
    planned = planned_between(known.days, first, known.today)
    practised = sum(first <= day < known.today for day in known.practised)
    long_enough = (known.started or since) <= first
    if planned and long_enough and practised * asks.of >= asks.days * planned:
        why |= {"practised": practised, "planned": planned, "days": asks.of}
    holds = ("habit" in why, "practised" in why)
    return Step(StepKind.FADED, to, why) if (all if asks.both else any)(holds) else None


def planned_between(days: Collection[int], first: date, until: date) -> int:
    """How many planned days there are from one day until before another."""
    weeks, rest = divmod((until - first).days, WEEK)
    left = (first + timedelta(days=n) for n in range(rest))
    return weeks * len(set(days)) + sum(day.isoweekday() in days for day in left)


def is_reminded(stage: Stage, days: Collection[int], since: date | None, day: date) -> bool:
    """Whether a planned day is one of those that a stage leaves, counted from its first day."""
    if stage == Stage.DAILY or since is None:
        return True
    if day < since:
        return False
    if stage == Stage.ALTERNATE:
        return planned_between(days, since, day) % 2 == 0
    first = next(
        (on for on in (since + timedelta(days=n) for n in range(WEEK)) if on.isoweekday() in days),
        day,
    )
    return (day - first).days % (WEEK if stage == Stage.WEEKLY else MONTH) == 0

"""Who improved, of the courses of work that began in a year: with how many, and how many missing.

A rating of change that is shut to whoever looks is not in, so that no total gives it away.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from clients.intake.models import ActivityGoal
from clients.measures.models import MeasureResponse
from clients.measures.queries.lines import FROM_START
from clients.measures.rules import (
    GRC,
    NPRS,
    PSFS,
    Answer,
    Direction,
    Instrument,
    Measured,
    Rater,
    Response,
    Tally,
    both_told,
    instrument_of,
    responded,
    score,
    signs_of,
    tally,
    towards,
)
from clients.records.models import Episode
from practice.core.actor import Actor

COUNTED = (NPRS, PSFS, GRC)
YEARS = 10


@dataclass(frozen=True)
class Sign:
    """One of the three that are counted: how many were measured by it, better, worse."""

    instrument: Instrument
    measured: int
    better: int
    worse: int


@dataclass(frozen=True)
class Improvement:
    """A year: its tally, each sign by itself, and the years in which work began, newest first."""

    year: int
    tally: Tally
    signs: Sequence[Sign]
    years: Sequence[int]


@dataclass
class _Told:
    """What one course of work was answered with one instrument."""

    version: str = ""
    last: Sequence[Answer] = ()
    last_on: date = date.min
    starts: dict[str, Sequence[Answer]] | None = None

    def pair(self, instrument: Instrument) -> tuple[float, float] | None:
        """First and last score over what was answered both times, by the version that was answered;
        None if answered once, or if `asked` is."""
        first, asked = (self.starts or {}).get(self.version), self.asked(instrument)
        if first is None or asked is None:
            return None
        was, now = (score(asked, told) for told in both_told(first, self.last))
        return None if was is None or now is None else (was, now)

    def asked(self, instrument: Instrument) -> Instrument | None:
        """The instrument in the version that was answered; None for one that nobody knows, or whose
        points are not today's: another scale, or another way to better."""
        asked = instrument_of(instrument.code, self.version)
        if asked is None or _points(asked) != _points(instrument):
            return None
        return asked


type _Course = dict[str, _Told]


def _points(one: Instrument) -> tuple[Direction, int, int]:
    return one.direction, one.low, one.high


def improvement_of(actor: Actor, year: int | None) -> Improvement:
    """How a year went, as far as the actor sees; without one the newest. Three statements."""
    actor.require("measure.read")
    begun = Episode.objects.visible_to(actor, "measure.read").order_by()
    counts = dict(begun.values_list("opened_on__year").annotate(n=Count("id")))
    years = sorted(counts, reverse=True)[:YEARS]
    if not years:
        return Improvement(0, tally([]), [], [])
    asked = years[0] if year is None or year not in counts else year
    courses = _courses(actor, {"episode__opened_on__year": asked})
    measured = [_measured(course) for course in courses.values()]
    responses = [responded(one) for one in measured]
    without = max(0, counts.get(asked, 0) - len(measured))
    return Improvement(
        asked,
        tally([*responses, *[Response.NOT_MEASURED] * without]),
        _signs(measured),
        years,
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """By how many points towards better one instrument changed, and the day of the last answer."""

    better: float
    until: date


def changes_of(
    actor: Actor, episode_ids: Sequence[UUID], instruments: Sequence[Instrument]
) -> dict[tuple[UUID, str], Changed]:
    """By course of work and instrument, if it was answered twice or more by the client: first to
    last.

    The first is of the version that was answered last, over what was answered both times; a version
    whose points are not today's is left out. At most two statements.
    """
    courses = _courses(actor, {"episode_id__in": episode_ids}, instruments)
    found = {}
    for episode_id, course in courses.items():
        for instrument in instruments:
            told = course.get(instrument.code)
            pair = told.pair(instrument) if told else None
            if told is not None and pair is not None:
                better = towards(instrument, *pair)
                found[episode_id, instrument.code] = Changed(better, told.last_on)
    return found


def _courses(
    actor: Actor, which: dict[str, Any], counted: Sequence[Instrument] = COUNTED
) -> dict[UUID, _Course]:
    """By course of work and instrument, what it began with and what was said last.

    `which` says of which courses of work, of rows that lead to one by `episode`.
    """
    answers_given = MeasureResponse.objects.visible_to(actor).filter(
        **which,
        instrument__in=[one.code for one in counted],
        rater=Rater.CLIENT,
        withdrawn_at=None,
    )
    newest = Window(
        RowNumber(),
        partition_by=["episode", "instrument"],
        order_by=["-answered_on", "-id"],
    )
    rows: Any = answers_given.annotate(place=newest, from_start=FROM_START)
    rows = rows.filter(Q(place=1) | Q(from_start=1)).order_by()
    named = ("episode_id", "instrument", "version", "answers", "answered_on")
    told_rows = rows.values_list(*named, "place", "from_start")
    courses: dict[UUID, _Course] = {}
    for episode_id, code, version, answers, on, place, from_start in told_rows:
        told = courses.setdefault(episode_id, {}).setdefault(code, _Told())
        said = [(item, number) for item, number in answers]
        if place == 1:
            told.version, told.last, told.last_on = version, said, on
        if from_start == 1 and place != 1:
            told.starts = {**(told.starts or {}), version: said}
    if PSFS in counted:
        _begin_in_intake(actor, which, courses)
    return courses


def _begin_in_intake(actor: Actor, which: dict[str, Any], courses: dict[UUID, _Course]) -> None:
    """How well activities went as the work began stands in the intake, before any answer."""
    rated = MeasureResponse._base_manager.filter(
        practice_id=actor.practice_id, episode=OuterRef("episode"), instrument=PSFS.code
    )
    goals = ActivityGoal.objects.visible_to(actor, "measure.read").filter(
        Exists(rated), **which, ability__isnull=False
    )
    began: dict[tuple[UUID, str], list[Answer]] = {}
    wanted = ("episode_id", "version", "activity", "ability")
    rated_so: Any = goals.values_list(*wanted)
    for episode_id, version, activity, ability in rated_so:
        began.setdefault((episode_id, version), []).append((activity, ability))
    for (episode_id, version), answers in began.items():
        told = courses.get(episode_id, {}).get(PSFS.code)
        if told is not None:
            told.starts = {**(told.starts or {}), version: answers}


def _measured(course: _Course) -> Measured:
    rating = course.get(GRC.code)
    judged = rating.asked(GRC) if rating else None
    pain, activities = course.get(NPRS.code), course.get(PSFS.code)
    return Measured(
        nprs=pain.pair(NPRS) if pain else None,
        psfs=activities.pair(PSFS) if activities else None,
        grc=score(judged, rating.last) if rating and judged else None,
    )


def _signs(measured: Iterable[Measured]) -> list[Sign]:
    counted: Counter[Any] = Counter(pair for one in measured for pair in signs_of(one).items())
    return [
        Sign(
            one,
            sum(counted[one.code, sign] for sign in (-1, 0, 1)),
            counted[one.code, 1],
            counted[one.code, -1],
        )
        for one in COUNTED
    ]

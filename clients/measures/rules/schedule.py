"""What is due on a day of a course of work. Stages and what each asks: the domain notes, 3.2.

Soreness is asked with each practice log, and how well a region is felt in a lesson's note.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from clients.measures.rules.instrument import Instrument
from clients.measures.rules.instruments import (
    EASE,
    FREE_SLEEVE,
    GRC,
    INSTRUMENTS,
    NPRS,
    NPRS_NOW,
    OPEN_CORE,
    PGIC,
    PSFS,
    SRBAI,
)
from clients.measures.rules.words import IN_A_LESSON, Rater, Stage

WEEK, HABIT_DAYS = 7, 14
STAYS_DAYS = 28  # a review, the end and what comes after stay due for four weeks: ours
RELEASED = {Stage.RELEASE_3: (3, 4), Stage.RELEASE_7: (7, 7)}  # days after, and days it asks
AFTER = {Stage.AFTER_4: 4, Stage.AFTER_12: 12, Stage.AFTER_26: 26}

_CLIENT, _PRACTITIONER = Rater.CLIENT, Rater.PRACTITIONER
_LESSON = ((NPRS_NOW.code, _CLIENT), (EASE.code, _CLIENT))
_LET_GO = ((NPRS.code, _CLIENT), (OPEN_CORE.code, _CLIENT), (FREE_SLEEVE.code, _CLIENT))
_LOOKED_BACK = (
    (NPRS.code, _CLIENT),
    (PSFS.code, _CLIENT),
    (GRC.code, _CLIENT),
    (GRC.code, _PRACTITIONER),
)
ASKED: Mapping[Stage, Sequence[tuple[str, Rater]]] = MappingProxyType(
    {
        Stage.INTAKE: ((NPRS.code, _CLIENT), (PSFS.code, _CLIENT)),
        Stage.SESSION_START: _LESSON,
        Stage.SESSION_END: _LESSON,
        Stage.WEEKLY: (
            (NPRS.code, _CLIENT),
            (PSFS.code, _CLIENT),
            (OPEN_CORE.code, _CLIENT),
            (FREE_SLEEVE.code, _CLIENT),
        ),
        Stage.RELEASE_3: _LET_GO,
        Stage.RELEASE_7: _LET_GO,
        Stage.HABIT: ((SRBAI.code, _CLIENT),),
        Stage.REVIEW: _LOOKED_BACK,
        Stage.DISCHARGE: _LOOKED_BACK,
        Stage.AFTER_4: _LOOKED_BACK,
        Stage.AFTER_12: _LOOKED_BACK,
        Stage.AFTER_26: _LOOKED_BACK,
    }
)
# What a week's check-in asks in one go, each of it wherever another occasion asks it too.
OF_A_WEEK = frozenset(code for code, _rater in ASKED[Stage.WEEKLY])
# An impression of change can be asked in place of the rating, where somebody chooses it.
INSTEAD: Mapping[str, str] = MappingProxyType({PGIC.code: GRC.code})


@dataclass(frozen=True, slots=True)
class Course:
    """A course of work as the schedule sees it; `runs_since`: from when a habit forms, if one does;
    `released_on`: when something first let go.

    `activities`: whether the client named any, without which none can be rated.
    """

    opened_on: date
    closed_on: date | None = None
    runs_since: date | None = None
    reviews: Sequence[date] = ()
    activities: bool = True
    released_on: date | None = None


class Given(NamedTuple):
    """One answer that is in, as far as the schedule needs to know."""

    instrument: str
    rater: str
    stage: str
    asked_on: date
    answered_on: date
    version: str = ""


class Due(NamedTuple):
    """What is to be answered: which instrument, by whom, for which occasion.

    `episode`: of which course of work, for whoever asks about several at once.
    """

    instrument: Instrument
    rater: Rater
    stage: Stage
    asked_on: date
    episode: UUID | None = None


class Occasion(NamedTuple):
    """A stage, the day from which it asks, and the last day on which it does."""

    stage: Stage
    asked_on: date
    until: date


def _every(days: int, since: date, today: date) -> date | None:
    """The newest of the days that come every so many after `since`."""
    times = (today - since).days // days
    return since + timedelta(days=times * days) if times > 0 else None


def occasions(course: Course, today: date) -> list[Occasion]:
    """Every occasion that asks on this day; those of a lesson are begun by hand."""
    found = [Occasion(Stage.INTAKE, course.opened_on, course.opened_on + timedelta(WEEK - 1))]
    still_open = course.closed_on is None or course.closed_on > today
    weekly = _every(WEEK, course.opened_on, today) if still_open else None
    forms = course.runs_since if still_open else None
    habit = _every(HABIT_DAYS, forms, today) if forms is not None else None
    if weekly is not None:
        found.append(Occasion(Stage.WEEKLY, weekly, weekly + timedelta(WEEK - 1)))
    if habit is not None:
        found.append(Occasion(Stage.HABIT, habit, habit + timedelta(HABIT_DAYS - 1)))
    if still_open and course.released_on is not None:
        found += [
            Occasion(stage, day, day + timedelta(days - 1))
            for stage, (after, days) in RELEASED.items()
            if (day := course.released_on + timedelta(after))
        ]
    looked_back = [(Stage.REVIEW, day) for day in sorted(course.reviews) if day <= today][-1:]
    if course.closed_on is not None:
        looked_back.append((Stage.DISCHARGE, course.closed_on))
        looked_back += [
            (stage, course.closed_on + timedelta(weeks=weeks)) for stage, weeks in AFTER.items()
        ]
    found += [Occasion(stage, day, day + timedelta(STAYS_DAYS - 1)) for stage, day in looked_back]
    return [one for one in found if one.asked_on <= today <= one.until]


def _stands_alone(code: str, stage: Stage) -> bool:
    """Whether only an answer to this very occasion counts: a moment, or a judgement of change."""
    return stage in IN_A_LESSON or INSTRUMENTS[code].judges_change


def _is_in(code: str, rater: Rater, occasion: Occasion, given: Collection[Given]) -> bool:
    codes = {code, *(other for other, one in INSTEAD.items() if one == code)}
    for one in given:
        if one.instrument not in codes or one.rater != rater:
            continue
        if (one.stage, one.asked_on) == (occasion.stage, occasion.asked_on):
            return True
        later = one.answered_on >= occasion.asked_on and one.stage not in IN_A_LESSON
        if later and not _stands_alone(code, occasion.stage):
            return True
    return False


def due_on(
    course: Course, given: Collection[Given], today: date, moment: Stage | None = None
) -> list[Due]:
    """What is to be answered today, each instrument once, for the newest occasion that asks it.

    `moment`: the start or the end of a lesson that is held right now. A newer answer covers an
    older question, but for judgements of change, which each occasion asks anew.
    """
    asking = sorted(occasions(course, today), key=lambda one: one.asked_on, reverse=True)
    if moment is not None:
        asking.insert(0, Occasion(moment, today, today))
    return list(_due(course, given, asking))


def _due(course: Course, given: Collection[Given], asking: Sequence[Occasion]) -> Iterator[Due]:
    met: set[tuple[str, Rater]] = set()
    for occasion in asking:
        for code, rater in ASKED[occasion.stage]:
            if (code, rater) in met or (code == PSFS.code and not course.activities):
                continue
            if not _stands_alone(code, occasion.stage):
                met.add((code, rater))
            if not _is_in(code, rater, occasion, given):
                yield Due(INSTRUMENTS[code], rater, occasion.stage, occasion.asked_on)


def stages_for(code: str) -> list[Stage]:
    """The stages that ask an instrument; its substitute is asked where it would be."""
    wanted = INSTEAD.get(code, code)
    return [stage for stage, asked in ASKED.items() if any(one == wanted for one, _ in asked)]

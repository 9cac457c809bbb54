"""Across the practice, client by client and without a name: adherence beside the change."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, DateField, F, Func, JSONField, Q, TextField, Value
from django.db.models.functions import Cast, Least

from clients.measures.queries import Changed, changes_of
from clients.measures.rules import Instrument
from clients.records.models import Episode
from clients.symptoms.rules import Word
from practice.core.actor import Actor
from sessions.practice_logs.models import PracticeLog
from sessions.programs.models import HomeProgram
from sessions.programs.running import begun
from sessions.progress.dose.drawn import Dots, dots_of
from sessions.progress.dose.queries import COMPARED
from sessions.progress.dose.rules import (
    LEAST_CLIENTS,
    LEAST_PLANNED,
    Finding,
    planned_between,
    related,
)

MOST_COURSES = 500
TENTHS = 10  # adherence is told as so many of ten planned days
_ENDS = ("home_program__ended_on", "home_program__ends_on")  # Least passes over what is not known


class LeftOut(Word):
    """Why a client is not among those who are compared."""

    NO_PROGRAM = "no_program", "No home program has begun"
    TOO_SHORT = "too_short", "Fewer than 14 planned days up to the last answer"
    NEVER_LOGGED = "never_logged", "Never logged a practice"
    NOT_MEASURED = "not_measured", "Not answered at the beginning and again later"


@dataclass(frozen=True, slots=True)
class Compared:
    """One client, without a name: days logged and planned, and the change towards better."""

    logged: int
    planned: int
    better: float

    @property
    def adherence(self) -> float:
        """Days logged of days planned, 0 to 1; practising more than planned is no more than all."""
        return min(1.0, self.logged / self.planned)


@dataclass(frozen=True)
class PracticeDose:
    """Across clients, by one instrument: what it comes to, and who is missing why."""

    instrument: Instrument
    finding: Finding
    dots: Dots | None
    missing: Sequence[tuple[LeftOut, int]]


@dataclass(frozen=True)
class Dose:
    """The practice's: how many clients have a course of work, each instrument, `more` unseen."""

    clients: int
    more: bool
    told: Sequence[PracticeDose]


def dose_of_practice(actor: Actor) -> Dose:
    """The newest course of work of each client in reach, at most 500 of them. Five statements."""
    actor.require("measure.read")
    rows = Episode.objects.visible_to(actor, "measure.read").order_by("-opened_on", "-id")
    courses: dict[UUID, UUID] = {}
    newest = list(rows.values_list("client_id", "id")[: MOST_COURSES + 1])
    for client_id, episode_id in newest[:MOST_COURSES]:
        courses.setdefault(client_id, episode_id)
    ids = list(courses.values())
    changes, told = changes_of(actor, ids, COMPARED), []
    programs = programs_of(actor, ids, changes)
    for instrument in COMPARED:
        found = [
            compared_by(programs.get(one, []), instrument, changes[one, instrument.code])
            if (one, instrument.code) in changes
            else LeftOut.NOT_MEASURED
            for one in ids
        ]
        told.append(_across(instrument, found))
    return Dose(len(ids), len(newest) > MOST_COURSES, told)


@dataclass(frozen=True, slots=True)
class Ran:
    """A program that ran: ISO weekdays, first and last day; by the code of an instrument, on how
    many of its days it was practised up to the last answer."""

    days: Sequence[int]
    first: date
    last: date | None
    logged: Mapping[str, int]


def programs_of(
    actor: Actor, episode_ids: Sequence[UUID], changes: Mapping[tuple[UUID, str], Changed]
) -> dict[UUID, list[Ran]]:
    """By course of work, each program that has begun, and on how many days it was practised."""
    rows = begun(HomeProgram.objects.visible_to(actor).filter(episode_id__in=episode_ids))
    named = ("id", "episode_id", "days", "started_on", "ended_on", "ends_on")
    ran: Any = rows.filter(started_on__isnull=False).values_list(*named)
    logged = _logged(actor, changes)
    found: dict[UUID, list[Ran]] = {}
    for pk, episode_id, days, first, ended_on, ends_on in ran:
        last = min(filter(None, (ended_on, ends_on)), default=None)
        found.setdefault(episode_id, []).append(Ran(days, first, last, logged.get(pk, {})))
    return found


def _logged(
    actor: Actor, changes: Mapping[tuple[UUID, str], Changed]
) -> dict[UUID, dict[str, int]]:
    """By program and instrument: on how many of its days up to the last answer it was practised.

    The database counts them: one row a program, however long it has run.
    """
    courses = {episode_id for episode_id, _code in changes}
    logs = PracticeLog.objects.visible_to(actor).filter(
        home_program__episode_id__in=courses,
        done=True,
        local_date__gte=F("home_program__started_on"),
    )
    counts = {
        one.code: Count(
            "local_date",
            distinct=True,
            filter=Q(local_date__lte=Least(_until(one, changes), *_ENDS)),
        )
        for one in COMPARED
    }
    rows: Any = logs.order_by().values("home_program_id").annotate(**counts)
    return {row.pop("home_program_id"): row for row in rows}


def _until(instrument: Instrument, changes: Mapping[tuple[UUID, str], Changed]) -> Any:
    """Of logs: the day of the last answer in their course of work, by one instrument."""
    days = {
        str(episode_id): one.until.isoformat()
        for (episode_id, code), one in changes.items()
        if code == instrument.code
    }
    course = Cast("home_program__episode_id", TextField())
    day = Func(Value(days, JSONField()), course, function="jsonb_extract_path_text")
    return Cast(day, DateField())


def compared_by(
    programs: Sequence[Ran], instrument: Instrument, change: Changed
) -> Compared | LeftOut:
    """One client's programs up to the last answer, and the change by then; or why they are out."""
    if not programs:
        return LeftOut.NO_PROGRAM
    planned, logged = 0, 0
    for one in programs:
        last = min(change.until, one.last) if one.last else change.until
        planned += planned_between(one.days, one.first, last)
        logged += one.logged.get(instrument.code, 0)
    if planned < LEAST_PLANNED:
        return LeftOut.TOO_SHORT
    return Compared(logged, planned, change.better) if logged else LeftOut.NEVER_LOGGED


def _across(instrument: Instrument, found: Sequence[Compared | LeftOut]) -> PracticeDose:
    pairs = [(one.adherence, one.better) for one in found if isinstance(one, Compared)]
    why = Counter(one for one in found if isinstance(one, LeftOut))
    finding = related(pairs, LEAST_CLIENTS)
    dots = None
    if finding.n >= finding.least:
        span = instrument.high - instrument.low
        tenths = [(adherence * TENTHS, better) for adherence, better in pairs]
        dots = dots_of(tenths, (0, TENTHS), (-span, span))
    return PracticeDose(instrument, finding, dots, [(one, why[one]) for one in LeftOut if why[one]])

"""Each instrument's course: its newest answers, its beginning, what changed since."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Window
from django.db.models.functions import RowNumber

from clients.measures.models import MeasureResponse
from clients.measures.queries.told import Told
from clients.measures.queries.works import Work
from clients.measures.rules import INSTRUMENTS, Instrument, Mode, Rater, Stage, change_of
from practice.core.actor import Actor

NEWEST = 3  # answers of an instrument that its table begins with
A_PAGE = 50
FIELDS = (
    "id",
    "instrument",
    "version",
    "rater",
    "stage",
    "asked_on",
    "answered_on",
    "answers",
    "mode",
    "entered_by__name",
    "is_baseline",
)


def _told(row: Sequence[Any]) -> Told:
    pk, code, version, rater, stage, asked_on, on, answers, mode, by, is_baseline = row
    return Told(
        pk,
        code,
        version,
        Rater(rater),
        Stage(stage),
        asked_on,
        on,
        [(item, number) for item, number in answers],
        Mode(mode),
        by or "",
        is_baseline,
    )


def _rows(actor: Actor, work: Work) -> Any:
    rows = MeasureResponse.objects.visible_to(actor)
    return rows.filter(episode_id=work.id, withdrawn_at=None)


@dataclass(frozen=True)
class Line:
    """The course of one instrument as one of the two judged it, the newest first."""

    instrument: Instrument
    rater: Rater
    told: Sequence[Told]
    count: int

    @property
    def newest(self) -> Told:
        """The last answer."""
        return self.told[0]

    @property
    def begun(self) -> Told | None:
        """Where it began, unless that is the last answer too or it asks for the change itself."""
        start = None if self.instrument.judges_change else _start(self.told)
        return start if start is not None and start is not self.newest else None

    @property
    def cited(self) -> str:
        """What the last verdict rests on, or why there is none."""
        told = self.newest.change
        if told is not None:
            return told.why
        first = next(iter(self.instrument.thresholds), None)
        return first.source if first else self.instrument.why_no_verdict

    @property
    def goes_on(self) -> bool:
        """Whether there is more than is shown."""
        return self.count > len(self.told)


def _judged(told: Sequence[Told], start: Told | None) -> list[Told]:
    """Each with what changed since the beginning, which has nothing before it."""
    found = []
    for one in told:
        instrument = one.instrument
        is_start = start is not None and (one.id, one.mode) == (start.id, start.mode)
        same = start is not None and start.version == one.version and not is_start
        was = start.answers if start is not None and same else None
        change = change_of(instrument, was, one.answers) if instrument else None
        found.append(replace(one, change=change))
    return found


def _start(told: Sequence[Told]) -> Told | None:
    """The baseline, or where that was withdrawn the earliest there is."""
    marked = (one for one in told if one.is_baseline)
    return next(marked, min(told, key=lambda one: one.answered_on, default=None))


def lines_of(actor: Actor, work: Work) -> list[Line]:
    """Each instrument's course: its newest answers and its beginning. One statement."""
    apart, newest = ["instrument", "rater"], ["-answered_on", "-id"]
    rows = _rows(actor, work).annotate(
        place=Window(RowNumber(), partition_by=apart, order_by=newest),
        n=Window(Count("id"), partition_by=apart),
    )
    shown = rows.filter(Q(place__lte=NEWEST) | Q(is_baseline=True)).order_by("-answered_on", "-id")
    told: dict[tuple[str, Rater], list[Told]] = {}
    counts: dict[tuple[str, Rater], int] = {}
    for *row, n in shown.values_list(*FIELDS, "n"):
        one = _told(row)
        told.setdefault((one.instrument_code, one.rater), []).append(one)
        counts[one.instrument_code, one.rater] = n
    beginning = work.told_in_intake
    if beginning is not None:
        about = (beginning.instrument_code, beginning.rater)
        told.setdefault(about, []).append(beginning)
        counts[about] = counts.get(about, 0) + 1
    found = []
    for (_code, rater), those in told.items():
        instrument = those[0].instrument
        if instrument is not None:
            found.append(
                Line(instrument, rater, _judged(those, _start(those)), counts[_code, rater])
            )
    order = list(INSTRUMENTS)
    return sorted(found, key=lambda line: (order.index(line.instrument.code), line.rater))


def all_of(
    actor: Actor, work: Work | None, instrument: str, rater: Rater, before: UUID | None = None
) -> tuple[list[Told], UUID | None]:
    """One instrument's answers, a page at a time, the newest first, and where the next begins."""
    if work is None:
        return [], None
    rows = _rows(actor, work).filter(instrument=instrument, rater=rater)
    start = rows.filter(is_baseline=True).values_list(*FIELDS).first()
    older = rows.filter(pk__lt=before) if before else rows
    found = [_told(row) for row in older.order_by("-id").values_list(*FIELDS)[: A_PAGE + 1]]
    more = found[A_PAGE - 1].id if len(found) > A_PAGE else None
    found = found[:A_PAGE]
    beginning = work.told_in_intake
    if beginning is None or beginning.instrument_code != instrument:
        beginning = None
    elif more is None:
        found.append(beginning)
    return _judged(found, beginning or (_told(start) if start else None)), more

"""Each instrument's course: its newest answers, its beginning, what changed since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
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
A_PAGE, A_PAGE_OF_ACTIVITIES = 50, 20  # an activity is written out with each answer
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
    "is_baseline",
)


def _told(row: Sequence[Any]) -> Told:
    pk, code, version, rater, stage, asked_on, on, answers, mode, is_baseline = row
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
        is_baseline,
    )


def _rows(actor: Actor, works: Sequence[Work]) -> Any:
    rows = MeasureResponse.objects.visible_to(actor)
    return rows.filter(episode_id__in=[work.id for work in works], withdrawn_at=None)


# Where each version begins: its baseline, or where that was withdrawn its earliest answer.
FROM_START = Window(
    RowNumber(),
    partition_by=["episode", "instrument", "rater", "version"],
    order_by=["-is_baseline", "answered_on", "id"],
)


@dataclass(frozen=True)
class Line:
    """The course of one instrument as one of the two judged it, the newest first."""

    instrument: Instrument
    rater: Rater
    told: Sequence[Told]
    count: int

    @property
    def start(self) -> Told | None:
        """Where the version that was answered last begins."""
        return _starts(self.told).get(self.newest.version)

    @property
    def newest(self) -> Told:
        """The last answer."""
        return self.told[0]

    @property
    def begun(self) -> Told | None:
        """Where it began, unless that is the last answer too or it asks for the change itself."""
        start = None if self.instrument.judges_change else self.start
        return start if start is not None and start is not self.newest else None

    @property
    def cited(self) -> Sequence[str]:
        """What the verdicts that are shown rest on, or why there is none, the newest first."""
        first = next(iter(self.instrument.thresholds), None)
        return cited_by(self.told) or [first.source if first else self.instrument.why_no_verdict]

    @property
    def goes_on(self) -> bool:
        """Whether there is more than is shown."""
        return self.count > len(self.told)


def cited_by(told: Iterable[Told]) -> list[str]:
    """Each threshold with its source that a verdict rests on, or why there is none, once."""
    return list(dict.fromkeys(one.change.why for one in told if one.change))


def _judged(told: Sequence[Told], starts: Mapping[str, Told]) -> list[Told]:
    """Each with what changed since its version began, which has nothing before it."""
    found = []
    for one in told:
        instrument, start = one.instrument, starts.get(one.version)
        is_start = start is not None and (one.id, one.mode) == (start.id, start.mode)
        was = start.answers if start is not None and not is_start else None
        change = change_of(instrument, was, one.answers) if instrument else None
        found.append(replace(one, change=change))
    return found


def _starts(told: Iterable[Told]) -> dict[str, Told]:
    """Where each version begins: in the intake, else at its baseline, else with its earliest."""

    def place(one: Told) -> tuple[bool, bool, date, str]:
        return one.id is not None, not one.is_baseline, one.answered_on, str(one.id)

    return {one.version: one for one in sorted(told, key=place, reverse=True)}


def lines_of(actor: Actor, work: Work) -> list[Line]:
    """Each instrument's course in a course of work. One statement."""
    return lines_of_each(actor, [work])[0]


def lines_of_each(actor: Actor, works: Sequence[Work]) -> list[list[Line]]:
    """Of each course of work, each instrument's: its newest answers and its beginning.

    One statement for all of them.
    """
    apart, newest = ["episode", "instrument", "rater"], ["-answered_on", "-id"]
    rows = _rows(actor, works).annotate(
        place=Window(RowNumber(), partition_by=apart, order_by=newest),
        n=Window(Count("id"), partition_by=apart),
        from_start=FROM_START,
    )
    shown = rows.filter(Q(place__lte=NEWEST) | Q(from_start=1)).order_by("-answered_on", "-id")
    told: dict[UUID, dict[tuple[str, Rater], list[Told]]] = {work.id: {} for work in works}
    counts: dict[tuple[UUID, str, Rater], int] = {}
    for *row, episode_id, n in shown.values_list(*FIELDS, "episode_id", "n"):
        one = _told(row)
        told[episode_id].setdefault((one.instrument_code, one.rater), []).append(one)
        counts[episode_id, one.instrument_code, one.rater] = n
    return [_lines(work, told[work.id], counts) for work in works]


def _lines(
    work: Work,
    told: dict[tuple[str, Rater], list[Told]],
    counts: dict[tuple[UUID, str, Rater], int],
) -> list[Line]:
    beginning = work.told_in_intake
    if beginning is not None:
        about = (beginning.instrument_code, beginning.rater)
        told.setdefault(about, []).append(beginning)
        counts[work.id, *about] = counts.get((work.id, *about), 0) + 1
    found = []
    for (code, rater), those in told.items():
        instrument = those[0].instrument
        if instrument is not None:
            judged = _judged(those, _starts(those))
            found.append(Line(instrument, rater, judged, counts[work.id, code, rater]))
    order = list(INSTRUMENTS)
    return sorted(found, key=lambda line: (order.index(line.instrument.code), line.rater))


def all_of(
    actor: Actor, work: Work | None, instrument: str, rater: Rater, before: UUID | None = None
) -> tuple[list[Told], UUID | None]:
    """One instrument's answers, a page at a time, the newest first, and where the next begins."""
    if work is None:
        return [], None
    rows = _rows(actor, [work]).filter(instrument=instrument, rater=rater)
    begun = rows.annotate(from_start=FROM_START).filter(from_start=1).values_list(*FIELDS)
    starts = [_told(row) for row in begun]
    older = rows.filter(pk__lt=before) if before else rows
    most = A_PAGE_OF_ACTIVITIES if INSTRUMENTS[instrument].by_activity else A_PAGE
    found = [_told(row) for row in older.order_by("-id").values_list(*FIELDS)[: most + 1]]
    more = found[most - 1].id if len(found) > most else None
    found = found[:most]
    beginning = work.told_in_intake
    if beginning is not None and beginning.instrument_code == instrument:
        starts.append(beginning)
        if more is None:
            found.append(beginning)
    return _judged(found, _starts(starts)), more

"""Reflexes, alternation and posture signs over the lessons of one client."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from practice.core.actor import Actor
from sessions.evaluations.findings import (
    FindingData,
    FindingKind,
    alternation,
    in_order,
    is_dark_vise,
    reflex_score,
)
from sessions.evaluations.models import Finding
from sessions.evaluations.rules import REFLEX_SCORE_MAX, ReflexPattern
from sessions.evaluations.telling import alternation_in_words

LESSONS_MOST = 30
_KINDS = (FindingKind.REFLEX, FindingKind.ALTERNATION, FindingKind.POSTURE)
_ROWS_MOST = LESSONS_MOST * 18  # as many things as one lesson can hold of these kinds
STEP, HEIGHT, EDGE = 24, 36, 6  # px of the drawing


@dataclass(frozen=True)
class SeenLesson:
    """What one note says."""

    number: int
    held_on: date
    findings: tuple[FindingData, ...]

    @property
    def cells(self) -> list[str]:
        """In words, column by column: each reflex, Dark Vise, alternation, posture."""
        looked = any(one.kind == FindingKind.REFLEX for one in self.findings)
        dark = _("both high") if is_dark_vise(self.findings) else _("no") if looked else _unseen()
        both = alternation(self.findings)
        return [
            *(_score(self.findings, pattern) for pattern in ReflexPattern),
            dark,
            alternation_in_words(both) if both else _unseen(),
            _posture(self.findings),
        ]


@dataclass(frozen=True)
class Drawing:
    """The highest scores of one reflex, lesson by lesson; where nobody looked is a gap."""

    name: str
    width: int
    lines: Sequence[str]
    dots: Sequence[tuple[int, int]]
    words: str


def _unseen() -> str:
    return _("not looked at")


def _score(findings: Sequence[FindingData], pattern: ReflexPattern) -> str:
    mine = [one for one in findings if one.kind == FindingKind.REFLEX and one.code == pattern]
    told = [f"{one.look.label.partition(', ')[2]} {one.value}" for one in mine]
    return ", ".join(told) or _unseen()


def _posture(findings: Sequence[FindingData]) -> str:
    """The mean of the signs that were looked at (seed row 35: a composite)."""
    grades = [one.value or 0 for one in findings if one.kind == FindingKind.POSTURE]
    if not grades:
        return _unseen()
    mean = {"mean": f"{sum(grades) / len(grades):.1f}", "signs": len(grades)}
    return _("%(mean)s of 3, mean of %(signs)s") % mean


def seen_over_time(actor: Actor, client_id: Any) -> list[SeenLesson]:
    """What was seen in the newest lessons, the oldest of them first. One statement."""
    lesson = ("assessment_id", "assessment__session__number", "assessment__session__held_on")
    rows = Finding.objects.visible_to(actor, "note.read").filter(
        assessment__client_id=client_id, kind__in=[kind.value for kind in _KINDS]
    )
    rows = rows.order_by("-assessment__session__held_on", "-assessment_id")
    found: dict[Any, tuple[int, date, list[FindingData]]] = {}
    for key, number, held_on, *said in rows.values_list(*lesson, "kind", "code", "side", "value")[
        :_ROWS_MOST
    ]:
        kind, code, side, value = said
        one = FindingData(kind=kind, code=code, side=side, value=value)
        found.setdefault(key, (number, held_on, []))[2].append(one)
    newest = list(found.values())[:LESSONS_MOST]
    return [SeenLesson(number, on, in_order(told)) for number, on, told in reversed(newest)]


def drawings_of(lessons: Sequence[SeenLesson]) -> list[Drawing]:
    """A line for each reflex that was looked at."""
    found = []
    for pattern in ReflexPattern:
        scores = [reflex_score(lesson.findings, pattern) for lesson in lessons]
        if any(score is not None for score in scores):
            found.append(_drawn(pattern, scores))
    return found


def _drawn(pattern: ReflexPattern, scores: Sequence[int | None]) -> Drawing:
    runs: list[list[tuple[int, int]]] = [[]]
    for at, score in enumerate(scores):
        if score is None:
            runs.append([])
        else:
            y = HEIGHT - EDGE - score * (HEIGHT - 2 * EDGE) // REFLEX_SCORE_MAX
            runs[-1].append((EDGE + at * STEP, y))
    told = [str(score) for score in scores if score is not None]
    return Drawing(
        name=_(pattern.label),
        width=2 * EDGE + max(len(scores) - 1, 1) * STEP,
        lines=[" ".join(f"{x},{y}" for x, y in run) for run in runs if len(run) > 1],
        dots=[dot for run in runs for dot in run],
        words=_("%(name)s, highest of the sides: %(scores)s")
        % {"name": _(pattern.label), "scores": ", ".join(told)},
    )

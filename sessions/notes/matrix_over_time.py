"""The matrix over the lessons of one client: one muscle group, place by place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clients.symptoms.rules import Side, ToneFit
from practice.core.actor import Actor
from sessions.evaluations.models import AssessmentCell
from sessions.evaluations.rules import ALL_COLUMNS, MATRIX_MUSCLE, MATRIX_SIDES, Moment
from sessions.notes.forms.matrix import column_words
from sessions.notes.told_cells import FIT_WORDS

LESSONS_SHOWN = 6  # as many as a tablet's width holds
_MOST = LESSONS_SHOWN * len(ALL_COLUMNS) * 2 * len(Side)


@dataclass(frozen=True)
class PlaceOverTime:
    """One side and place, lesson by lesson, the newest first; what was not looked at says so."""

    side: str
    place: str
    told: Sequence[str]


@dataclass(frozen=True)
class MatrixOverTime:
    """One muscle group over the lessons; `groups` are those that were looked at at all."""

    group: str
    groups: Sequence[tuple[str, str]]
    lessons: Sequence[tuple[int, date]]
    rows: Sequence[PlaceOverTime]


def matrix_over_time(actor: Actor, client_id: UUID, wanted: str = "") -> MatrixOverTime:
    """The newest lessons in which the muscle group was looked at. Two statements."""
    cells = AssessmentCell.objects.visible_to(actor, "note.read")
    cells = cells.filter(assessment__client_id=client_id)
    names = cells.order_by("muscle_group__position", "muscle_group__name")
    groups = list(names.values_list("muscle_group__built_in_code", "muscle_group__name").distinct())
    codes = [code for code, _name in groups]
    first = MATRIX_MUSCLE if MATRIX_MUSCLE in codes else next(iter(codes), "")
    group = wanted if wanted in codes else first
    if not group:
        return MatrixOverTime("", (), (), ())
    lesson = ("assessment_id", "assessment__session__number", "assessment__session__held_on")
    rows = cells.filter(muscle_group__built_in_code=group)
    rows = rows.order_by("-assessment__session__held_on", "-assessment_id")
    lessons: dict[UUID, tuple[int, date]] = {}
    said: dict[tuple[str, str, UUID, str], tuple[str, int | None]] = {}
    for key, number, held_on, side, place, moment, fit, pain in rows.values_list(
        *lesson, "side", "place", "moment", "tone_fit", "pain"
    )[:_MOST]:
        lessons.setdefault(key, (number, held_on))
        said[side, place, key, moment] = fit, pain
    shown = list(lessons)[:LESSONS_SHOWN]
    return MatrixOverTime(group, groups, [lessons[key] for key in shown], list(_rows(said, shown)))


def _rows(said: dict[Any, tuple[str, int | None]], lessons: Sequence[UUID]) -> list[PlaceOverTime]:
    there = {(side, place) for side, place, lesson, _moment in said if lesson in lessons}
    return [
        PlaceOverTime(
            side.label,
            column_words(place),
            [_told(said, side.value, place.value, lesson) for lesson in lessons],
        )
        for side in MATRIX_SIDES
        for place in ALL_COLUMNS
        if (side.value, place.value) in there
    ]


def _told(said: dict[Any, tuple[str, int | None]], side: str, place: str, lesson: UUID) -> str:
    return told_both([said.get((side, place, lesson, moment.value)) for moment in Moment])


def told_both(found: Sequence[tuple[str, int | None] | None]) -> str:
    """Tone and pain of one place, before → after; None is a moment in which nobody looked."""
    if not any(found):
        return _("not looked at")
    fits = [str(FIT_WORDS[ToneFit(one[0])]).lower() for one in found if one and one[0]]
    pains = [str(one[1]) for one in found if one and one[1] is not None]
    pain = _("pain %(pains)s") % {"pains": " → ".join(pains)} if pains else ""
    return ", ".join(filter(None, (" → ".join(fits), pain))) or _("looked at")

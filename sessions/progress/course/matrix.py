"""The position–transition matrix lesson beside lesson: the first, the last, and two to choose."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from clients.symptoms.rules import Side
from practice.core.actor import Actor
from practice.core.beside import beside
from sessions.appointments.authors import OPEN, open_values
from sessions.evaluations.improvement import is_better
from sessions.evaluations.rules import (
    ALL_COLUMNS,
    MATRIX_COLUMNS,
    MATRIX_MUSCLE,
    MORE_COLUMNS,
    CellData,
    Moment,
)
from sessions.notes.forms.matrix import column_words
from sessions.notes.matrix_over_time import told_both
from sessions.progress.course.parts import MatrixColumn, MatrixRow, ProgressPart, ToldMatrix

LESSONS_MOST, CHOSEN_MOST = 60, 2  # a lesson looks at some eight muscle groups
ROWS_SHOWN = 14  # both sides of the seven usual places
LOOKED_MOST = LESSONS_MOST * 8
_CELLS_MOST = (CHOSEN_MOST + 2) * len(ALL_COLUMNS) * 2 * len(Side)
# What an author keeps to themselves is not looked at by anybody else.
_LOOKED = f"""
    SELECT json_build_array(seen.id, held.episode_id, held.number, held.held_on,
        muscle.built_in_code, muscle.name)
    FROM care_sessions_positiontransitionassessment seen
    JOIN care_sessions_session held ON held.practice_id = seen.practice_id
        AND held.id = seen.session_id
    JOIN care_sessions_sessionnote note ON note.practice_id = seen.practice_id
        AND note.assessment_id = seen.id
    JOIN clients_musclegroup muscle ON muscle.practice_id = seen.practice_id AND EXISTS (
        SELECT FROM care_sessions_assessmentcell cell
        WHERE cell.practice_id = seen.practice_id AND cell.assessment_id = seen.id
            AND cell.muscle_group_id = muscle.id)
    WHERE seen.practice_id = %s AND seen.client_id = clients_client.id AND {OPEN}
    ORDER BY held.held_on DESC, seen.id DESC, muscle.position LIMIT %s"""  # noqa: S608 – constants
_FOUND = """
    SELECT cell.assessment_id, cell.side, cell.place, cell.moment, cell.tone, cell.tone_fit,
        cell.pain, cell.effort
    FROM care_sessions_assessmentcell cell
    JOIN clients_musclegroup muscle ON muscle.practice_id = cell.practice_id
        AND muscle.id = cell.muscle_group_id
    WHERE cell.practice_id = %s AND cell.assessment_id = ANY(%s) AND muscle.built_in_code = %s
    ORDER BY cell.id LIMIT %s"""
_SIDES = (Side.LEFT, Side.RIGHT, Side.BOTH, Side.MIDDLE)
# The usual places of each side before the others.
_PLACES = [
    (side, place)
    for places in (MATRIX_COLUMNS, MORE_COLUMNS)
    for side in _SIDES
    for place in places
]


class _Looked(NamedTuple):
    """A lesson in which a muscle group was looked at."""

    assessment_id: UUID
    number: int
    held_on: date
    code: str
    name: str


def matrix_of(
    actor: Actor,
    rows: Iterable[Sequence[Any]],
    courses: Collection[UUID],
    wanted: str = "",
    chosen: Sequence[str] = (),
    *,
    whole: bool = False,
) -> ToldMatrix:
    """One muscle group in the first and the last lesson in which it was looked at, and in those
    that were chosen by their keys; the usual places, or the `whole` of it. `rows` are what
    `looked_beside` read. One statement."""
    part, rows = ProgressPart.MATRIX, list(rows)
    is_whole, looked = len(rows) < LOOKED_MOST, _looked(rows, courses)
    groups = dict.fromkeys((one.code, one.name) for one in looked)
    codes = [code for code, _name in groups]
    first = MATRIX_MUSCLE if MATRIX_MUSCLE in codes else next(iter(codes), "")
    group = wanted if wanted in codes else first
    lessons = [_column(one) for one in reversed(looked) if one.code == group]
    columns = _columns(lessons, chosen, _("first") if is_whole else _("earliest read"))
    # Asked even for none: what a page takes does not hang on what there is.
    cells = _cells(actor, group, [one.assessment_id for one in columns])
    if not columns:
        return ToldMatrix(part=part, lacks=_("No position was looked at in this time."))
    told = _rows(cells, [one.assessment_id for one in columns])
    shown = told if whole else told[:ROWS_SHOWN]
    says = [] if len(columns) > 1 else [_("Looked at in one lesson so far: nothing to compare.")]
    if not is_whole:
        says.append(_("Only the newest lessons are read: there may be earlier ones."))
    return ToldMatrix(
        part=part,
        says=says,
        group=group,
        groups=list(groups),
        lessons=lessons,
        columns=columns,
        rows=shown,
        chosen=[one.key for one in lessons[1:-1] if one.key in chosen],
        left_out=len(told) - len(shown),
    )


def looked_beside(actor: Actor) -> Any:
    """Of a client: in which lessons which muscle groups were looked at, for `matrix_of`."""
    values = (actor.practice_id, *open_values(actor), LOOKED_MOST)
    return beside(actor, "note.read", _LOOKED, *values)


def _looked(rows: Iterable[Sequence[Any]], courses: Collection[UUID]) -> list[_Looked]:
    return [
        _Looked(UUID(pk), number, date.fromisoformat(on), code, name)
        for pk, course, number, on, code, name in rows
        if UUID(course) in courses
    ]


def _column(one: _Looked) -> MatrixColumn:
    return MatrixColumn(one.assessment_id, one.number, one.held_on, "")


def _columns(
    lessons: Sequence[MatrixColumn], chosen: Sequence[str], first: str
) -> list[MatrixColumn]:
    """By their days: the first, what was chosen, the last, each once."""
    ends = {one.assessment_id: first for one in lessons[:1]}
    ends |= {one.assessment_id: _("last") for one in lessons[1:][-1:]}
    return [
        MatrixColumn(one.assessment_id, one.number, one.held_on, ends.get(one.assessment_id, ""))
        for one in lessons
        if one.assessment_id in ends or one.key in chosen
    ]


type _Cells = dict[tuple[UUID, str, str], dict[str, CellData]]


def _cells(actor: Actor, group: str, assessments: Sequence[UUID]) -> _Cells:
    """Of assessments that came through `looked_beside`."""
    found: _Cells = {}
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, [actor.practice_id, [*assessments], group, _CELLS_MOST])
        for key, side, place, moment, tone, fit, pain, effort in cursor.fetchall():
            cell = CellData(
                side=side, place=place, moment=moment, tone=tone, fit=fit, pain=pain, effort=effort
            )
            found.setdefault((key, side, place), {})[moment] = cell
    return found


def _rows(cells: _Cells, columns: Sequence[UUID]) -> list[MatrixRow]:
    there = {(side, place) for _key, side, place in cells}
    found = []
    for side, place in _PLACES:
        if (side.value, place.value) in there:
            told = [cells.get((key, side.value, place.value), {}) for key in columns]
            where = f"{side.label}, {column_words(place)}"
            found.append(MatrixRow(where, [(_words(one), _mark(told, one)) for one in told]))
    return found


def _words(told: dict[str, CellData]) -> str:
    pair = [told.get(moment.value) for moment in Moment]
    return told_both([None if one is None else (one.fit, one.pain) for one in pair])


def _came_in(told: dict[str, CellData]) -> CellData | None:
    """As they came into the lesson: before the work, or where that was not looked at, after it."""
    return told.get(Moment.BEFORE) or told.get(Moment.AFTER)


def _mark(all_told: Sequence[dict[str, CellData]], told: dict[str, CellData]) -> str:
    """How it stood on coming in, beside the first lesson in which the place was looked at: better,
    worse, other, or "" for the same and for what cannot be compared."""
    looked = [one for one in map(_came_in, all_told) if one is not None]
    now = _came_in(told)
    if now is None or now is looked[0]:
        return ""
    was = looked[0]
    if is_better(was, now):
        return "better"
    if is_better(now, was):
        return "worse"
    seen = [(one.fit, one.pain, one.effort) for one in (was, now)]
    return "other" if seen[0] != seen[1] else ""

"""Writes of the position–transition matrix."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from clients.symptoms.rules import PLACE_FINDINGS_BY_CODE, PLACES
from practice.core.actor import Actor
from practice.core.errors import DomainError
from sessions.appointments.models import Session
from sessions.evaluations.models import AssessmentCell, PositionTransitionAssessment
from sessions.evaluations.queries import cell_key
from sessions.evaluations.rules import CELLS_MOST, CellData, Misplaced


def begin_assessment(*, actor: Actor, session: Session) -> PositionTransitionAssessment:
    """Begin an empty matrix for a session; every cell starts as not looked at."""
    actor.require("note.write")
    assessment = PositionTransitionAssessment(
        practice_id=actor.practice_id, client_id=session.client_id, session=session
    )
    assessment.save(force_insert=True)
    return assessment


def judged_cells(cells: Iterable[CellData]) -> tuple[CellData, ...]:
    """Cells that say something, judged by their place, in one order."""
    try:
        found = [cell.judged() for cell in cells if cell.says_something]
    except Misplaced as error:
        raise DomainError(_misplaced(error), code="cell") from error
    except ValueError as error:
        raise DomainError(
            _("A cell holds a value that is not on its scale."), code="cell"
        ) from error
    if len({cell_key(cell) for cell in found}) != len(found):
        raise DomainError(_("A cell is there twice."), code="cell")
    if len(found) > CELLS_MOST:
        words = _("There are more cells than one note can hold: %(most)s at most.")
        raise DomainError(words % {"most": CELLS_MOST}, code="cell")
    return tuple(sorted(found, key=cell_key))


def _misplaced(error: Misplaced) -> str:
    known = PLACE_FINDINGS_BY_CODE.get(error.finding)
    if known is None:
        return _("A cell holds a finding that is not in the list.")
    told = {"finding": known.label, "place": PLACES[error.place].label}
    return _("“%(finding)s” is not looked for here: %(place)s.") % told


def change_cells(
    *,
    actor: Actor,
    assessment_id: UUID,
    stored: Iterable[CellData],
    wanted: Iterable[CellData],
    groups: Mapping[str, UUID],
) -> None:
    """Write what differs between two matrices: at most one delete and one upsert."""
    actor.require("note.write")
    before = {cell_key(cell): cell for cell in stored}
    after = {cell_key(cell): cell for cell in wanted}
    gone = [key for key in before if key not in after]
    if gone:
        _forget(actor, assessment_id, gone, groups)
    changed = [cell for key, cell in after.items() if before.get(key) != cell]
    if changed:
        AssessmentCell._base_manager.bulk_create(
            [_row(actor, assessment_id, cell, groups) for cell in changed],
            update_conflicts=True,
            unique_fields=["practice", "assessment", "muscle_group", "side", "place", "moment"],
            update_fields=["tone", "tone_fit", "pain", "effort", "sensation", "findings"],
        )


def _forget(
    actor: Actor,
    assessment_id: UUID,
    keys: Iterable[tuple[str, str, str, str]],
    groups: Mapping[str, UUID],
) -> None:
    these = Q()
    for group, side, place, moment in keys:
        these |= Q(muscle_group_id=groups[group], side=side, place=place, moment=moment)
    rows = AssessmentCell._base_manager.filter(practice_id=actor.practice_id)
    rows.filter(these, assessment_id=assessment_id).delete()


def _row(
    actor: Actor, assessment_id: UUID, cell: CellData, groups: Mapping[str, UUID]
) -> AssessmentCell:
    return AssessmentCell(
        practice_id=actor.practice_id,
        assessment_id=assessment_id,
        muscle_group_id=groups[cell.muscle_group],
        side=cell.side,
        place=cell.place,
        moment=cell.moment,
        tone=cell.tone,
        tone_fit=cell.fit,
        pain=cell.pain,
        effort=cell.effort,
        sensation=cell.sensation,
        findings=list(cell.findings),
    )

"""Reads of the position–transition matrix."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from practice.core.actor import Actor
from sessions.evaluations.amnesia import SmaData
from sessions.evaluations.findings import FindingData, in_order
from sessions.evaluations.models import AssessmentCell, Finding, SmaFinding
from sessions.evaluations.rules import CellData


def cells_as_json(actor: Actor, action: str, assessment: str) -> ArraySubquery:
    """A matrix as a column of another read, of notes; `assessment` names the outer key."""
    rows = AssessmentCell.objects.of_a_note(actor, action).order_by()
    rows = rows.filter(assessment_id=OuterRef(assessment))
    cell = JSONObject(
        muscle_group="muscle_group__built_in_code",
        side="side",
        place="place",
        moment="moment",
        tone="tone",
        fit="tone_fit",
        pain="pain",
        effort="effort",
        sensation="sensation",
        findings="findings",
    )
    return ArraySubquery(rows.values(cell=cell))


def groups_looked_at(actor: Actor, action: str, assessment: str) -> ArraySubquery:
    """Codes of the muscle groups that a matrix has cells of, as a column of another read."""
    rows = AssessmentCell.objects.visible_to(actor, action).order_by()
    rows = rows.filter(assessment_id=OuterRef(assessment))
    return ArraySubquery(rows.values("muscle_group__built_in_code").distinct())


def cells_from_json(rows: list[dict[str, Any]]) -> tuple[CellData, ...]:
    """Values of a matrix read by `cells_as_json`, in one order."""
    cells = (_cell(**row) for row in rows)
    return tuple(sorted(cells, key=cell_key))


def _cell(*, findings: list[str], **told: Any) -> CellData:
    return CellData(**told, findings=tuple(findings))


def cell_key(cell: CellData) -> tuple[str, str, str, str]:
    """What makes a cell one and the same."""
    return cell.muscle_group, cell.side, cell.place, cell.moment


def findings_as_json(actor: Actor, action: str, assessment: str) -> ArraySubquery:
    """What was seen, as a column of another read; `assessment` names the outer key."""
    rows = Finding.objects.of_a_note(actor, action).order_by()
    rows = rows.filter(assessment_id=OuterRef(assessment))
    finding = JSONObject(kind="kind", code="code", side="side", value="value")
    return ArraySubquery(rows.values(finding=finding))


def findings_from_json(rows: list[dict[str, Any]]) -> tuple[FindingData, ...]:
    """What was read by `findings_as_json`, in the order in which it is looked at."""
    return in_order(FindingData(**row) for row in rows)


def sma_as_json(actor: Actor, action: str, assessment: str) -> ArraySubquery:
    """Sensory-motor amnesia as a column of another read; `assessment` names the outer key."""
    rows = SmaFinding.objects.of_a_note(actor, action).order_by()
    rows = rows.filter(assessment_id=OuterRef(assessment))
    told = JSONObject(
        region="region", side="side", sense="sense", control="control", release="release"
    )
    return ArraySubquery(rows.values(told=told))


def sma_from_json(rows: list[dict[str, Any]]) -> tuple[SmaData, ...]:
    """What was read by `sma_as_json`, in one order."""
    return tuple(sorted(SmaData(**row) for row in rows))

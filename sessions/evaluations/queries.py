"""Reads of the position–transition matrix."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from practice.core.actor import Actor
from sessions.evaluations.models import AssessmentCell
from sessions.evaluations.rules import CellData


def cells_as_json(actor: Actor, action: str, assessment: str) -> ArraySubquery:
    """A matrix as a column of another read; `assessment` names the outer key."""
    rows = AssessmentCell.objects.visible_to(actor, action).order_by()
    rows = rows.filter(assessment_id=OuterRef(assessment))
    cell = JSONObject(
        id="id",
        muscle_group="muscle_group__built_in_code",
        side="side",
        place="place",
        moment="moment",
        tone="tone",
        fit="tone_fit",
        pain="pain",
    )
    return ArraySubquery(rows.values(cell=cell))


def cells_from_json(rows: list[dict[str, Any]]) -> tuple[CellData, ...]:
    """Values of a matrix read by `cells_as_json`, in one order."""
    cells = (CellData(**{k: v for k, v in row.items() if k != "id"}) for row in rows)
    return tuple(sorted(cells, key=cell_key))


def cell_key(cell: CellData) -> tuple[str, str, str, str]:
    """What makes a cell one and the same."""
    return cell.muscle_group, cell.side, cell.place, cell.moment

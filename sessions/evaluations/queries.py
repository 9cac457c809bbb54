"""Reads of the position–transition matrix."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from practice.core.actor import Actor
from practice.core.beside import beside
from sessions.evaluations.amnesia import SmaData
from sessions.evaluations.findings import FindingData, in_order
from sessions.evaluations.rules import CellData

# All that was looked at in a lesson, of a note that came through its own door.
_LOOKED_AT = """
    SELECT json_build_object(
        'cells', ARRAY(
            SELECT json_build_object(
                'muscle_group', muscle.built_in_code, 'side', cell.side, 'place', cell.place,
                'moment', cell.moment, 'tone', cell.tone, 'fit', cell.tone_fit,
                'pain', cell.pain, 'effort', cell.effort, 'sensation', cell.sensation,
                'findings', cell.findings)
            FROM care_sessions_assessmentcell cell
            JOIN clients_musclegroup muscle ON muscle.practice_id = cell.practice_id
                AND muscle.id = cell.muscle_group_id
            WHERE cell.practice_id = %s
                AND cell.assessment_id = care_sessions_sessionnote.assessment_id),
        'findings', ARRAY(
            SELECT json_build_object('kind', seen.kind, 'code', seen.code, 'side', seen.side,
                'value', seen.value)
            FROM care_sessions_finding seen
            WHERE seen.practice_id = %s
                AND seen.assessment_id = care_sessions_sessionnote.assessment_id),
        'amnesia', ARRAY(
            SELECT json_build_object('region', sma.region, 'side', sma.side, 'sense', sma.sense,
                'control', sma.control, 'release', sma.release)
            FROM care_sessions_smafinding sma
            WHERE sma.practice_id = %s
                AND sma.assessment_id = care_sessions_sessionnote.assessment_id))"""


class LookedAt(NamedTuple):
    """What was looked at in a lesson, each in its one order."""

    cells: tuple[CellData, ...] = ()
    findings: tuple[FindingData, ...] = ()
    amnesia: tuple[SmaData, ...] = ()


def looked_at_beside(actor: Actor, action: str) -> Any:
    """What was looked at, read along with notes that came through `visible_to`: `looked_at`."""
    return beside(actor, action, _LOOKED_AT, *[actor.practice_id] * 3)


def looked_at(found: Sequence[Mapping[str, Any]]) -> LookedAt:
    """What `looked_at_beside` read."""
    for read in found:
        return LookedAt(
            tuple(sorted((_cell(**row) for row in read["cells"]), key=cell_key)),
            in_order(FindingData(**row) for row in read["findings"]),
            tuple(sorted(SmaData(**row) for row in read["amnesia"])),
        )
    return LookedAt()


def _cell(*, findings: list[str], **told: Any) -> CellData:
    return CellData(**told, findings=tuple(findings))


def cell_key(cell: CellData) -> tuple[str, str, str, str]:
    """What makes a cell one and the same."""
    return cell.muscle_group, cell.side, cell.place, cell.moment

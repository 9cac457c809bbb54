"""What stands beside the builder: cells of the matrix that ask for work, and what is found."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from clients.records.rules import fold
from practice.core.actor import Actor
from sessions.movements.models import Movement
from sessions.movements.queries import find_movements, main_phase
from sessions.notes.told_cells import cell_words
from sessions.programs.grounds import Grounds, SeenCell

SHOWN, SUGGESTED = 20, 5


class ToldCell(NamedTuple):
    """One cell of the client's matrix that asks for work; `value` names it in the form."""

    value: str
    where: str
    words: str


@dataclass(frozen=True)
class Picker:
    """What can be added: `found` movements with the phase each does more of, and cards."""

    search: str
    cell: str
    cells: Sequence[ToldCell]
    found: Sequence[tuple[Movement, str]]
    cards: Sequence[tuple[str, str]]
    suggested_for: str
    is_asked: bool


def _value(cell: SeenCell) -> str:
    return f"{cell.muscle}:{cell.side}:{cell.place}"


def _where(cell: SeenCell) -> str:
    return f"{cell.muscle_name}, {_(cell.side_words).lower()}, {_(cell.place_words).lower()}"


def _aimed(actor: Actor, cells: Sequence[SeenCell], wanted: str) -> tuple[str, Sequence[Movement]]:
    """What trains a cell, and the cell in words."""
    cell = next((one for one in cells if _value(one) == wanted), None)
    if cell is None:
        return "", []
    page = find_movements(actor, muscle=cell.muscle, place=cell.place, limit=SHOWN)
    return _where(cell), page.movements


def picker_of(
    actor: Actor, asked: Mapping[str, Any], grounds: Grounds, there: Collection[str]
) -> Picker:
    """By a name, by a cell, or else what trains the first cell that asks for work.

    `there` are ids of what the program has already, which is not offered again.
    """
    search, cell = str(asked.get("q", ""))[:100].strip(), str(asked.get("cell", ""))
    by_name = bool(search) and not cell
    cell = cell or ("" if search else next((_value(one) for one in grounds.tight), ""))
    if by_name or not cell:
        where, found = "", find_movements(actor, search=search, limit=SHOWN).movements
    else:
        where, found = _aimed(actor, grounds.cells, cell)
    is_asked = bool(search or asked.get("cell"))
    offered = [one for one in found if str(one.pk) not in there]
    words = fold(search).split()
    return Picker(
        search=search,
        cell=cell,
        cells=[ToldCell(_value(one), _where(one), cell_words(one.found)) for one in grounds.tight],
        found=[(one, main_phase(one).value) for one in offered[: SHOWN if is_asked else SUGGESTED]],
        cards=[
            (pk, title)
            for pk, title in grounds.cards
            if pk not in there and (not by_name or all(word in fold(title) for word in words))
        ][:SHOWN],
        suggested_for=where,
        is_asked=is_asked,
    )

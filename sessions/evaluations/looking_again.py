"""Which muscle groups are worth a look, since one that is linked to them is held or let go.

Nothing of it is stored: it follows from a note's own cells, findings and releases (seed rows 22,
48 to 51: change one group, and look at those that made up for it).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from clients.symptoms.rules import COMPENSATION_LINKS, CompensationLink, ToneFit
from sessions.evaluations.amnesia import REGION_GROUPS, SmaData
from sessions.evaluations.rules import CellData


@dataclass(frozen=True, slots=True)
class LookAgain:
    """One linked group; `is_looked_at`: the same note has a cell of it."""

    link: CompensationLink
    is_looked_at: bool


def look_again(
    cells: Iterable[CellData], amnesia: Iterable[SmaData], released: Iterable[str]
) -> list[LookAgain]:
    """Groups linked to what is too high, went missing, or let go (`released`: codes of groups)."""
    told = tuple(cells)
    held = {cell.muscle_group for cell in told if cell.fit == ToneFit.TOO_HIGH}
    held |= {REGION_GROUPS.get(one.region, "") for one in amnesia if one.is_held}
    changed = held | set(released)
    seen = {cell.muscle_group for cell in told}
    return [
        LookAgain(link, link.secondary in seen)
        for link in COMPENSATION_LINKS
        if link.primary in changed
    ]

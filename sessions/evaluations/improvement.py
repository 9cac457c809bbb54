"""What got better from before to after: the cells that a release can rest on. Plain Python."""

from collections.abc import Iterable

from clients.symptoms.rules import EXPECTED_TONE, PLACES, Side, ToneFit
from sessions.evaluations.rules import CellData, Moment


def _off(cell: CellData, *, by_number: bool) -> int:
    """How far tone lies from what the place asks."""
    if by_number and cell.tone is not None:
        asked = EXPECTED_TONE[PLACES[cell.place]]
        return max(asked.low - cell.tone, cell.tone - asked.high, 0)
    return int(cell.fit != ToneFit.FITS)


def is_better(before: CellData, after: CellData) -> bool:
    """Tone nearer to what the place asks, or less pain, and neither of them worse.

    What was looked at once only is not compared. Tone that has become too low is never better: it
    asks for a decision of its own (seed row 72).
    """
    if after.fit == ToneFit.TOO_LOW and before.fit != ToneFit.TOO_LOW:
        return False
    changes = []
    if before.fit and after.fit:
        by_number = before.tone is not None and after.tone is not None
        changes.append(_off(after, by_number=by_number) - _off(before, by_number=by_number))
    if before.pain is not None and after.pain is not None:
        changes.append(after.pain - before.pain)
    return any(change < 0 for change in changes) and all(change <= 0 for change in changes)


def improved(cells: Iterable[CellData]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Places that got better, by muscle group and side; of cells that were judged."""
    pairs: dict[tuple[str, str, str], dict[str, CellData]] = {}
    for cell in cells:
        pairs.setdefault((cell.muscle_group, cell.side, cell.place), {})[cell.moment] = cell
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    order = [*PLACES]
    for (group, side, place), pair in sorted(pairs.items(), key=lambda p: order.index(p[0][2])):
        before, after = pair.get(Moment.BEFORE), pair.get(Moment.AFTER)
        if before and after and is_better(before, after):
            found[group, side] = (*found.get((group, side), ()), place)
    return found


def places_behind(
    better: dict[tuple[str, str], tuple[str, ...]], muscle_group: str, side: str
) -> tuple[str, ...]:
    """Places that got better for a side; for both sides, on either of them."""
    sides = (side, Side.LEFT, Side.RIGHT) if side == Side.BOTH else (side,)
    found = [place for one in sides for place in better.get((muscle_group, one), ())]
    return tuple(dict.fromkeys(found))

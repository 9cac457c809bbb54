from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from clients.symptoms.rules import (
    FINDINGS_AT,
    FIRST_MUSCLE_GROUP,
    PLACE_FINDINGS_BY_CODE,
    PLACES,
    MovementTask,
    Place,
    Position,
    SensationClarity,
    Side,
    ToneFit,
    Transition,
    Word,
    tone_fit,
)

REFLEX_SCORE_MIN, REFLEX_SCORE_MAX = 0, 3  # a client holds parts of several: never one category
PAIN_MAX = 10  # of effort as well
CELLS_MOST = 120  # moments of one note: the seven columns of four muscle groups, and some more
# Of a field that came after the first notes were signed: its digest counts it only where it says
# something. Such a field has a default.
LATER = {"later": True}


class ReflexPattern(Word):
    GREEN_LIGHT = "green_light", "Green Light"
    RED_LIGHT = "red_light", "Red Light"
    TRAUMA = "trauma", "Trauma"


MATRIX_COLUMNS: tuple[Place, ...] = (
    Position.LYING,
    Transition.LYING_TO_SITTING,
    Position.SITTING,
    Transition.SITTING_TO_STANDING,
    Position.STANDING,
    Transition.STANDING_TO_WALKING,
    Position.WALKING,
)

# Behind one tap: the ways back into rest, running, and single movements (seed rows 77, 79, 80, 82).
MORE_COLUMNS: tuple[Place, ...] = (
    Transition.WALKING_TO_STANDING,
    Transition.STANDING_TO_SITTING,
    Transition.SITTING_TO_LYING,
    Transition.WALKING_TO_RUNNING,
    Position.RUNNING,
    Transition.RUNNING_TO_WALKING,
    MovementTask.BEND_FORWARD,
    MovementTask.LEAN_BACK,
    MovementTask.SIDE_TO_SIDE,
    MovementTask.TWIST_TURN,
)
ALL_COLUMNS: tuple[Place, ...] = (*MATRIX_COLUMNS, *MORE_COLUMNS)

MATRIX_SIDES: tuple[Side, ...] = (Side.LEFT, Side.RIGHT)
MATRIX_MUSCLE = FIRST_MUSCLE_GROUP


class Moment(Word):
    BEFORE = "before", "Before"
    AFTER = "after", "After"


class Misplaced(ValueError):
    """A finding where nobody looks for it, or one that nobody knows."""

    def __init__(self, finding: str, place: str) -> None:
        super().__init__(f"{finding} is not looked for in {place}.")
        self.finding, self.place = finding, place


@dataclass(frozen=True, slots=True, kw_only=True)
class CellData:
    """What was found in one place at one moment; `fit` is a ToneFit or "", None is not asked.

    `sensation` is a SensationClarity or ""; `findings` are codes, in the catalogue's order.
    """

    side: str
    place: str
    moment: str
    tone: int | None = None
    fit: str = ""
    pain: int | None = None
    muscle_group: str = MATRIX_MUSCLE
    effort: int | None = field(default=None, metadata=LATER)
    sensation: str = field(default="", metadata=LATER)
    findings: tuple[str, ...] = field(default=(), metadata=LATER)

    @property
    def says_something(self) -> bool:
        """An empty cell was not looked at, and is not kept."""
        numbers = (self.tone, self.pain, self.effort)
        told = self.fit or self.sensation or self.findings
        return bool(told) or any(number is not None for number in numbers)

    def judged(self) -> "CellData":
        """With a number the place judges; a tap counts only without one.

        Raises ValueError for a side, place, moment, fit, sensation or number that does not exist,
        Misplaced for a finding that does not belong there.
        """
        Side(self.side)
        Moment(self.moment)
        if self.place not in PLACES:
            raise ValueError(f"No such place: {self.place}.")
        for number in (self.pain, self.effort):
            if number is not None and not 0 <= number <= PAIN_MAX:
                raise ValueError(f"Pain and effort are 0 to {PAIN_MAX}, not {number}.")
        sensation = SensationClarity(self.sensation).value if self.sensation else ""
        cell = replace(self, sensation=sensation, findings=self._in_order())
        if self.tone is not None:
            return replace(cell, fit=tone_fit(PLACES[self.place], self.tone).value)
        return replace(cell, fit=ToneFit(self.fit).value if self.fit else "")

    def _in_order(self) -> tuple[str, ...]:
        here = {finding.code for finding in FINDINGS_AT[PLACES[self.place]]}
        for code in self.findings:
            if code not in here:
                raise Misplaced(code, self.place)
        return tuple(code for code in PLACE_FINDINGS_BY_CODE if code in self.findings)


def has_tone_too_low(cells: Iterable[CellData]) -> bool:
    """Whether any cell asks for a decision before signing (seed row 72)."""
    return any(cell.fit == ToneFit.TOO_LOW for cell in cells)

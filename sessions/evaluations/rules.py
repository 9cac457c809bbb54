from collections.abc import Iterable
from dataclasses import dataclass, replace

from clients.symptoms.rules import (
    PLACES,
    Place,
    Position,
    Side,
    ToneFit,
    Transition,
    Word,
    tone_fit,
)

REFLEX_SCORE_MIN, REFLEX_SCORE_MAX = 0, 3  # a client holds parts of several: never one category
PAIN_MAX = 10
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

MATRIX_SIDES: tuple[Side, ...] = (Side.LEFT, Side.RIGHT)
MATRIX_MUSCLE = "iliopsoas"


class Moment(Word):
    BEFORE = "before", "Before"
    AFTER = "after", "After"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellData:
    """What was found in one place at one moment; `fit` is a ToneFit or "", None is not asked."""

    side: str
    place: str
    moment: str
    tone: int | None = None
    fit: str = ""
    pain: int | None = None
    muscle_group: str = MATRIX_MUSCLE

    @property
    def says_something(self) -> bool:
        """An empty cell was not looked at, and is not kept."""
        return self.tone is not None or self.pain is not None or self.fit != ""

    def judged(self) -> "CellData":
        """With a number the place judges; a tap counts only without one.

        Raises ValueError for a side, place, moment, fit or number that does not exist.
        """
        Side(self.side)
        Moment(self.moment)
        if self.place not in PLACES:
            raise ValueError(f"No such place: {self.place}.")
        if self.pain is not None and not 0 <= self.pain <= PAIN_MAX:
            raise ValueError(f"Pain is 0 to {PAIN_MAX}, not {self.pain}.")
        if self.tone is not None:
            return replace(self, fit=tone_fit(PLACES[self.place], self.tone).value)
        return replace(self, fit=ToneFit(self.fit).value if self.fit else "")


def has_tone_too_low(cells: Iterable[CellData]) -> bool:
    """Whether any cell asks for a decision before signing (seed row 72)."""
    return any(cell.fit == ToneFit.TOO_LOW for cell in cells)

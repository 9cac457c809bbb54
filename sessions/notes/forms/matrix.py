"""The matrix as the editor shows it: cells, their trays, and the names of their fields."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from clients.symptoms.rules import (
    EXPECTED_TONE,
    PLACES,
    TONE_MAX,
    Place,
    Side,
    ToneFit,
    Transition,
    tone_fit,
)
from sessions.evaluations.rules import MATRIX_COLUMNS, MATRIX_MUSCLE, MATRIX_SIDES, CellData, Moment

MARKS = {ToneFit.TOO_HIGH.value: "high", ToneFit.FITS.value: "fits", ToneFit.TOO_LOW.value: "low"}


def mark_of(place: str, tone: Any, fit: str) -> str:
    """The mark of one moment: a number is judged by its place, a tap counts without one."""
    if str(tone).isascii() and str(tone).isdigit() and int(tone) <= TONE_MAX:
        return MARKS[tone_fit(PLACES[place], int(tone)).value]
    return MARKS.get(fit, "")


@dataclass(frozen=True)
class MomentView:
    """One moment of one cell, as the tray shows it."""

    word: str
    tone: forms.BoundField
    fit: forms.BoundField
    pain: forms.BoundField
    mark: str

    @property
    def errors(self) -> list[str]:
        """What is wrong with this moment."""
        return [*self.tone.errors, *self.fit.errors, *self.pain.errors]


@dataclass(frozen=True)
class CellView:
    """One cell of the matrix and its tray."""

    key: str
    place: Place
    side: Side
    before: MomentView
    after: MomentView

    @property
    def low(self) -> int:
        """The lower end of what the place asks."""
        return EXPECTED_TONE[self.place].low

    @property
    def high(self) -> int:
        """The upper end of what the place asks."""
        return EXPECTED_TONE[self.place].high

    @property
    def moments(self) -> tuple[MomentView, MomentView]:
        """Before, then after."""
        return self.before, self.after

    @property
    def url(self) -> str:
        """Where the cell leads: its tray on the same page."""
        return f"#tray-{self.key}"

    @property
    def words(self) -> str:
        """The cell by name, for the ear."""
        return f"{self.side.label}, {self.place.label}"

    @property
    def column(self) -> str:
        """The head of its column."""
        return column_words(self.place)

    @property
    def wrong(self) -> bool:
        """Whether the tray has to stay open to show an error."""
        return bool(self.before.errors or self.after.errors)


def column_words(place: Place) -> str:
    """A column's head: transitions with an arrow."""
    return place.label.replace(" to ", " → ") if isinstance(place, Transition) else place.label


def cell_names() -> Iterator[tuple[str, Side, Place, Moment]]:
    """The name of each moment of each cell on the form."""
    for side in MATRIX_SIDES:
        for place in MATRIX_COLUMNS:
            for moment in Moment:
                yield f"cell-{side.value}-{place.value}-{moment.value}", side, place, moment


@dataclass(frozen=True)
class DrawnCell:
    """One cell for reading: both moments' marks and pain."""

    label: str
    before: str
    after: str
    pain_before: int | None
    pain_after: int | None


def drawn_matrix(cells: Iterable[CellData]) -> list[tuple[Side, list[DrawnCell]]]:
    """A stored matrix for reading; an absent cell was not looked at."""
    mine = (cell for cell in cells if cell.muscle_group == MATRIX_MUSCLE)
    found = {(cell.side, cell.place, cell.moment): cell for cell in mine}

    def drawn(side: Side, place: Place) -> DrawnCell:
        before = found.get((side.value, place.value, Moment.BEFORE.value))
        after = found.get((side.value, place.value, Moment.AFTER.value))
        return DrawnCell(
            label=f"{side.label}, {place.label}",
            before=MARKS.get(before.fit, "") if before else "",
            after=MARKS.get(after.fit, "") if after else "",
            pain_before=before.pain if before else None,
            pain_after=after.pain if after else None,
        )

    return [(side, [drawn(side, place) for place in MATRIX_COLUMNS]) for side in MATRIX_SIDES]

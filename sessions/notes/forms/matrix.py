"""The matrix as the editor shows it: cells, their trays, and the names of their fields."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
from sessions.notes.forms.rows import fold

MARKS = {ToneFit.TOO_HIGH.value: "high", ToneFit.FITS.value: "fits", ToneFit.TOO_LOW.value: "low"}


FIT_WORDS: dict[str, str | Promise] = {
    ToneFit.TOO_HIGH.value: _("Too high"),
    ToneFit.FITS.value: pgettext_lazy("tone", "Fits"),
    ToneFit.TOO_LOW.value: _("Too low"),
}


def moment_fields(name: str) -> dict[str, forms.Field]:
    """The fields of one moment of one cell."""
    fits = [("", ""), *[(fit.value, FIT_WORDS[fit.value]) for fit in ToneFit]]

    def number(label: Any) -> forms.Field:
        return forms.IntegerField(label=label, required=False, min_value=0, max_value=10)

    return {
        f"{name}-tone": number(_("Tone")),
        f"{name}-fit": forms.ChoiceField(
            label=_("Tone judged by touch"), required=False, choices=fits
        ),
        f"{name}-pain": number(_("Pain")),
    }


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
    def name(self) -> str:
        """Of the moment, as its fields begin."""
        return self.tone.html_name.removesuffix("-tone")

    @property
    def folded(self) -> str:
        """What stands in it, in one value; "" if nothing does."""
        values = [field.value() for field in (self.tone, self.fit, self.pain)]
        return fold(*values) if any(value not in ("", None) for value in values) else ""

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
    wanted: bool = False

    @property
    def is_open(self) -> bool:
        """Whether its tray is on the page with all its fields."""
        return self.wanted or self.wrong

    @property
    def is_low(self) -> bool:
        """Whether tone is too low in it, before or after."""
        return "low" in (self.before.mark, self.after.mark)

    @property
    def side_word(self) -> str:
        """The side as the tray's head says it."""
        return self.side.label.lower()

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


@dataclass(frozen=True)
class TrayPattern:
    """An empty tray for a script to draw from: capital words stand where a cell's own belong."""

    before: MomentView
    after: MomentView
    key: str = "CODE"
    side_word: str = "SIDE"
    column: str = "PLACE"
    low: str = "LOW"
    high: str = "HIGH"

    @property
    def moments(self) -> tuple[MomentView, MomentView]:
        """Before, then after."""
        return self.before, self.after


def tray_pattern() -> TrayPattern:
    """An empty tray, for a script."""
    alone = forms.Form()
    for moment in Moment:
        alone.fields.update(moment_fields(f"cell-CODE-{moment.value}"))
    before, after = (_pattern_moment(alone, moment) for moment in Moment)
    return TrayPattern(before, after)


def _pattern_moment(alone: forms.Form, moment: Moment) -> MomentView:
    name = f"cell-CODE-{moment.value}"
    return MomentView(
        moment.label, alone[f"{name}-tone"], alone[f"{name}-fit"], alone[f"{name}-pain"], ""
    )


def column_words(place: Place) -> str:
    """A column's head: transitions with an arrow."""
    return place.label.replace(" to ", " → ") if isinstance(place, Transition) else place.label


def columns() -> list[dict[str, Any]]:
    """The heads of the columns, each with what its place asks."""
    asked = [(place, EXPECTED_TONE[place]) for place in MATRIX_COLUMNS]
    return [
        {"word": column_words(place), "low": tone.low, "high": tone.high} for place, tone in asked
    ]


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

"""The matrix as the editor shows it: rows of muscle groups, cells, and their trays."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from clients.symptoms.rules import (
    EXPECTED_TONE,
    FINDINGS_AT,
    PLACE_FINDINGS,
    Place,
    Side,
    ToneFit,
    Transition,
)
from sessions.evaluations.rules import ALL_COLUMNS, MATRIX_COLUMNS, MATRIX_SIDES, CellData, Moment
from sessions.notes.forms.cells import PARTS, CellName, folded, moment_fields

TONE_WORDS = {"high": _("high"), "fits": _("fits"), "low": _("low")}
MARKS = {ToneFit.TOO_HIGH.value: "high", ToneFit.FITS.value: "fits", ToneFit.TOO_LOW.value: "low"}


@dataclass(frozen=True)
class MomentView:
    """One moment of one cell, as the tray shows it; `fields` by the names of its parts."""

    code: str
    word: str
    low_word: str
    name: str
    fields: Mapping[str, forms.BoundField]

    @property
    def fit(self) -> forms.BoundField:
        """Tone, by touch."""
        return self.fields["fit"]

    @property
    def sensation(self) -> forms.BoundField:
        """How clearly it is felt."""
        return self.fields["sensation"]

    @property
    def numbers(self) -> list[tuple[str, Any, forms.BoundField]]:
        """What is told on a scale of 0 to 10: its part, words, and field."""
        words = {"tone": _("Tone 0–10"), "pain": _("Pain 0–10"), "effort": _("Effort 0–10")}
        return [(part, word, self.fields[part]) for part, word in words.items()]

    @property
    def findings(self) -> list[tuple[str, Any, bool]]:
        """What the place is looked at for: code, words, and whether it was found."""
        field: Any = self.fields["findings"]
        found = field.value() or []
        return [(code, word, code in found) for code, word in field.field.choices]

    @property
    def errors(self) -> list[str]:
        """What is wrong with this moment."""
        return [str(error) for field in self.fields.values() for error in field.errors]


@dataclass(frozen=True)
class CellView:
    """One cell: what is stored of it, and its moments' fields if its tray is on the page."""

    name: CellName
    group_name: str
    place: Place
    side: Side
    stored_before: CellData | None
    stored_after: CellData | None
    moments: list[MomentView]

    @property
    def key(self) -> str:
        """As it stands in addresses."""
        return self.name.key

    @property
    def wrong(self) -> bool:
        """Whether the tray has to stay open to show an error."""
        return any(moment.errors for moment in self.moments)

    @property
    def marks(self) -> list[str]:
        """How tone was judged, before and after."""
        stored = (self.stored_before, self.stored_after)
        return [MARKS[cell.fit] for cell in stored if cell and cell.fit]

    @property
    def mark(self) -> str:
        """How it was judged last."""
        return self.marks[-1] if self.marks else ""

    @property
    def folded(self) -> str:
        """What is stored of it, before and after, for a script."""
        return f"{folded(self.stored_before)} {folded(self.stored_after)}".rstrip()

    @property
    def drawn(self) -> SafeString:
        """Its button, drawn in one go: a page holds a hundred of them."""
        said = _("looked at") if self.folded else _("not yet")
        return format_html(
            '<button class="cell{}" name="open" value="{}"{}>{}</button>',
            "" if self.mark else " cell--none",
            self.key,
            format_html(' data-is="{}"', self.folded) if self.folded else "",
            " → ".join(str(TONE_WORDS[mark]) for mark in self.marks) or said,
        )

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
    def column(self) -> str:
        """The head of its column."""
        return column_words(self.place)


@dataclass(frozen=True)
class GroupView:
    """The rows of one muscle group: a row for each side."""

    code: str
    name: str
    sides: list[tuple[Side, list[CellView]]]

    @property
    def cells(self) -> list[CellView]:
        """Its cells, side by side."""
        return [cell for _side, cells in self.sides for cell in cells]


@dataclass(frozen=True)
class TrayPattern:
    """An empty tray for a script to draw from: capital words stand where a cell's own belong."""

    moments: list[MomentView]
    key: str = "CODE"
    group_name: str = "GROUP"
    side_word: str = "SIDE"
    column: str = "PLACE"
    low: str = "LOW"
    high: str = "HIGH"

    @property
    def name(self) -> CellName:
        """Where its link to movements leads."""
        return CellName("MUSCLE", "", "WHERE")


def tray_pattern() -> TrayPattern:
    """An empty tray with one moment, for a script."""
    alone = forms.Form()
    name = "cell-CODE-WHEN"
    alone.fields.update(moment_fields(name, ""))
    findings = forms.MultipleChoiceField(choices=[("FINDING", "FOUND")])
    alone.fields[f"{name}-findings"] = findings
    return TrayPattern([MomentView("WHEN", "WORD", "LOWER", name, parts_of(alone, name))])


def parts_of(form: forms.Form, name: str) -> dict[str, forms.BoundField]:
    """The fields of one moment, by the names of its parts."""
    return {part: form[f"{name}-{part}"] for part in PARTS}


def column_words(place: Place) -> str:
    """A column's head: transitions with an arrow."""
    return place.label.replace(" to ", " → ") if isinstance(place, Transition) else place.label


def heads(places: Iterable[Place]) -> list[dict[str, Any]]:
    """The heads of columns, each with what its place asks and is looked at for."""
    return [
        {
            "code": place.value,
            "word": column_words(place),
            "low": EXPECTED_TONE[place].low,
            "high": EXPECTED_TONE[place].high,
            "findings": " ".join(str(PLACE_FINDINGS.index(one)) for one in FINDINGS_AT[place]),
        }
        for place in places
    ]


@dataclass(frozen=True)
class DrawnCell:
    """One cell for reading: both moments' marks and pain."""

    label: str
    before: str
    after: str
    pain_before: int | None
    pain_after: int | None
    none: Any  # what stands there without tone and pain


def drawn_matrix(cells: Iterable[CellData]) -> list[tuple[Side, list[DrawnCell]]]:
    """A muscle group's stored cells for reading; an absent cell was not looked at."""
    found = {(cell.side, cell.place, cell.moment): cell for cell in cells}

    def drawn(side: Side, place: Place) -> DrawnCell:
        before = found.get((side.value, place.value, Moment.BEFORE.value))
        after = found.get((side.value, place.value, Moment.AFTER.value))
        return DrawnCell(
            label=f"{side.label}, {place.label}",
            before=MARKS.get(before.fit, "") if before else "",
            after=MARKS.get(after.fit, "") if after else "",
            pain_before=before.pain if before else None,
            pain_after=after.pain if after else None,
            none=_("looked at") if before or after else _("not looked at"),
        )

    return [(side, [drawn(side, place) for place in MATRIX_COLUMNS]) for side in MATRIX_SIDES]


def columns_of(filled: Container[str], *, every: bool) -> list[Place]:
    """The main columns, and those that are filled."""
    return [
        place for place in ALL_COLUMNS if every or place in MATRIX_COLUMNS or place.value in filled
    ]

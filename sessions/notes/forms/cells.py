"""The names and fields of the matrix's cells, and what a page says of a cell that is not open.

A cell of the iliopsoas is called `left-lying`, one of another muscle group `hamstrings-left-lying`;
its fields are `cell-left-lying-before-tone` and so on. A form holds the cells that are open alone:
what is not sent stays as it is stored.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.symptoms.rules import (
    FINDINGS_AT,
    PLACE_FINDINGS_BY_CODE,
    PLACES,
    Place,
    SensationClarity,
    Side,
    ToneFit,
)
from sessions.evaluations.rules import (
    ALL_COLUMNS,
    CELLS_MOST,
    MATRIX_MUSCLE,
    MATRIX_SIDES,
    CellData,
    Moment,
)
from sessions.notes.told_cells import FIT_WORDS

PARTS = ("tone", "fit", "pain", "effort", "sensation", "findings")
_CELL = r"(?:(?P<group>\w+)-)?(?P<side>left|right)-(?P<place>\w+)"
_FIELD = re.compile(rf"cell-{_CELL}-(?:before|after)-(?:{'|'.join(PARTS)})")
_KEY = re.compile(_CELL)
_COLUMNS = {place.value for place in ALL_COLUMNS}
_FINDINGS = list(PLACE_FINDINGS_BY_CODE)
_SIDES = {side.value for side in MATRIX_SIDES}
NAMES_MOST = CELLS_MOST  # a form that sends more cells is told so, and nothing of it is kept


@dataclass(frozen=True, slots=True, order=True)
class CellName:
    """One cell, whatever the moment."""

    group: str
    side: str
    place: str

    @property
    def key(self) -> str:
        """As it stands in addresses and in the names of fields."""
        bare = f"{self.side}-{self.place}"
        return bare if self.group == MATRIX_MUSCLE else f"{self.group}-{bare}"

    def of(self, moment: str) -> str:
        """What the names of a moment's fields begin with."""
        return f"cell-{self.key}-{moment}"

    @classmethod
    def read(cls, key: str) -> "CellName | None":
        """The cell of a key; None if there is no such cell."""
        return _named(_KEY.fullmatch(key))


def _named(found: re.Match[str] | None) -> CellName | None:
    if found is None or found["place"] not in _COLUMNS:
        return None
    return CellName(found["group"] or MATRIX_MUSCLE, found["side"], found["place"])


def names_in(keys: Iterable[str]) -> tuple[set[CellName], bool]:
    """The cells that a form's data has fields of, and whether the matrix has all of them."""
    found = {_named(_FIELD.fullmatch(key)) for key in keys if key.startswith("cell-")}
    names = {name for name in found if name}
    return names, len(names) == len(found) <= NAMES_MOST


def moment_fields(name: str, place: str) -> dict[str, forms.Field]:
    """The fields of one moment of one cell; without a place, for a pattern."""
    fits = [("", ""), *[(fit.value, FIT_WORDS[fit.value]) for fit in ToneFit]]
    here = FINDINGS_AT[PLACES[place]] if place else ()
    return {
        f"{name}-tone": _number(_("Tone")),
        f"{name}-fit": _choice(_("Tone judged by touch"), fits),
        f"{name}-pain": _number(_("Pain")),
        f"{name}-effort": _number(_("Effort")),
        f"{name}-sensation": _choice(_("Sensation"), [("", ""), *SensationClarity.choices()]),
        f"{name}-findings": forms.MultipleChoiceField(
            label=_("Found here"),
            required=False,
            choices=[(one.code, one.label) for one in here],
            error_messages={"invalid_choice": _("This is not looked for in this place.")},
        ),
    }


def _number(label: Any) -> forms.Field:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=10)


def _choice(label: Any, choices: list[tuple[str, Any]]) -> forms.Field:
    return forms.ChoiceField(label=label, required=False, choices=choices)


def folded(cell: CellData | None) -> str:
    """One moment for a script, its parts with a / between.

    What the number judges is left out; findings are told by where they stand in their list.
    """
    if cell is None:
        return ""
    fit = "" if cell.tone is not None else cell.fit
    found = "+".join(str(_FINDINGS.index(code)) for code in cell.findings)
    told = (cell.tone, fit, cell.pain, cell.effort, cell.sensation, found)
    return "/".join("" if part is None else str(part) for part in told).rstrip("/")


def cell_initial(name: CellName, stored: Mapping[tuple[CellName, str], CellData]) -> dict[str, Any]:
    """A stored cell as starting values of its fields."""
    initial: dict[str, Any] = {}
    for moment in Moment:
        if cell := stored.get((name, moment.value)):
            values = (*(getattr(cell, part) for part in PARTS[:-1]), list(cell.findings))
            begins = name.of(moment.value)
            initial |= {f"{begins}-{part}": said for part, said in zip(PARTS, values, strict=True)}
    return initial


def by_name(cells: Iterable[CellData]) -> dict[tuple[CellName, str], CellData]:
    """Cells that the matrix has a place for, by name and moment."""
    return {(name_of(cell), cell.moment): cell for cell in cells if is_drawable(cell)}


def name_of(cell: CellData) -> CellName:
    """The cell that a value is of."""
    return CellName(cell.muscle_group, cell.side, cell.place)


def typed_cells(typed: Mapping[str, Any], names: Iterable[CellName]) -> Iterator[CellData]:
    """What was typed into these cells."""
    for name in names:
        for moment in Moment:
            said = {part: typed[f"{name.of(moment.value)}-{part}"] for part in PARTS}
            yield CellData(
                side=name.side,
                place=name.place,
                moment=moment.value,
                muscle_group=name.group,
                **said | {"findings": tuple(said["findings"])},
            )


def is_drawable(cell: CellData) -> bool:
    """Whether the matrix has a side and a column for it."""
    return cell.side in _SIDES and cell.place in _COLUMNS


def all_names(group: str = MATRIX_MUSCLE) -> Iterator[tuple[CellName, Side, Place]]:
    """Every cell that there can be of a muscle group."""
    for side in MATRIX_SIDES:
        for place in ALL_COLUMNS:
            yield CellName(group, side.value, place.value), side, place

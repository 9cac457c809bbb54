"""The editor: the whole content of a note as one form."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.symptoms.rules import Place, Side
from practice.core.forms import ChoiceRadio, DayField
from sessions.evaluations.rules import MATRIX_COLUMNS, MATRIX_MUSCLE, MATRIX_SIDES, CellData, Moment
from sessions.notes.forms.matrix import (
    CellView,
    MomentView,
    TrayPattern,
    cell_names,
    mark_of,
    moment_fields,
    tray_pattern,
)
from sessions.notes.forms.rows import unfolded
from sessions.notes.forms.seen import SeenForm, initial_seen
from sessions.notes.forms.taught import EMPTY_ROWS, TaughtForm, initial_rows
from sessions.notes.forms.texts import text_field
from sessions.notes.models import SessionNote
from sessions.notes.queries import MuscleGroupName
from sessions.notes.rules import COLUMNS, LowToneChoice, NoteData


class NoteForm(SeenForm, TaughtForm):
    """The whole editor."""

    low_tone_choice = ChoiceRadio(
        label=_("Tone too low: what follows"), choices=LowToneChoice.choices(), required=False
    )
    low_tone_to = forms.CharField(label=_("To whom"), required=False, max_length=200)
    low_tone_on = DayField(label=_("When"), required=False)
    low_tone_reason = text_field(_("Why, and what else is to be known"), 2)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(unfolded(data) if data is not None else None, **kwargs)
        for name, *_cell in cell_names():
            self.fields.update(moment_fields(name))

    @classmethod
    def of(
        cls,
        note: SessionNote,
        data: NoteData,
        groups: Iterable[MuscleGroupName],
        *,
        bound: bool = False,
    ) -> "NoteForm":
        """The editor filled with what is stored; `bound` to carry errors."""
        content = initial_of(data) | {"version": note.version}
        if not bound:
            return cls(initial=content, groups=groups)
        for n in range(EMPTY_ROWS):
            content[f"line-{len(data.lines) + n}-technique"] = ""
        content[f"release-{len(data.releases)}-side"] = ""
        return cls(content, groups=groups)

    def matrix(self) -> list[tuple[Side, list[CellView]]]:
        """The matrix by side, column by column."""
        return [
            (side, [self._cell(side, place) for place in MATRIX_COLUMNS]) for side in MATRIX_SIDES
        ]

    def _cell(self, side: Side, place: Place) -> CellView:
        key = f"{side.value}-{place.value}"
        before, after = (self._moment(key, moment, place) for moment in Moment)
        return CellView(key, place, side, before, after, wanted=self.wanted == key)

    def tray_pattern(self) -> TrayPattern:
        """An empty tray, for a script."""
        return tray_pattern()

    def _moment(self, key: str, moment: Moment, place: Place) -> MomentView:
        name = f"cell-{key}-{moment.value}"
        tone, fit = self[f"{name}-tone"], self[f"{name}-fit"]
        mark = mark_of(place.value, tone.value(), str(fit.value() or ""))
        return MomentView(moment.label, tone, fit, self[f"{name}-pain"], mark)

    def content(self, stored: NoteData) -> NoteData:
        """What was typed, as one value, with stored cells that this form has no place for."""
        typed = self.cleaned_data
        texts = {name: typed[name] for name in COLUMNS}
        if "pattern" not in self.data:  # a page that was drawn before notes had it
            texts["pattern"] = stored.pattern
        return NoteData(
            **texts,
            findings=self.typed_findings(stored),
            amnesia=self.typed_amnesia(stored),
            cells=(*self._typed_cells(), *_elsewhere(stored.cells)),
            lines=tuple(self._typed_lines()),
            releases=tuple(self._typed_releases()),
        )

    def _typed_cells(self) -> Iterator[CellData]:
        typed = self.cleaned_data
        for name, side, place, moment in cell_names():
            yield CellData(
                side=side.value,
                place=place.value,
                moment=moment.value,
                tone=typed[f"{name}-tone"],
                fit=typed[f"{name}-fit"],
                pain=typed[f"{name}-pain"],
            )


def _elsewhere(cells: Iterable[CellData]) -> Iterator[CellData]:
    for cell in cells:
        here = cell.side in MATRIX_SIDES and cell.place in MATRIX_COLUMNS
        if not here or cell.muscle_group != MATRIX_MUSCLE:
            yield cell


def initial_of(data: NoteData) -> dict[str, Any]:
    """A note's content as the form's starting values."""
    initial: dict[str, Any] = {name: getattr(data, name) for name in COLUMNS}
    for cell in (cell for cell in data.cells if cell.muscle_group == MATRIX_MUSCLE):
        name = f"cell-{cell.side}-{cell.place}-{cell.moment}"
        initial |= {f"{name}-tone": cell.tone, f"{name}-fit": cell.fit, f"{name}-pain": cell.pain}
    return initial | initial_rows(data) | initial_seen(data)

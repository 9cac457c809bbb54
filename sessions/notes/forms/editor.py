"""The editor: the whole content of a note as one form."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practice.core.forms import ChoiceRadio, DayField
from sessions.notes.forms.assessed import AssessedForm
from sessions.notes.forms.rows import unfolded
from sessions.notes.forms.seen import SeenForm, initial_seen
from sessions.notes.forms.taught import EMPTY_ROWS, closed_lines, initial_rows
from sessions.notes.forms.texts import text_field
from sessions.notes.models import SessionNote
from sessions.notes.queries import MuscleGroupName
from sessions.notes.rules import COLUMNS, LowToneChoice, NoteData


class NoteForm(SeenForm, AssessedForm):
    """The whole editor."""

    low_tone_choice = ChoiceRadio(
        label=_("Tone too low: what follows"), choices=LowToneChoice.choices(), required=False
    )
    low_tone_to = forms.CharField(label=_("To whom"), required=False, max_length=200)
    low_tone_on = DayField(label=_("When"), required=False)
    low_tone_reason = text_field(_("Why, and what else is to be known"), 2)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(unfolded(data) if data is not None else None, **kwargs)

    @property
    def has_blank_low_tone(self) -> bool:
        """Whether nothing was said of a tone that is too low, and nothing is wrong or needed."""
        low = [self[name] for name in self.fields if name.startswith("low_tone_")]
        return not any(field.value() or field.errors for field in low)

    @classmethod
    def of(
        cls,
        note: SessionNote,
        data: NoteData,
        groups: Iterable[MuscleGroupName],
        *,
        bound: bool = False,
        wanted: str = "",
    ) -> "NoteForm":
        """The editor filled with what is stored; `bound` to carry errors.

        `wanted` is to stand open: a cell, a row, a muscle group, or all columns.
        """
        content = initial_of(data) | {"version": note.version}
        lists = cls.lists(note, data, groups)
        if not bound:
            if wanted == f"release-{len(data.releases)}":
                content[f"{wanted}-side"] = ""
            return cls(initial=content, wanted=wanted, **lists)
        for n in range(EMPTY_ROWS):
            content[f"line-{len(data.lines) + n}-technique"] = ""
        content[f"release-{len(data.releases)}-side"] = ""
        return cls(content, **lists)

    @staticmethod
    def lists(
        note: SessionNote, data: NoteData, groups: Iterable[MuscleGroupName]
    ) -> dict[str, Any]:
        """What the form needs to be shown: what is stored, what there is to choose, what is
        closed."""
        return {
            "groups": groups,
            "stored": data.cells,
            "catalogue": note.catalogue,  # type: ignore[attr-defined]
            "closed": closed_lines(note, data),
        }

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
            cells=tuple(self.cells_typed(stored.cells)),
            lines=tuple(self._typed_lines()),
            releases=tuple(self._typed_releases()),
            protocols=() if typed["protocols_gone"] else stored.protocols,
        )


def initial_of(data: NoteData) -> dict[str, Any]:
    """A note's content as the form's starting values."""
    initial: dict[str, Any] = {name: getattr(data, name) for name in COLUMNS}
    return initial | initial_rows(data) | initial_seen(data)

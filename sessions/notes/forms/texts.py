"""The parts of a note that are written in words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.notes.forms.lesson import LONGEST, VersionForm
from sessions.notes.rules import TEXTS


def text_field(label: Any, rows: int = 3) -> forms.CharField:
    """A field for words, however many lines."""
    area = forms.Textarea(attrs={"rows": rows})
    field = forms.CharField(label=label, required=False, max_length=LONGEST, widget=area)
    # A browser would cut what is pasted at `maxlength`, and say nothing.
    field.widget.attrs["data-most"] = field.widget.attrs.pop("maxlength")
    return field


class NoteTexts(VersionForm):
    """The parts of a note that are written in words."""

    clients_words = text_field(_("In their words"), 4)
    observed = text_field(_("What you saw"), 4)
    sensed_by_hand = text_field(_("What you sensed by hand"), 4)
    pattern = text_field(_("The habitual pattern, in your words"), 2)
    retest = text_field(_("What the same positions show now"))
    felt_change = text_field(_("What the client feels has changed"))
    home_movements = text_field(_("Movements for home"))
    plan = text_field(_("Plan, cautions, referral"))


class AloneForm(NoteTexts):
    """Only what was sent of a note's words: an autosave while somebody types."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ALONE:
            if name not in self.data:
                del self.fields[name]

    @property
    def texts(self) -> dict[str, str]:
        """What was sent, by the name of its part."""
        return {name: self.cleaned_data[name] for name in ALONE if name in self.cleaned_data}


ALONE = tuple(name for name in NoteTexts.base_fields if name in TEXTS)

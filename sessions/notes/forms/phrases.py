"""Form of a phrase."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.notes.models import SessionNote
from sessions.notes.rules import PHRASED


def part_words(part: str) -> str:
    """What people call a part of the note."""
    word = str(getattr(SessionNote._meta.get_field(part), "verbose_name", part))
    return word[:1].upper() + word[1:]


class PhraseForm(forms.Form):
    """Words, and the part of the note they are for."""

    part = forms.ChoiceField(
        label=_("Part of the note"), choices=lambda: [(part, part_words(part)) for part in PHRASED]
    )
    text = forms.CharField(label=_("Phrase"), max_length=300)

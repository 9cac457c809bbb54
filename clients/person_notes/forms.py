"""Input of a note on the person."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from practice.core.forms import Words
from practice.core.pages import OnceForm

LONGEST = 5_000


def _about(label: Words) -> forms.CharField:
    return forms.CharField(
        label=cast(Any, label),
        help_text=_(
            "What belongs to no lesson. Everybody here who sees this client reads it;"
            " the client does not."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PersonNoteForm(OnceForm):
    """A note on the person."""

    about = _about(_("Note on the person"))


class CorrectionForm(forms.Form):
    """How a note should read, and the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    about = _about(_("How it should read"))

"""Input shape of a text that clients agree to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.texts.services import MOST_LETTERS


class TextForm(forms.Form):
    """The next version of a text."""

    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=_("Text"),
        help_text=_("As clients read it in the intake. An empty line begins a new paragraph."),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    required = forms.BooleanField(
        label=_("Needed before the first lesson"),
        help_text=_("Without a yes to it, an intake cannot be sent."),
        required=False,
    )

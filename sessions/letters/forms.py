"""The form of a letter to a doctor."""

from django import forms
from django.utils.translation import gettext_lazy as _

from practice.core.pages import OnceForm
from sessions.letters.chapters import choices


class LetterForm(OnceForm):
    """To whom, and the words it begins with; what was found follows by itself."""

    addressee = forms.CharField(
        label=_("To whom"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    words = forms.CharField(
        label=_("Words to begin with"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Yours to change. Findings, measures and safety questions follow below them."),
    )
    chapters = forms.MultipleChoiceField(
        label=_("Of the progress, take along"),
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each with its picture, and its numbers as a table."),
    )

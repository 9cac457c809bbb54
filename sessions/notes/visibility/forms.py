"""Choosing who reads a note."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.notes.visibility.rules import SharedPart, Visibility


class VisibilityForm(forms.Form):
    """Who reads a note, and which parts the client."""

    visibility = forms.ChoiceField(
        label=_("Who reads it"), choices=Visibility.choices(), widget=forms.RadioSelect
    )
    parts = forms.MultipleChoiceField(
        label=_("Parts for the client"),
        choices=SharedPart.choices(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They are shown once the note is signed. What you saw and sensed is never."),
    )

    def __init__(self, *args: Any, is_author: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_author:
            mine = Visibility.AUTHOR.value
            choices = [choice for choice in Visibility.choices() if choice[0] != mine]
            self.fields["visibility"].choices = choices  # type: ignore[attr-defined]

    def visibility_and_parts(self) -> tuple[Visibility, list[SharedPart]]:
        """What was chosen."""
        typed = self.cleaned_data
        return Visibility(typed["visibility"]), [SharedPart(part) for part in typed["parts"]]

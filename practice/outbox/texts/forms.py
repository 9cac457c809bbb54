"""What is asked as a text is worded."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practice.outbox.texts.rules import BODY_LENGTH, SUBJECT_LENGTH, OwnText


class MailTextForm(forms.Form):
    """Subject and text; both carry placeholders, and say nothing when they are empty."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    subject_line = forms.CharField(
        label=_("Subject"),
        required=False,
        max_length=SUBJECT_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    body = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=BODY_LENGTH,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Plain text. The first line greets and stands large; an empty line begins a new"
            " paragraph. Leave a field empty and Supple’s words stand there."
        ),
    )

    @property
    def own(self) -> OwnText:
        """What was typed."""
        return OwnText(self.cleaned_data["subject_line"], self.cleaned_data["body"])


class FindForm(forms.Form):
    """Whom a text is tried with."""

    search = forms.CharField(
        label=_("Find a client"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def asked(self) -> Any:
        """What was typed, "" for nothing that can be looked for."""
        return self.cleaned_data["search"] if self.is_valid() else ""

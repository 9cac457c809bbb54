"""Input of a message: its words, and a file that may come along."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.files.checking import FIELD, too_large
from clients.files.forms import Upload
from clients.files.rules import FileKind
from practice.core.forms import Words
from practice.core.pages import OnceForm


class MessageForm(OnceForm):
    """A message. How long it may be, the service says: a browser would cut what is pasted."""

    leaves_open = True  # words or a file: neither is named optional

    said = forms.CharField(
        label=_("Your message"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, was_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was_too_large = was_too_large
        help_text: Words = _("A PDF, JPEG or PNG. Of a picture only what it shows is kept.")
        self.fields[FIELD] = forms.FileField(
            label=cast(Any, _("File")),
            help_text=cast(Any, help_text),
            required=False,
            widget=Upload(FileKind.ATTACHMENT),
            allow_empty_file=True,
            max_length=500,
        )

    def clean(self) -> dict[str, Any]:
        """Say of a file that was let go of on its way that it was too large."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if self.was_too_large:
            self.add_error(FIELD, too_large())
        return typed

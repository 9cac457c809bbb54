"""Input shapes of the texts that clients agree to: writing one, and agreeing to one."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.texts.rules import ALWAYS_ASKED, ConsentKind
from clients.texts.services import MOST_LETTERS


class TextForm(forms.Form):
    """The next version of a text; `asked` stands only where a practice may leave it out."""

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
    asked = forms.BooleanField(
        label=_("Ask clients for this"),
        help_text=_("Without the tick nobody is asked; what was agreed to stays readable."),
        required=False,
        initial=True,
    )

    def __init__(self, data: Any, *, kind: ConsentKind, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        if kind in ALWAYS_ASKED:
            del self.fields["asked"]


class AgreeForm(forms.Form):
    """The name typed under the version that was read."""

    document = forms.UUIDField(widget=forms.HiddenInput)
    typed_name = forms.CharField(
        label=_("Your name, typed, is your signature"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def read_anew(self, document_id: UUID) -> None:
        """Let what was refused be sent again for the version that is shown now."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["document"] = str(document_id)  # type: ignore[index]

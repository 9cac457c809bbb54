"""What a practitioner asks back on a signed intake."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.intake.rules import WHOLE, IntakeStep
from clients.intake.services import QUESTION_LENGTH
from practice.core.pages import OnceForm

ALL = "all"  # chosen knowingly: nothing chosen is not all of it


class AskBackForm(OnceForm):
    """On which part, and the question in the practitioner's words."""

    step = forms.ChoiceField(
        label=_("About"),
        error_messages={"required": _("Choose what you ask about.")},
    )
    question = forms.CharField(
        label=_("Your question"),
        max_length=QUESTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, steps: Iterable[IntakeStep]) -> None:
        super().__init__(data)
        named: Any = self.fields["step"]
        named.choices = [
            ("", _("choose")),
            *((step.value, step.label) for step in steps),
            (ALL, _("all of it: every step opens again")),
        ]

    def clean_step(self) -> str:
        """The step, or WHOLE."""
        step: str = self.cleaned_data["step"]
        return WHOLE if step == ALL else step

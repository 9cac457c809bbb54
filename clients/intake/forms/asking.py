"""What a practitioner asks back on a signed intake."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.intake.rules import WHOLE, IntakeStep
from clients.intake.services import QUESTION_LENGTH
from practice.core.pages import OnceForm


class AskBackForm(OnceForm):
    """On which part, and the question in the practitioner's words."""

    step = forms.ChoiceField(
        label=_("About"),
        choices=[
            *((step.value, step.label) for step in IntakeStep),
            (WHOLE, _("all of it: every step opens again")),
        ],
        required=False,
    )
    question = forms.CharField(
        label=_("Your question"),
        max_length=QUESTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

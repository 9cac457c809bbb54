"""Input of what is asked anew, and of a decision on a yes to a safety question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.intake.rules import RED_FLAGS, RedFlagLevel
from clients.red_flags.rules import CHOICES, DecisionData
from clients.symptoms.rules import Contraindication
from practice.core.forms import ChoiceRadio, DayField
from practice.core.pages import OnceForm


class AskingForm(OnceForm):
    """Every safety question, yes or no; none is answered by itself."""

    asked_on = DayField(
        label=_("When this was"), error_messages={"required": _("Say when this was.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for flag in RED_FLAGS:
            self.fields[flag.code] = ChoiceRadio(
                label=flag.question,
                choices=[("no", _("No")), ("yes", _("Yes"))],
                error_messages={"required": _("Answer yes or no.")},
            )

    def answers(self) -> dict[str, bool]:
        """Each question's code and whether it was a yes."""
        return {flag.code: self.cleaned_data[flag.code] == "yes" for flag in RED_FLAGS}


class DecisionForm(OnceForm):
    """What follows, when it was decided, who was asked, and why."""

    choice = forms.ChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what follows.")},
    )
    decided_on = DayField(
        label=_("When this was"), error_messages={"required": _("Say when this was.")}
    )
    to_whom = forms.CharField(
        label=_("Who was asked"),
        help_text=_("A doctor or a practice, and how to reach them."),
        required=False,
        max_length=200,
    )
    reason = forms.CharField(
        label=_("In a few words"),
        help_text=_("What was said, and what you keep in mind in lessons."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    avoid = forms.MultipleChoiceField(
        label=_("What movements leave out"),
        help_text=_("Tick what this body must not be asked for. It stands on the client’s page."),
        required=False,
        choices=Contraindication.choices(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )

    def __init__(self, *args: Any, level: RedFlagLevel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["choice"]
        field.choices = [(choice.value, _(choice.label)) for choice in CHOICES[level]]

    def said(self) -> DecisionData:
        """The decision as it was typed."""
        cleaned = self.cleaned_data
        return DecisionData(
            choice=cleaned["choice"],
            decided_on=cleaned["decided_on"],
            to_whom=cleaned["to_whom"],
            reason=cleaned["reason"],
            avoid=cleaned["avoid"],
        )

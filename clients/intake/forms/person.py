"""Who they are, what brings them and what they would like."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.intake.forms.step import Answers, StepForm
from clients.intake.rules import GOAL_LENGTH, GOAL_PICKS, GOALS_MAX, IntakeStep
from clients.records.models import Client
from practice.core.forms import ZoneField

OWN_GOALS = 3


class ContactForm(StepForm):
    """How to reach them; starts with what the practice knows."""

    step = IntakeStep.CONTACT
    given_name = forms.CharField(label=_("Given name"), max_length=120, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=120, required=False)
    preferred_name = forms.CharField(
        label=_("What may we call you?"),
        help_text=_("If it is another name."),
        max_length=120,
        required=False,
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )
    timezone = ZoneField(
        label=_("Time zone"),
        help_text=_("Reminders come by your clock."),
        required=False,
    )

    def __init__(self, data: Any, *, answers: Answers, today: date, client: Client) -> None:
        self.client = client
        super().__init__(data, answers=answers, today=today)

    def build(self) -> None:
        """Show what is stored, else what the practice knows."""
        stored = self.answers.get("contact")
        for name, field in self._asked():
            field.initial = stored.get(name, "") if stored else getattr(self.client, name)

    def _asked(self) -> Iterator[tuple[str, forms.Field]]:
        return ((name, field) for name, field in self.fields.items() if name != "version")

    def part(self) -> dict[str, Any]:
        """The contact as it is stored."""
        return {"contact": {name: self.cleaned_data[name].strip() for name, _f in self._asked()}}


class ConcernForm(StepForm):
    """What brings them, in their words."""

    step = IntakeStep.CONCERN
    concern = forms.CharField(
        label=_("In your own words"),
        help_text=_("What is it like, since when, what does it keep you from? Write as you speak."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def build(self) -> None:
        """Show what is stored."""
        self.fields["concern"].initial = self.answers.get("concern", "")

    def part(self) -> dict[str, Any]:
        """The concern as it is stored."""
        return {"concern": self.cleaned_data["concern"]}


class GoalsForm(StepForm):
    """What they would like: picks, and their own words."""

    step = IntakeStep.GOALS
    picks = forms.MultipleChoiceField(
        label=_("I would like to"),
        choices=[(pick.code, pick.label) for pick in GOAL_PICKS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def build(self) -> None:
        """Add the lines for their own words, and show what is stored."""
        codes = {pick.code for pick in GOAL_PICKS}
        stored: list[str] = self.answers.get("goals", [])
        own = [goal for goal in stored if goal not in codes]
        self.fields["picks"].initial = [goal for goal in stored if goal in codes]
        for n in range(OWN_GOALS):
            self.fields[f"own_{n}"] = forms.CharField(
                label=_("In your own words") if n == 0 else _("And another"),
                max_length=GOAL_LENGTH,
                required=False,
                initial=own[n] if n < len(own) else "",
            )

    def _goals(self) -> list[str]:
        own = [self.cleaned_data.get(f"own_{n}", "") for n in range(OWN_GOALS)]
        return list(dict.fromkeys([*self.cleaned_data.get("picks", []), *filter(None, own)]))

    def clean(self) -> dict[str, Any]:
        """A few goals are goals; a long list is none."""
        if len(self._goals()) > GOALS_MAX:
            words = _("Choose up to %(most)s: those that matter most to you now.")
            self.add_error("picks", words % {"most": GOALS_MAX})
        return self.cleaned_data

    def part(self) -> dict[str, Any]:
        """The goals as they are stored."""
        return {"goals": self._goals()}

"""Who they are, what brings them and what they would like."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.intake.forms.step import Answers, StepForm
from clients.intake.rules import (
    GOAL_LENGTH,
    GOAL_PICKS,
    GOAL_PICKS_BY_CODE,
    GOALS_MAX,
    IntakeStep,
    goals_of,
)
from clients.records.models import Client
from practice.core.forms import RatingField, ZoneField

OWN_GOALS = 5


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
    """Three to five activities, each with how well it goes today: picks, and their own words."""

    step = IntakeStep.GOALS
    picks = forms.MultipleChoiceField(
        label=_("I would like to"),
        choices=[(pick.code, pick.label) for pick in GOAL_PICKS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def build(self) -> None:
        """Add a rating under each pick and the lines for their own words, and show what is kept."""
        stored = {goal.activity: goal.ability for goal in goals_of(self.answers)}
        own = [activity for activity in stored if activity not in GOAL_PICKS_BY_CODE]
        self.fields["picks"].initial = [code for code in stored if code in GOAL_PICKS_BY_CODE]
        for pick in GOAL_PICKS:
            self._add_ability(pick.code, stored.get(pick.code))
        for n in range(OWN_GOALS):
            activity = own[n] if n < len(own) else ""
            self.fields[f"own_{n}"] = forms.CharField(
                label=_("In your own words") if n == 0 else _("And another"),
                max_length=GOAL_LENGTH,
                required=False,
                initial=activity,
                widget=forms.TextInput(attrs={"placeholder": " "}),  # so that a style sees it empty
            )
            self._add_ability(f"own_{n}", stored.get(activity))

    def _add_ability(self, name: str, known: int | None) -> None:
        self.fields[f"ability_{name}"] = RatingField(
            label=_("How well can you do it today?"),
            ends=(_("not at all"), _("as well as before it began")),
            initial="" if known is None else known,
        )

    def rows(self) -> list[dict[str, Any]]:
        """Each pick with its tick and its rating, for the page."""
        return [
            {"tick": tick, "ability": self[f"ability_{tick.data['value']}"]}
            for tick in self["picks"].subwidgets
        ]

    def own_rows(self) -> list[dict[str, forms.BoundField]]:
        """Each line for their own words with its rating, for the page."""
        return [
            {"line": self[f"own_{n}"], "ability": self[f"ability_own_{n}"]}
            for n in range(OWN_GOALS)
        ]

    def _goals(self) -> list[dict[str, Any]]:
        clean = self.cleaned_data
        lines = [(f"own_{n}", clean.get(f"own_{n}", "")) for n in range(OWN_GOALS)]
        named = [*((code, code) for code in clean.get("picks", [])), *lines]
        told: dict[str, int | None] = {}
        for name, activity in named:
            if activity:
                told.setdefault(activity, clean.get(f"ability_{name}"))
        return [{"activity": activity, "ability": ability} for activity, ability in told.items()]

    def clean(self) -> dict[str, Any]:
        """A few goals are goals; a long list is none."""
        if len(self._goals()) > GOALS_MAX:
            words = _("Choose up to %(most)s: those that matter most to you now.")
            self.add_error("picks", words % {"most": GOALS_MAX})
        return self.cleaned_data

    def part(self) -> dict[str, Any]:
        """The goals as they are stored."""
        return {"goals": self._goals()}

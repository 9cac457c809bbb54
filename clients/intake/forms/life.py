"""Their days, and what doctors told them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.intake.forms.step import StepForm
from clients.intake.rules import IntakeStep
from clients.symptoms.rules import Breathing
from practice.core.forms import ChoiceRadio, RatingField


class WholeForm(StepForm):
    """A step whose fields are stored by their own names."""

    def build(self) -> None:
        """Show what is stored."""
        stored = self.answers.get(self.step.value, {})
        for name in self.asked():
            self.fields[name].initial = stored.get(name)

    def asked(self) -> list[str]:
        """The names of the questions."""
        return [name for name in self.fields if name != "version"]

    def part(self) -> dict[str, Any]:
        """The answers as they are stored."""
        return {self.step.value: {name: self.cleaned_data[name] for name in self.asked()}}


class LifeForm(WholeForm):
    """Work and what is done again and again; stress, sleep and breathing."""

    step = IntakeStep.LIFE
    occupation = forms.CharField(label=_("What do you do all day?"), max_length=120, required=False)
    habits = forms.CharField(
        label=_("What do you do again and again, or hold for long?"),
        help_text=_("At work, at home, in sport: sitting, lifting, one side, one bag."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    stress = RatingField(
        label=_("How much stress has there been this month?"),
        ends=(_("none"), _("the most you can imagine")),
    )
    sleep = RatingField(
        label=_("How rested do you wake?"), ends=(_("not at all"), _("fully rested"))
    )
    breathing = ChoiceRadio(
        label=_("How does your breath move?"), choices=Breathing.choices(), required=False
    )
    breathing_where = forms.CharField(
        label=_("Where does it stop or stay?"), max_length=200, required=False
    )


class DoctorsForm(WholeForm):
    """What doctors found, and what they take."""

    step = IntakeStep.DOCTORS
    findings = forms.CharField(
        label=_("What has a doctor given a name to?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    medication = forms.CharField(
        label=_("Which medicine do you take, and what for?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

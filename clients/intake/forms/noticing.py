"""What they notice: what is sensed, posture and movement."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.intake.forms.step import Answers, StepForm
from clients.intake.rules import IntakeStep
from clients.symptoms.rules import (
    BODY_REGIONS,
    BODY_REGIONS_BY_CODE,
    MOVEMENT_QUALITIES,
    POSTURE_SIGNS,
    SENSED_REGIONS,
    BodyMark,
    PostureGrade,
    SensationClarity,
)
from practice.core.forms import ChoiceRadio

SENSED, SIGN = "sensed_", "sign_"  # before a code, in the name of its field
MOST_SENSED = 18  # regions on one page; those of the core are always among them


class SensingForm(StepForm):
    """How clearly the core is felt, and what was marked on the body map."""

    step = IntakeStep.SENSING

    def build(self) -> None:
        """Add a field for each region that is asked about."""
        stored = self.answers.get("sensing", {})
        self.codes = self._asked(stored)
        for code in self.codes:
            self.fields[SENSED + code] = ChoiceRadio(
                label=BODY_REGIONS_BY_CODE[code].name,
                choices=SensationClarity.choices(),
                required=False,
                initial=stored.get(code, ""),
            )

    def _asked(self, stored: Answers) -> list[str]:
        """The core, what was answered, and the marks, each once, from head to foot."""
        body = self.answers.get("body", {})
        marked = [code for mark in BodyMark for code in body.get(mark.value, [])]
        sent = [code for code in self.sent(SENSED) if code in BODY_REGIONS_BY_CODE]
        first = dict.fromkeys([*SENSED_REGIONS, *stored, *sent])
        room = max(MOST_SENSED - len(first), 0)
        asked = {*first, *[code for code in marked if code not in first][:room]}
        return [region.code for region in BODY_REGIONS if region.code in asked]

    def clean(self) -> dict[str, Any]:
        """A place that is on no map of ours is not kept by halves."""
        if not BODY_REGIONS_BY_CODE.keys() >= self.sent(SENSED):
            self.add_error(None, _("We do not know this place on the body."))
        return self.cleaned_data

    def part(self) -> dict[str, Any]:
        """The answers that were given, as they are stored."""
        given = {code: self.cleaned_data[SENSED + code] for code in self.codes}
        return {"sensing": {code: clarity for code, clarity in given.items() if clarity}}


class PostureForm(StepForm):
    """The article's signs, each with a degree, and its words for movement."""

    step = IntakeStep.POSTURE
    qualities = forms.MultipleChoiceField(
        label=_("My movement is"),
        choices=[(quality.code, quality.label) for quality in MOVEMENT_QUALITIES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def build(self) -> None:
        """Add a field for each sign."""
        stored = self.answers.get("posture", {})
        self.fields["qualities"].initial = stored.get("qualities", [])
        for sign in POSTURE_SIGNS:
            self.fields[SIGN + sign.code] = ChoiceRadio(
                label=sign.label,
                choices=PostureGrade.choices(),
                required=False,
                initial=stored.get("signs", {}).get(sign.code, ""),
            )

    def signs(self) -> list[forms.BoundField]:
        """The fields of the signs, for the page."""
        return [self[SIGN + sign.code] for sign in POSTURE_SIGNS]

    def clean(self) -> dict[str, Any]:
        """A sign that is not asked about is not kept by halves."""
        if not {sign.code for sign in POSTURE_SIGNS} >= self.sent(SIGN):
            self.add_error(None, _("Please choose from the list."))
        return self.cleaned_data

    def part(self) -> dict[str, Any]:
        """The answers that were given, as they are stored."""
        given = {sign.code: self.cleaned_data[SIGN + sign.code] for sign in POSTURE_SIGNS}
        signs = {code: grade for code, grade in given.items() if grade}
        return {"posture": {"signs": signs, "qualities": self.cleaned_data["qualities"]}}

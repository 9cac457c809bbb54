"""What they notice: symptoms, what is sensed, posture and movement."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.intake.forms.step import Answers, MomentField, StepForm
from clients.intake.rules import IntakeStep
from clients.symptoms.models import Symptom
from clients.symptoms.rules import (
    BODY_REGIONS,
    BODY_REGIONS_BY_CODE,
    MOVEMENT_QUALITIES,
    POSTURE_SIGNS,
    SENSED_REGIONS,
    BodyMark,
    Onset,
    PostureGrade,
    SensationClarity,
    SensationQuality,
    Side,
    place_choices,
)
from practice.core.forms import ChoiceRadio, RatingField

SAID_OF_ONE = ("side", "severity", "quality", "place", "onset", "since")
SENSED, SIGN = "sensed_", "sign_"  # before a code, in the name of its field
MOST_SENSED = 18  # regions on one page; those of the core are always among them


class SymptomsForm(StepForm):
    """The catalogue as a fixed list: a tick each, and under it all that may be said of it."""

    step = IntakeStep.SYMPTOMS
    chosen = forms.MultipleChoiceField(
        label=_("What you notice"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, data: Any, *, answers: Answers, today: date, symptoms: Sequence[Symptom]
    ) -> None:
        self.symptoms = symptoms
        super().__init__(data, answers=answers, today=today)

    def build(self) -> None:
        """Add the fields of each symptom."""
        stored = {entry["code"]: entry for entry in self.answers.get("symptoms", [])}
        chosen = cast(forms.MultipleChoiceField, self.fields["chosen"])
        chosen.choices = [(symptom.built_in_code, symptom.label) for symptom in self.symptoms]
        chosen.initial = list(stored)
        for code in (symptom.built_in_code for symptom in self.symptoms):
            self._add(code, stored.get(code, {}))

    def _add(self, code: str, known: Answers) -> None:
        self.fields[f"side_{code}"] = ChoiceRadio(
            label=_("On which side?"),
            choices=Side.choices(),
            required=False,
            initial=known.get("side", ""),
        )
        severity = known.get("severity")
        self.fields[f"severity_{code}"] = RatingField(
            label=_("How strong has it been this week?"),
            ends=(_("none"), _("the worst you can imagine")),
            initial="" if severity is None else severity,
        )
        self.fields[f"quality_{code}"] = forms.ChoiceField(
            label=_("What does it feel like?"),
            choices=[("", _("not answered yet")), *SensationQuality.choices()],
            required=False,
            initial=known.get("quality", ""),
        )
        self.fields[f"place_{code}"] = forms.ChoiceField(
            label=_("What brings it on?"),
            choices=[("", _("nothing in particular, or not sure")), *place_choices()],
            required=False,
            initial=known.get("brought_on_by") or "",
        )
        self.fields[f"onset_{code}"] = forms.ChoiceField(
            label=_("How did it begin?"),
            choices=[("", _("not answered yet")), *Onset.choices()],
            required=False,
            initial=known.get("onset", ""),
        )
        self.fields[f"since_{code}"] = MomentField(
            label=_("Since when?"), today=self.today, initial=known.get("since", "")
        )

    def clean(self) -> dict[str, Any]:
        """What stands under a symptom that is not ticked is not looked at: nobody sees it."""
        chosen = self.cleaned_data.get("chosen", [])
        for name in list(self.errors):
            asked, _dash, code = name.partition("_")
            if asked in SAID_OF_ONE and code not in chosen:
                del self.errors[name]
        return self.cleaned_data

    def rows(self) -> list[dict[str, Any]]:
        """Each symptom with its tick and its fields, for the page."""
        return [
            {
                "tick": tick,
                "fields": [self[f"{name}_{code}"] for name in SAID_OF_ONE],
            }
            for tick in self["chosen"].subwidgets
            for code in [tick.data["value"]]
        ]

    def part(self) -> dict[str, Any]:
        """The ticked symptoms as they are stored."""
        clean = self.cleaned_data
        return {
            "symptoms": [
                {
                    "code": code,
                    "side": clean[f"side_{code}"],
                    "severity": clean[f"severity_{code}"],
                    "quality": clean[f"quality_{code}"],
                    "onset": clean[f"onset_{code}"],
                    "since": clean[f"since_{code}"],
                    "brought_on_by": clean[f"place_{code}"] or None,
                }
                for code in clean["chosen"]
            ]
        }


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
        asked = {
            *first,
            *[code for code in marked if code not in first][: MOST_SENSED - len(first)],
        }
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

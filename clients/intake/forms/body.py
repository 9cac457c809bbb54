"""Where they feel it, what they notice, and what they have tried."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.intake.forms.step import Answers, StepForm
from clients.intake.rules import IntakeStep
from clients.symptoms.models import Symptom
from clients.symptoms.rules import (
    BODY_REGIONS,
    ApproachType,
    BodyFigure,
    ReliefExtent,
    Side,
    body_figures,
    place_choices,
)
from practice.core.forms import ChoiceRadio, RatingField

MOST_TREATMENTS = 12


class RegionsField(forms.MultipleChoiceField):
    """Places on the body map, kept in the map's order."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(
            label=label,
            choices=[(region.code, region.name) for region in BODY_REGIONS],
            required=False,
            error_messages={"invalid_choice": _("We do not know this place on the body.")},
        )

    def clean(self, value: Any) -> list[str]:
        """The codes, each once."""
        chosen = set(super().clean(value))
        return [region.code for region in BODY_REGIONS if region.code in chosen]


class BodyForm(StepForm):
    """The body map, drawn or as a list: the same ticks either way."""

    step = IntakeStep.BODY
    hurts = RegionsField(label=_("Where it hurts"))
    held = RegionsField(label=_("Where it is held"))

    def build(self) -> None:
        """Show what is stored."""
        stored = self.answers.get("body", {})
        for mark in ("hurts", "held"):
            self.fields[mark].initial = stored.get(mark, [])

    def figures(self) -> list[BodyFigure]:
        """The drawings with what is ticked, for the page."""
        return body_figures({mark: self[mark].value() for mark in ("hurts", "held")})

    def part(self) -> dict[str, Any]:
        """The marks as they are stored."""
        return {"body": {mark: self.cleaned_data[mark] for mark in ("hurts", "held")}}


class SymptomsForm(StepForm):
    """The catalogue as a fixed list: a tick each, and under it side, strength, occasion."""

    step = IntakeStep.SYMPTOMS
    chosen = forms.MultipleChoiceField(
        label=_("What you notice"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, answers: Answers, symptoms: Sequence[Symptom]) -> None:
        self.symptoms = symptoms
        super().__init__(data, answers=answers)

    def build(self) -> None:
        """Add the fields of each symptom."""
        stored = {entry["code"]: entry for entry in self.answers.get("symptoms", [])}
        chosen = cast(forms.MultipleChoiceField, self.fields["chosen"])
        chosen.choices = [(symptom.built_in_code, symptom.label) for symptom in self.symptoms]
        chosen.initial = list(stored)
        places = [("", _("nothing in particular, or not sure")), *place_choices()]
        for symptom in self.symptoms:
            code, known = symptom.built_in_code, stored.get(symptom.built_in_code, {})
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
            self.fields[f"place_{code}"] = forms.ChoiceField(
                label=_("What brings it on?"),
                choices=places,
                required=False,
                initial=known.get("brought_on_by") or "",
            )

    def rows(self) -> list[dict[str, Any]]:
        """Each symptom with its tick and its fields, for the page."""
        return [
            {
                "tick": tick,
                "fields": [self[f"{name}_{code}"] for name in ("side", "severity", "place")],
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
                    "brought_on_by": clean[f"place_{code}"] or None,
                }
                for code in clean["chosen"]
            ]
        }


class EarlierTreatmentsForm(StepForm):
    """What they tried: as many rows as are filled, and one more."""

    step = IntakeStep.EARLIER_TREATMENTS

    def build(self) -> None:
        """Add the rows: those sent, or those stored and an empty one."""
        stored = self.answers.get("earlier_treatments", [])
        sent = sum(f"approach_{n}" in self.data for n in range(MOST_TREATMENTS))
        self.count = sent or min(len(stored) + 1, MOST_TREATMENTS)
        for n in range(self.count):
            known = stored[n] if n < len(stored) else {}
            self._add_row(n, known)

    def _add_row(self, n: int, known: Answers) -> None:
        self.fields[f"approach_{n}"] = forms.ChoiceField(
            label=_("What kind of help?"),
            choices=[("", _("choose")), *ApproachType.choices()],
            required=False,
            initial=known.get("approach", ""),
        )
        self.fields[f"what_{n}"] = forms.CharField(
            label=_("What was it?"), max_length=200, required=False, initial=known.get("what", "")
        )
        self.fields[f"relief_{n}"] = ChoiceRadio(
            label=_("How much relief did it give?"),
            choices=ReliefExtent.choices(),
            required=False,
            initial=known.get("relief_extent", ""),
        )
        self.fields[f"days_{n}"] = forms.IntegerField(
            label=_("For how many days did the relief hold?"),
            help_text=_("0 if it was gone the same day, 30 for a month. Leave it open if unsure."),
            min_value=0,
            max_value=36_500,
            required=False,
            initial=known.get("relief_days"),
        )

    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each row, for the page."""
        names = ("approach", "what", "relief", "days")
        return [[self[f"{name}_{n}"] for name in names] for n in range(self.count)]

    def part(self) -> dict[str, Any]:
        """Rows in which something stands, as they are stored."""
        found = []
        for n in range(self.count):
            approach, what, relief, days = (
                self.cleaned_data[f"{name}_{n}"] for name in ("approach", "what", "relief", "days")
            )
            if approach or what or relief or days is not None:
                row = {"approach": approach, "what": what}
                found.append(row | {"relief_extent": relief, "relief_days": days})
        return {"earlier_treatments": found}

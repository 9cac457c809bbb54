"""Where they feel it, and what they have tried."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.intake.forms.step import Answers, StepForm
from clients.intake.rules import IntakeStep
from clients.symptoms.rules import (
    BODY_REGIONS,
    ApproachType,
    BodyFigure,
    ReliefExtent,
    body_figures,
)
from practice.core.forms import ChoiceRadio

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

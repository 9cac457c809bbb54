"""Where they feel it: the body map."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.intake.forms.step import StepForm
from clients.intake.rules import IntakeStep
from clients.symptoms.rules import (
    BODY_REGIONS,
    BodyFigure,
    body_figures,
)


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

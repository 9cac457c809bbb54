"""Steps that are a list of rows: added with a button, taken out with a tick, without a script."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.intake.forms.step import Answers, MomentField, StepForm
from clients.intake.rules import IntakeStep
from clients.symptoms.rules import ApproachType, InjuryKind, ReliefExtent, Side
from practice.core.forms import ChoiceRadio

MOST_ROWS = 12


class RowsForm(StepForm):
    """As many rows as are filled and one more; `names` are a row's fields and how it is stored.

    A row that is ticked to be taken out is not looked at, whatever stands in it.
    """

    names: ClassVar[Mapping[str, str]]
    leaves_open = True  # nothing in a row has to be said, so that no field says so of itself

    def build(self) -> None:
        """Add the rows: those sent, or those stored and an empty one."""
        stored = self.answers.get(self.step.value, [])
        first = next(iter(self.names))
        sent = [n for n in range(MOST_ROWS) if f"{first}_{n}" in self.data]
        self.kept = [n for n in sent if f"drop_{n}" not in self.data]
        if not sent:
            self.kept = list(range(min(len(stored) + 1, MOST_ROWS)))
        for n in self.kept:
            known = stored[n] if n < len(stored) else {}
            for name, field in self.row(known).items():
                field.required = False
                field.initial = known.get(self.names[name])
                self.fields[f"{name}_{n}"] = field
            if known:
                self.fields[f"drop_{n}"] = forms.BooleanField(
                    label=_("Take this one out"), required=False
                )

    def row(self, known: Answers) -> dict[str, forms.Field]:
        """The fields of one row by their names."""
        raise NotImplementedError

    def rows(self) -> list[dict[str, Any]]:
        """Each row with its fields, and the tick that takes it out once it is kept."""
        return [
            {
                "fields": [self[f"{name}_{n}"] for name in self.names],
                "drop": self[f"drop_{n}"] if f"drop_{n}" in self.fields else None,
            }
            for n in self.kept
        ]

    def part(self) -> dict[str, Any]:
        """Rows in which something stands, as they are stored."""
        found = []
        for n in self.kept:
            row = {key: self.cleaned_data[f"{name}_{n}"] for name, key in self.names.items()}
            if any(value not in ("", None) for value in row.values()):
                found.append(row)
        return {self.step.value: found}


class EarlierTreatmentsForm(RowsForm):
    """What they tried, with whom and when, how much it helped and for how long."""

    step = IntakeStep.EARLIER_TREATMENTS
    names = {
        "approach": "approach",
        "what": "what",
        "who": "who",
        "when": "happened",
        "relief": "relief_extent",
        "days": "relief_days",
    }

    def row(self, known: Answers) -> dict[str, forms.Field]:
        """The fields of one thing they tried."""
        return {
            "approach": forms.ChoiceField(
                label=_("What kind of help?"),
                choices=[("", _("choose")), *ApproachType.choices()],
            ),
            "what": forms.CharField(label=_("What was it?"), max_length=200),
            "who": forms.CharField(label=_("With whom?"), max_length=120),
            "when": MomentField(label=_("When?"), today=self.today),
            "relief": ChoiceRadio(
                label=_("How much relief did it give?"),
                choices=ReliefExtent.choices(),
                required=False,
            ),
            "days": forms.IntegerField(
                label=_("For how many days did the relief hold?"),
                help_text=_(
                    "0 if it was gone the same day, 30 for a month. Leave it open if unsure."
                ),
                min_value=0,
                max_value=36_500,
            ),
        }


class InjuriesForm(RowsForm):
    """Injuries, operations and accidents, with side and time."""

    step = IntakeStep.INJURIES
    names = {"kind": "kind", "what": "what", "side": "side", "when": "happened"}

    def row(self, known: Answers) -> dict[str, forms.Field]:
        """The fields of one thing that happened."""
        return {
            "kind": ChoiceRadio(
                label=_("What kind?"), choices=InjuryKind.choices(), required=False
            ),
            "what": forms.CharField(label=_("What happened?"), max_length=200),
            "side": ChoiceRadio(label=_("On which side?"), choices=Side.choices(), required=False),
            "when": MomentField(label=_("When?"), today=self.today),
        }

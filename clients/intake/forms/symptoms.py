"""What they notice: the catalogue of symptoms, and what is said of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.intake.forms.step import Answers, MomentField, StepForm
from clients.intake.rules import IntakeStep
from clients.symptoms.models import Symptom
from clients.symptoms.rules import (
    Onset,
    SensationQuality,
    Side,
    place_choices,
)
from practice.core.forms import RATING_TOP, ChoiceRadio, RatingField

SAID_OF_ONE = ("side", "severity", "right", "quality", "place", "onset", "since")
PATTERN = "CODE"  # stands for a symptom's code in what a script draws fields from
MOST_OPEN = 2  # symptoms with all their fields on one page


@dataclass
class AskedRow:
    """One symptom on the page: its tick, and what is said of it."""

    tick: forms.boundfield.BoundWidget
    fields: list[forms.BoundField]
    is_open: bool = False

    @property
    def code(self) -> str:
        """Of the symptom."""
        return str(self.tick.data["value"])

    @property
    def is_sided(self) -> bool:
        """Whether it has a left and a right."""
        return any(field.name.startswith("side_") for field in self.fields)

    @property
    def is_ticked(self) -> bool:
        """Whether somebody notices it."""
        return bool(self.tick.data["selected"])

    @property
    def is_wrong(self) -> bool:
        """Whether something of it needs another look."""
        return any(field.errors for field in self.fields)

    @property
    def said(self) -> list[forms.BoundField]:
        """The fields in which something stands."""
        return [field for field in self.fields if field.value() not in ("", None)]

    @property
    def words(self) -> list[str]:
        """What is said, as it is read."""
        return [_in_words(field) for field in self.said]


def _in_words(field: forms.BoundField) -> str:
    value = str(field.value())
    if field.name.startswith("right_"):
        return _("on the right %(n)s of 10") % {"n": value}
    if isinstance(field.field, RatingField):
        return _("%(n)s of 10") % {"n": value}
    if isinstance(field.field, forms.ChoiceField):
        words = {str(key): word for key, word in cast(Any, field.field.choices)}
        return str(words.get(value, value))
    return value


class SymptomsForm(StepForm):
    """The catalogue as a fixed list: a tick each, and under it all that may be said of it.

    Only a few stand open with all their fields: `wanted`, a symptom of which nothing is said yet,
    one that is wrong. What is said of the others lies in hidden fields, so that every save is
    whole, and `pattern` is what a script opens them with.
    """

    step = IntakeStep.SYMPTOMS
    chosen = forms.MultipleChoiceField(
        label=_("What you notice"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: Any,
        *,
        answers: Answers,
        today: date,
        symptoms: Sequence[Symptom],
        wanted: str = "",
    ) -> None:
        self.symptoms, self.wanted = symptoms, wanted
        super().__init__(data, answers=answers, today=today)

    def build(self) -> None:
        """Add the fields of each symptom."""
        stored = {entry["code"]: entry for entry in self.answers.get("symptoms", [])}
        chosen = cast(forms.MultipleChoiceField, self.fields["chosen"])
        chosen.choices = [(symptom.built_in_code, symptom.label) for symptom in self.symptoms]
        chosen.initial = list(stored)
        for symptom in self.symptoms:
            code = symptom.built_in_code
            self.fields.update(self._asked_of(code, stored.get(code, {}), sided=symptom.sided))

    def _asked_of(self, code: str, known: Answers, *, sided: bool = True) -> dict[str, forms.Field]:
        severity, right = known.get("severity"), known.get("severity_right")
        asked: dict[str, forms.Field] = {
            "side": ChoiceRadio(
                label=_("On which side?"),
                choices=Side.choices(),
                required=False,
                initial=known.get("side", ""),
            ),
            "severity": RatingField(
                label=_("How strong has it been this week?"),
                ends=(_("none"), _("the worst you can imagine")),
                initial="" if severity is None else severity,
            ),
            "right": forms.TypedChoiceField(
                label=_("On the right, if it is another number there"),
                choices=[("", _("the same")), *((n, n) for n in range(RATING_TOP + 1))],
                coerce=int,
                empty_value=None,
                required=False,
                initial="" if right is None else right,
            ),
            "quality": forms.ChoiceField(
                label=_("What does it feel like?"),
                choices=[("", _("not answered yet")), *SensationQuality.choices()],
                required=False,
                initial=known.get("quality", ""),
            ),
            "place": forms.ChoiceField(
                label=_("What brings it on?"),
                choices=[("", _("nothing in particular, or not sure")), *place_choices()],
                required=False,
                initial=known.get("brought_on_by") or "",
            ),
            "onset": forms.ChoiceField(
                label=_("How did it begin?"),
                choices=[("", _("not answered yet")), *Onset.choices()],
                required=False,
                initial=known.get("onset", ""),
            ),
            "since": MomentField(
                label=_("Since when?"), today=self.today, initial=known.get("since", "")
            ),
        }
        if not sided:
            del asked["side"], asked["right"]
        return {f"{name}_{code}": field for name, field in asked.items()}

    def clean(self) -> dict[str, Any]:
        """What stands under a symptom that is not ticked is not looked at: nobody sees it."""
        chosen = self.cleaned_data.get("chosen", [])
        for name in list(self.errors):
            asked, _dash, code = name.partition("_")
            if asked in SAID_OF_ONE and (code not in chosen or self._is_shut(asked, code)):
                del self.errors[name]
        return self.cleaned_data

    def _is_shut(self, asked: str, code: str) -> bool:
        """Whether this is a number for the right of what is not on both sides: nobody sees it."""
        return asked == "right" and self.cleaned_data.get(f"side_{code}") != Side.BOTH

    def rows(self) -> list[AskedRow]:
        """Each symptom with its tick and what is said of it, for the page."""
        rows = [
            AskedRow(tick, [self[name] for name in self._names_of(str(tick.data["value"]))])
            for tick in self["chosen"].subwidgets
        ]
        first = sorted((row for row in rows if row.is_ticked), key=self._pressing)[:MOST_OPEN]
        for row in first:
            row.is_open = row.is_wrong or row.code == self.wanted or not row.said
        return rows

    def _names_of(self, code: str) -> list[str]:
        """The names of what is asked of a symptom: one that has no side is not asked for it."""
        names = (f"{name}_{code}" for name in SAID_OF_ONE)
        return [name for name in names if name in self.fields]

    def _pressing(self, row: AskedRow) -> tuple[bool, bool, bool]:
        return not row.is_wrong, row.code != self.wanted, bool(row.said)

    def pattern(self) -> list[forms.BoundField]:
        """The fields of one symptom, empty; where its code belongs stands `PATTERN`."""
        alone = forms.Form()
        alone.fields.update(self._asked_of(PATTERN, {}))
        return list(alone)

    def part(self) -> dict[str, Any]:
        """The ticked symptoms as they are stored."""
        return {"symptoms": [self._told(code) for code in self.cleaned_data["chosen"]]}

    def _told(self, code: str) -> dict[str, Any]:
        clean = self.cleaned_data
        right = None if self._is_shut("right", code) else clean.get(f"right_{code}")
        told = {
            "code": code,
            "side": clean.get(f"side_{code}", ""),
            "severity": clean[f"severity_{code}"],
            "quality": clean[f"quality_{code}"],
            "onset": clean[f"onset_{code}"],
            "since": clean[f"since_{code}"],
            "brought_on_by": clean[f"place_{code}"] or None,
        }
        return told if right is None else told | {"severity_right": right}

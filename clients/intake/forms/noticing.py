"""What they notice: symptoms, what is sensed, posture and movement."""

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
from practice.core.forms import ChoiceRadio, Menu, RatingField

SAID_OF_ONE = ("side", "severity", "quality", "place", "onset", "since")
PATTERN = "CODE"  # stands for a symptom's code in what a script draws fields from
MOST_OPEN = 2  # symptoms with all their fields on one page
SENSED, SIGN = "sensed_", "sign_"  # before a code, in the name of its field
MOST_SENSED = 18  # regions on one page; those of the core are always among them


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
        severity = known.get("severity")
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
            "quality": forms.ChoiceField(
                label=_("What does it feel like?"),
                choices=[("", _("not answered yet")), *SensationQuality.choices()],
                required=False,
                widget=Menu,
                initial=known.get("quality", ""),
            ),
            "place": forms.ChoiceField(
                label=_("What brings it on?"),
                choices=[("", _("nothing in particular, or not sure")), *place_choices()],
                required=False,
                widget=Menu,
                initial=known.get("brought_on_by") or "",
            ),
            "onset": forms.ChoiceField(
                label=_("How did it begin?"),
                choices=[("", _("not answered yet")), *Onset.choices()],
                required=False,
                widget=Menu,
                initial=known.get("onset", ""),
            ),
            "since": MomentField(
                label=_("Since when?"), today=self.today, initial=known.get("since", "")
            ),
        }
        if not sided:
            del asked["side"]
        return {f"{name}_{code}": field for name, field in asked.items()}

    def clean(self) -> dict[str, Any]:
        """What stands under a symptom that is not ticked is not looked at: nobody sees it."""
        chosen = self.cleaned_data.get("chosen", [])
        for name in list(self.errors):
            asked, _dash, code = name.partition("_")
            if asked in SAID_OF_ONE and code not in chosen:
                del self.errors[name]
        return self.cleaned_data

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
        clean = self.cleaned_data
        return {
            "symptoms": [
                {
                    "code": code,
                    "side": clean.get(f"side_{code}", ""),
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

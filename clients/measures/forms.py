"""Input of the measures: an instrument's questions, each starting unanswered."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.measures.rules import Due, Instrument, Item, Rater, Stage
from clients.measures.services import AnswerData
from practice.core.forms import RatingField, signed
from practice.core.pages import OnceForm

MOMENTS = [
    ("", _("What is due")),
    (Stage.SESSION_START.value, _("Start of a lesson")),
    (Stage.SESSION_END.value, _("End of a lesson")),
]


class AnswerForm(OnceForm):
    """One instrument for one occasion. It remembers which version was asked, and for when."""

    episode = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.CharField(widget=forms.HiddenInput, max_length=10)
    stage = forms.ChoiceField(widget=forms.HiddenInput, choices=Stage.choices())
    asked_on = forms.DateField(widget=forms.HiddenInput(attrs={"type": "hidden"}))

    def __init__(
        self, data: Any = None, *, instrument: Instrument, items: Sequence[Item], rater: Rater
    ) -> None:
        self.instrument, self.items, self.rater = instrument, items, rater
        super().__init__(data)
        for place, item in enumerate(items):
            self.fields[f"item_{place}"] = _field(instrument, item)

    def asking(self, due: Due) -> "AnswerForm":
        """The same, for an occasion that is due."""
        self.initial["episode"] = due.episode
        self.initial["version"] = due.instrument.version
        self.initial["stage"] = due.stage.value
        self.initial["asked_on"] = due.asked_on.isoformat()
        return self

    def said(self) -> AnswerData:
        """What was answered."""
        cleaned = self.cleaned_data
        return AnswerData(
            episode=cleaned["episode"],
            instrument=self.instrument.code,
            version=cleaned["version"],
            rater=self.rater,
            stage=Stage(cleaned["stage"]),
            asked_on=cleaned["asked_on"],
            answers=[
                (item.code, cleaned[f"item_{place}"]) for place, item in enumerate(self.items)
            ],
        )

    @property
    def key_used(self) -> UUID | None:
        """The key that the form carries."""
        key: UUID | None = self.cleaned_data["key"]
        return key

    def field_of(self, item: str) -> str:
        """The name of the field that an item is answered in; as it is for anything else."""
        codes = [one.code for one in self.items]
        return f"item_{codes.index(item)}" if item in codes else item


def _field(instrument: Instrument, item: Item) -> forms.Field:
    low, high = instrument.low, instrument.high
    wrong = _("Choose a number from %(low)s to %(high)s.")
    words: Any = {
        "required": _("Choose a number."),
        "invalid_choice": wrong % {"low": signed(low), "high": signed(high)},
    }
    if instrument.steps:
        return forms.TypedChoiceField(
            label=item.text,
            widget=forms.RadioSelect,
            coerce=int,
            choices=[(str(low + place), word) for place, word in enumerate(instrument.steps)],
            error_messages=words | {"required": _("Choose one.")},
        )
    return RatingField(
        label=item.text,
        span=(low, high),
        ends=instrument.ends,
        required=True,
        error_messages=words,
    )


class WithdrawForm(forms.Form):
    """Why an answer is taken out."""

    why = forms.CharField(
        label=_("Why it is taken out"),
        max_length=200,
        error_messages={"required": _("Say why, in a few words.")},
    )

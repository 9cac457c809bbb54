"""The check-in's one screen: everything starts unanswered, and each of it may stay so."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clients.measures.rules import Rater
from clients.measures.services import AnswerData
from practice.core.forms import RatingField
from practice.core.pages import OnceForm
from sessions.check_ins.queries import Asked
from sessions.check_ins.rules import KEPT, name_of
from sessions.check_ins.services import CheckInData
from sessions.practice_logs.rules import RANGES


@dataclass(frozen=True)
class Group:
    """What belongs together on the screen: an instrument's stem and its questions."""

    stem: str
    concern: str
    fields: Sequence[forms.BoundField]


class CheckInForm(OnceForm):
    """What is asked this week. `with_soreness`: also how sore practising left them; where that was
    said already it is read, whatever became of the program meanwhile."""

    def __init__(self, data: Any = None, *, asked: Sequence[Asked], with_soreness: bool) -> None:
        self.asked = asked
        super().__init__(data)
        for one in asked:
            instrument = one.due.instrument
            for name, item in self._named(one):
                self.fields[name] = RatingField(
                    label=item,
                    span=(instrument.low, instrument.high),
                    ends=instrument.ends,
                    error_messages={"invalid_choice": _("Choose one of the numbers.")},
                )
        if with_soreness or any(name in self.data for name in KEPT):
            self.fields["soreness_hours"] = forms.IntegerField(
                label=_("Sore after practising, for how many hours"),
                required=False,
                min_value=RANGES["soreness_hours"].low,
                max_value=RANGES["soreness_hours"].high,
                help_text=_("The longest of this week. A day of mild soreness can be part of it."),
            )
            self.fields["worse"] = forms.BooleanField(
                label=_("It is worse than before I practised"), required=False
            )

    def clean(self) -> dict[str, Any]:
        """Several questions of one instrument count together: all of them, or none."""
        cleaned: dict[str, Any] = super().clean() or {}
        for one in self.asked:
            names = [name for name, _text in self._named(one)]
            given = [name for name in names if cleaned.get(name) is not None]
            if given and not self.errors:
                for name in sorted(set(names) - set(given), key=names.index):
                    self.add_error(name, _("Answer this one too, or none of these."))
        return cleaned

    @property
    def groups(self) -> list[Group]:
        """What the page shows, one after another."""
        shown = [
            Group(one.due.instrument.stem, one.concern, [self[n] for n, _text in self._named(one)])
            for one in self.asked
        ]
        if "worse" in self.fields:
            shown.append(Group(gettext("After practising"), "", [self[name] for name in KEPT]))
        return shown

    @property
    def dropped(self) -> bool:
        """Whether something was answered that is not asked any more: the first answer stays."""
        return any(name.startswith("q_") and name not in self.fields for name in self.data)

    def said(self) -> CheckInData:
        """What was answered; whatever was not is left out."""
        cleaned = self.cleaned_data
        answers = []
        for one in self.asked:
            names = [name for name, _text in self._named(one)]
            numbers = [cleaned.get(name) for name in names]
            if any(number is not None for number in numbers):
                codes = [item.code for item in one.items]
                answers.append(_answer(one, list(zip(codes, numbers, strict=True))))
        return CheckInData(
            answers=answers,
            soreness_hours=cleaned.get("soreness_hours"),
            worse=bool(cleaned.get("worse")),
        )

    def _named(self, one: Asked) -> list[tuple[str, str]]:
        due = one.due
        about = (due.episode, due.instrument.code, due.instrument.version)
        return [(name_of(*about, item.code), item.text) for item in one.items]


def _answer(one: Asked, answers: Sequence[tuple[str, Any]]) -> AnswerData:
    return AnswerData(
        episode=one.due.episode,
        instrument=one.due.instrument.code,
        version=one.due.instrument.version,
        rater=Rater.CLIENT,
        stage=one.due.stage,
        asked_on=one.due.asked_on,
        answers=answers,
    )

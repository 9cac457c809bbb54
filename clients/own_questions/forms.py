"""Input shapes: a question as the practice writes it, and as a client answers it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.own_questions.rules import (
    ANSWER_LENGTH,
    END_LENGTH,
    HELP_LENGTH,
    OPTIONS_FEWEST,
    OPTIONS_MOST,
    WORDING_LENGTH,
    Kind,
    Question,
)
from practice.core.forms import ChoiceRadio, DayField, RatingField

ONE_A_LINE = _("For “One of several”: %(fewest)s to %(most)s, one a line.")


class QuestionForm(forms.Form):
    """A question of the practice's own; `revision` is the draft's as it was shown."""

    wording = forms.CharField(label=_("Your question"), max_length=WORDING_LENGTH)
    help = forms.CharField(
        label=_("A line of help below it"), max_length=HELP_LENGTH, required=False
    )
    kind = forms.ChoiceField(
        label=_("How it is answered"),
        choices=Kind.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it is answered.")},
    )
    options = forms.CharField(
        label=_("Answers to choose from"),
        help_text=ONE_A_LINE % {"fewest": OPTIONS_FEWEST, "most": OPTIONS_MOST},
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    low = forms.CharField(
        label=_("What 0 means"),
        help_text=_("For a number from 0 to 10, as is what 10 means."),
        max_length=END_LENGTH,
        required=False,
    )
    high = forms.CharField(label=_("What 10 means"), max_length=END_LENGTH, required=False)
    future = forms.BooleanField(label=_("A date may lie in the future"), required=False)
    needed = forms.BooleanField(
        label=_("An answer is needed"),
        help_text=_("Without one, an intake cannot be sent. Else it may be left open."),
        required=False,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @classmethod
    def shown(cls, data: Any, question: Question | None, revision: int) -> "QuestionForm":
        """The form with a question as it stands, or with what was sent."""
        stored: dict[str, Any] = question.stored() if question else {}
        lines = "\n".join(stored.get("options", []))
        return cls(data, initial={**stored, "options": lines, "revision": revision})

    def question(self, code: str) -> Question:
        """What was sent, as a question."""
        clean = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return Question.of({**clean, "code": code, "options": clean["options"].splitlines()})


def answer_field(question: Question, today: date) -> forms.Field:
    """The field in which a client answers a question; it may stay open, and nothing is preset."""
    known: dict[str, Any] = {
        "label": question.wording,
        "help_text": _help(question),
        "required": False,
    }
    match question.kind:
        case Kind.CHOICE:
            left = ("", _("I leave it open"))
            choices = [left, *((option, option) for option in question.options)]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **known)
        case Kind.SCALE:
            return RatingField(ends=(question.low, question.high), **known)
        case Kind.YES_NO:
            return ChoiceRadio(choices=[("yes", _("Yes")), ("no", _("No"))], **known)
        case Kind.DATE:
            field = DayField(**known)
            if not question.future:
                field.widget.attrs["max"] = today.isoformat()
            return field
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(max_length=ANSWER_LENGTH, widget=area, **known)


def _help(question: Question) -> str | Promise:
    needed = _("An answer is needed.")
    if not question.needed:
        return question.help
    return f"{question.help} {needed}" if question.help else needed


class AsksForm(forms.Form):
    """A screen of questions as a client sees it, to look at."""

    def __init__(self, questions: Sequence[Question], today: date) -> None:
        super().__init__()
        for question in questions:
            self.fields[question.code] = answer_field(question, today)
            self.fields[question.code].disabled = True

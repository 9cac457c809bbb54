"""A step of the intake as a form: lenient while it is a draft."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clients.intake.rules import (
    LATER,
    WHEN,
    IntakeStep,
    is_later,
    mark_of,
    moment_of,
    moment_words,
)

type Answers = Mapping[str, Any]


class MomentField(forms.CharField):
    """A year, or a month and a year, up to `today`; kept as "2019" or "2019-05", or ""."""

    def __init__(self, *, today: date, **kwargs: Any) -> None:
        self.today = today
        kwargs.setdefault("help_text", _("A year is enough: 2019, or 5/2019."))
        super().__init__(required=False, max_length=40, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show what is kept as people write it, and what was typed as it was typed."""
        moment = moment_of(value) if isinstance(value, str) else None
        return moment_words(moment) if moment == value and moment else value

    def clean(self, value: Any) -> str:
        """The moment as it is kept."""
        typed = super().clean(value)
        if not typed:
            return ""
        moment = moment_of(typed)
        if moment is None:
            raise ValidationError(WHEN)
        if is_later(moment, self.today):
            raise ValidationError(LATER)
        return moment


class StepForm(forms.Form):
    """A step of the intake. `version` is the mark of the step as it was shown.

    `today` is the client's day: what was cannot lie after it.
    """

    step: ClassVar[IntakeStep]
    version = forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, answers: Answers, today: date) -> None:
        super().__init__(data)
        self.answers, self.today = answers, today
        self.fields["version"].initial = self.mark(answers)
        self.build()

    def mark(self, answers: Answers) -> str:
        """The mark of what this form shows, as some answers have it."""
        return mark_of(answers, self.step)

    def build(self) -> None:
        """Add what depends on the answers, and show what is stored."""

    def sent(self, prefix: str) -> set[str]:
        """What follows a prefix in the names that were sent."""
        return {name.removeprefix(prefix) for name in self.data if name.startswith(prefix)}

    def part(self) -> dict[str, Any]:
        """The cleaned input as the step's part of the answers."""
        raise NotImplementedError

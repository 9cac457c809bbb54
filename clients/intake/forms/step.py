"""A step of the intake as a form: lenient while it is a draft."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from clients.intake.rules import IntakeStep, mark_of

type Answers = Mapping[str, Any]


class StepForm(forms.Form):
    """A step of the intake. `version` is the mark of the step as it was shown."""

    step: ClassVar[IntakeStep]
    version = forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, answers: Answers) -> None:
        super().__init__(data)
        self.answers = answers
        self.fields["version"].initial = mark_of(answers, self.step)
        self.build()

    def build(self) -> None:
        """Add what depends on the answers, and show what is stored."""

    def part(self) -> dict[str, Any]:
        """The cleaned input as the step's part of the answers."""
        raise NotImplementedError

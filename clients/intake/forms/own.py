"""A screen of the practice's own questions."""

from datetime import date
from typing import Any

from django import forms

from clients.intake.forms.step import Answers, StepForm
from clients.intake.rules import CHANGED, OWN, IntakeStep, screen_mark, told_of
from clients.own_questions.forms import answer_field
from clients.own_questions.rules import Form, Kind, Question, wrong_answer

ASKED = "own_"
_YES = {"yes": True, "no": False}


class OwnForm(StepForm):
    """Some of the questions as a version asks them; `form` says which one was shown."""

    step = IntakeStep.OWN
    form = forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any,
        *,
        answers: Answers,
        today: date,
        asked: Form,
        questions: tuple[Question, ...],
    ) -> None:
        self.asked, self.questions = asked, questions
        super().__init__(data, answers=answers, today=today)

    def build(self) -> None:
        """Add a field for each question, and show what is stored."""
        told = told_of(self.answers)
        self.fields["form"].initial = self.asked.id
        for question in self.questions:
            field = answer_field(question, self.today)
            field.initial = _shown(question, told.get(question.code))
            self.fields[ASKED + question.code] = field

    def mark(self, answers: Answers) -> str:
        """The mark of this screen's answers."""
        return screen_mark(answers, [question.code for question in self.questions])

    @property
    def is_old(self) -> bool:
        """Whether another version was answered than the one asked now."""
        return self.is_bound and self.data.get("form") != self.asked.id

    def no_longer(self) -> list[str]:
        """What was typed to questions that are not asked on this screen any more."""
        gone = sorted(self.sent(ASKED) - {question.code for question in self.questions})
        return list(filter(None, (self.data.get(ASKED + code, "").strip() for code in gone)))

    def seen_anew(self) -> dict[str, str]:
        """What to send with a screen of another version when it is sent again.

        What that screen did not ask stands as it was kept, so that nothing of it is left open.
        """
        told = told_of(self.answers)
        kept = {
            ASKED + one.code: str(_shown(one, told.get(one.code)))
            for one in self.questions
            if ASKED + one.code not in self.data
        }
        return {**kept, "form": self.asked.id, "version": self.mark(self.answers)}

    def clean(self) -> dict[str, Any]:
        """Answers to the version asked now, and to nothing else."""
        if self.is_old:
            self.add_error(None, CHANGED)
        elif not {question.code for question in self.questions} >= self.sent(ASKED):
            self.add_error(None, "Your practice does not ask this.")
        for question in self.questions:
            name = ASKED + question.code
            words = wrong_answer(question, self._answer(question), self.today)
            if words and name not in self.errors:
                self.add_error(name, words)
        return self.cleaned_data

    def _answer(self, question: Question) -> str | int | bool | None:
        value = self.cleaned_data.get(ASKED + question.code)
        if value in ("", None):
            return None
        if question.kind == Kind.YES_NO:
            return _YES[value]
        return value.isoformat() if isinstance(value, date) else value

    def part(self) -> dict[str, Any]:
        """The answers of this screen, and to which version."""
        told = {question.code: self._answer(question) for question in self.questions}
        return {OWN: {"form": self.cleaned_data["form"], "answers": told}}


def _shown(question: Question, value: Any) -> Any:
    if question.kind == Kind.YES_NO and value is not None:
        return "yes" if value else "no"
    return "" if value is None else value

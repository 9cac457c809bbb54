"""The intake on paper, for somebody to fill in by hand: the same questions, with room to write."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from clients.intake.forms import StepForm, SymptomsForm
from clients.intake.forms.rows import RowsForm
from clients.intake.here import STEPS, Here
from clients.intake.rules import IntakeStep
from clients.intake.wizard import form_of

LINES_OF_A_TEXT, ROWS = 3, 3


@dataclass(frozen=True)
class Question:
    """What is asked, and how it is answered by hand: boxes to tick, or lines to write on."""

    label: str | Promise
    options: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()


def blank_intake(here: Here) -> list[tuple[IntakeStep, list[Question]]]:
    """Every step with its questions, of an intake in which nothing is answered."""
    return [(step, list(_questions(form_of(here, step, None)))) for step in STEPS]


def _questions(form: StepForm) -> Iterator[Question]:
    if isinstance(form, SymptomsForm):
        yield _question(form["chosen"])
        yield Question(
            _("For each: which side, 0 to 10, what brings it on, since when"), (), _lines(6)
        )
        return
    times = ROWS if isinstance(form, RowsForm) else 1
    for _again in range(times):
        yield from (_question(field) for field in form.visible_fields())


def _question(bound: Any) -> Question:
    field: Any = bound.field
    if isinstance(field, forms.BooleanField):
        return Question(bound.label, ("",))
    if isinstance(field, forms.ChoiceField) and bound.name != "timezone":
        choices: Any = field.choices
        return Question(bound.label, tuple(str(word) for value, word in choices if value))
    return Question(bound.label, (), _lines(_room(field)))


def _room(field: forms.Field) -> int:
    return LINES_OF_A_TEXT if isinstance(field.widget, forms.Textarea) else 1


def _lines(number: int) -> tuple[int, ...]:
    return tuple(range(number))

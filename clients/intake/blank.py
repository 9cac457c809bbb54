"""The intake on paper, for somebody to fill in by hand: the same questions, with room to write."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from clients.intake.forms import OwnForm, StepForm, SymptomsForm
from clients.intake.forms.rows import RowsForm
from clients.intake.here import Here
from clients.intake.rules import IntakeStep
from clients.intake.screens import form_of

LINES_OF_A_TEXT, ROWS = 3, 3


@dataclass(frozen=True)
class Question:
    """What is asked, and how it is answered by hand: boxes to tick, or lines to write on."""

    label: str | Promise
    options: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    help: str | Promise = ""


def blank_intake(here: Here) -> list[tuple[IntakeStep, list[Question]]]:
    """Every step with its questions, of an intake in which nothing is answered."""
    return [(step, _asked(here, step)) for step in here.steps]


def _asked(here: Here, step: IntakeStep) -> list[Question]:
    screens = range(1, len(here.screens) + 1) if step is IntakeStep.OWN else [1]
    return [one for n in screens for one in _questions(form_of(here, step, None, screen=n))]


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
    help_text = field.help_text if isinstance(bound.form, OwnForm) else ""
    if isinstance(field, forms.BooleanField):
        return Question(bound.label, ("",))
    if isinstance(field, forms.ChoiceField) and bound.name != "timezone":
        choices: Any = field.choices
        options = tuple(str(word) for value, word in choices if value)
        return Question(bound.label, _with_ends(field, options), help=help_text)
    return Question(bound.label, (), _lines(_room(field)), help_text)


def _with_ends(field: Any, options: tuple[str, ...]) -> tuple[str, ...]:
    """The numbers of a rating with what both ends mean."""
    low, high = getattr(field.widget, "ends", ("", ""))
    if not low:
        return options
    return (f"{options[0]}: {low}", *options[1:-1], f"{options[-1]}: {high}")


def _room(field: forms.Field) -> int:
    return LINES_OF_A_TEXT if isinstance(field.widget, forms.Textarea) else 1


def _lines(number: int) -> tuple[int, ...]:
    return tuple(range(number))

"""The practice's own questions in an intake: what was answered to which version.

Kept in the answers as {"form", "version", "questions", "answers"}: the questions as that version
asks them, and code to answer. A code that is not there was not looked at; None was left open.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from clients.intake.rules.answers import IntakeStep
from clients.intake.rules.parts import AGAIN, Missing, mapping
from clients.own_questions.rules import (
    A_SCREEN,
    Form,
    Question,
    answer_words,
    wrong_answer,
)

OWN = IntakeStep.OWN.value
CHANGED = "Your practice changed these questions. Please look at them again."
_UNKNOWN = "Your practice does not ask this."


def questions_of(answers: Mapping[str, Any]) -> list[Question]:
    """The questions that an intake answers, as the version of then asks them."""
    own: Mapping[str, Any] = mapping(answers.get(OWN))
    return [Question.of(stored) for stored in own.get("questions", [])]


def told_of(answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was answered so far, by code."""
    told: Mapping[str, Any] = mapping(mapping(answers.get(OWN)).get("answers"))
    return told


def form_of(answers: Mapping[str, Any]) -> str:
    """The id of the version that is answered, or ""."""
    return str(mapping(answers.get(OWN)).get("form", ""))


def part_for(form: Form, told: Mapping[str, Any]) -> dict[str, Any]:
    """The step's part of the answers."""
    questions = [question.stored() for question in form.questions]
    own = {"form": form.id, "version": form.version, "questions": questions, "answers": dict(told)}
    return {OWN: own}


def brought_over(answers: Mapping[str, Any], form: Form | None, today: date) -> dict[str, Any]:
    """The answers with the step as `form` asks it: what still stands stays, the rest is out.

    Without a form there is no such step. "was" names the older version that was answered: the step
    is then looked at again before it is signed.
    """
    rest = {name: value for name, value in answers.items() if name != OWN}
    if form is None:
        return rest
    if form_of(answers) == form.id:
        return dict(answers)
    part = part_for(form, _standing(answers, form, today))
    if OWN in answers:
        part[OWN]["was"] = mapping(answers[OWN]).get("version")
    return {**rest, **part}


def _standing(answers: Mapping[str, Any], form: Form, today: date) -> dict[str, Any]:
    asked = form.by_code()
    return {
        code: value
        for code, value in told_of(answers).items()
        if code in asked and not wrong_answer(asked[code], value, today)
    }


def kept_out(answers: Mapping[str, Any], form: Form | None, today: date) -> list[Question]:
    """The questions whose answer does not stand any more in the version asked now."""
    if not told_of(answers) or (form and form_of(answers) == form.id):
        return []
    standing = _standing(answers, form, today) if form else {}
    told = {code for code, value in told_of(answers).items() if value is not None}
    return [one for one in questions_of(answers) if one.code in told - set(standing)]


def wrong_in_own(told: Mapping[str, Any], form: Form, today: date) -> list[Missing]:
    """Answers that cannot be kept, each with its place."""
    asked, wrong = form.by_code(), []
    for code, value in told.items():
        known = asked.get(code)
        words = wrong_answer(known, value, today) if known else _UNKNOWN
        if words:
            wrong.append(Missing(IntakeStep.OWN, place_of(code), words))
    return wrong


def place_of(code: str) -> str:
    """Where an answer stands."""
    return f"{OWN}.answers.{code}"


def screen_of(answers: Mapping[str, Any], field: str) -> int:
    """On which screen of the step, from 1, the question stands that a place names."""
    codes = [question.code for question in questions_of(answers)]
    code = field.rpartition(".")[2]
    return codes.index(code) // A_SCREEN + 1 if code in codes else 1


def screen_mark(answers: Mapping[str, Any], codes: Collection[str]) -> str:
    """A fingerprint of some of the answers, for a screen is saved without the others."""
    told = {code: value for code, value in told_of(answers).items() if code in codes}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def missing_own(answers: Mapping[str, object]) -> Iterator[Missing]:
    """Every question was looked at in the version asked now, and has an answer if it needs one."""
    if OWN not in answers:
        return
    own, step = answers[OWN], IntakeStep.OWN
    if not isinstance(own, Mapping) or not isinstance(own.get("questions"), list):
        yield Missing(step, OWN, AGAIN)
        return
    if "was" in own:
        yield Missing(step, OWN, CHANGED)
    told = told_of(answers)
    for question in questions_of(answers):
        if question.needed and told.get(question.code) is None:
            words = f"{question.wording} – an answer is needed."
            yield Missing(step, place_of(question.code), words)
        elif question.code not in told:
            words = f"{question.wording} – please look at this. You may leave it open."
            yield Missing(step, place_of(question.code), words)


def own_words(answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each question that was looked at, with its answer in words."""
    told = told_of(answers)
    for question in questions_of(answers):
        if question.code in told:
            yield question.wording, answer_words(question, told[question.code]) or "left open"


def own_lines(answers: Mapping[str, Any]) -> dict[str, tuple[Any, str]]:
    """By code what was answered, with its line in words; what was left open is not among them."""
    told = told_of(answers)
    return {
        one.code: (told[one.code], f"{one.wording} {answer_words(one, told[one.code])}")
        for one in questions_of(answers)
        if told.get(one.code) is not None
    }

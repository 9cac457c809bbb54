"""Keeping answers to the practice's own questions: to the version asked now, or not at all."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from clients.intake.rules import (
    CHANGED,
    OWN,
    brought_over,
    part_for,
    screen_mark,
    told_of,
    wrong_in_own,
)
from clients.own_questions.models import OwnAnswer
from clients.own_questions.queries import newest_form, question_row
from clients.own_questions.rules import Form, Kind, Question, day_of
from clients.symptoms.services import Told
from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.core.errors import DomainError

OLD_FORM = "old_form"


def checked_own(actor: Actor, part: Mapping[str, Any]) -> tuple[Form, dict[str, Any]]:
    """The version asked now, and what is answered to it, by code.

    `part` is {"own": {"form": its id, "answers": …}}: some of the questions, as a screen sends
    them. Refused with the place named if it answers another version, or wrongly.
    """
    own = part.get(OWN)
    whole = set(part) == {OWN} and isinstance(own, Mapping) and set(own) == {"form", "answers"}
    if not isinstance(own, Mapping) or not whole or not isinstance(own["answers"], Mapping):
        raise DomainError(_("This does not belong here."), field=OWN)
    form = newest_form(actor)
    if form is None or own["form"] != form.id:
        raise DomainError(CHANGED, field=OWN, code=OLD_FORM)
    wrong = wrong_in_own(own["answers"], form, today_in(actor.zone))
    if wrong:
        raise DomainError(wrong[0].message, field=wrong[0].field)
    return form, dict(own["answers"])


def own_step(
    actor: Actor, answers: Mapping[str, Any], form: Form, told: Mapping[str, Any]
) -> tuple[str, dict[str, Any]]:
    """The mark of a screen's answers as they stand, and the whole step with `told` in it."""
    before = brought_over(answers, form, today_in(actor.zone))
    return screen_mark(before, told), part_for(form, {**told_of(before), **told})


def own_answers(actor: Actor, told: Told, answers: Mapping[str, Any]) -> list[OwnAnswer]:
    """A row for each answer to a question of the practice's own."""
    own = answers.get(OWN)
    if own is None:
        return []
    questions = [Question.of(stored) for stored in own["questions"]]
    return [
        OwnAnswer(
            **told.keys,
            question_id=question_row(actor, own["form"], question.code),
            code=question.code,
            **_typed(question, own["answers"][question.code]),
            reported_on=told.on,
        )
        for question in questions
        if own["answers"].get(question.code) is not None
    ]


def _typed(question: Question, value: Any) -> dict[str, Any]:
    match question.kind:
        case Kind.CHOICE:
            return {"choice": value}
        case Kind.SCALE:
            return {"number": value}
        case Kind.YES_NO:
            return {"yes": value}
        case Kind.DATE:
            return {"day": day_of(value)}
    return {"words": value}

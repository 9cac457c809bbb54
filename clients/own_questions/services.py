"""Writes of a practice's own questions: the draft changed, and published as a version."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from clients.own_questions.models import OwnDraft, OwnForm, OwnQuestion
from clients.own_questions.queries import newest_form, published_kind, questions_in, versions_of
from clients.own_questions.rules import (
    QUESTIONS_MOST,
    Question,
    fitted,
    moved,
    wrong_in_question,
)
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError, Stale


class WrongQuestion(DomainError):
    """A question cannot be kept: `wrong` says why, each in its field."""

    def __init__(self, wrong: Sequence[tuple[str, str]]) -> None:
        field, message = wrong[0]
        super().__init__(message, field=field)
        self.wrong = wrong


def _draft(actor: Actor, revision: int) -> OwnDraft:
    """The draft, held; an unsaved one for the first change. Stale if `revision` is older."""
    actor.require("settings.write")
    rows = OwnDraft.objects.visible_to(actor, "settings.write").select_for_update()
    found = rows.first() or OwnDraft(practice_id=actor.practice_id)
    if found.revision != revision:
        raise _changed(found)
    return found


def _changed(found: OwnDraft | None) -> Stale:
    words = _("A colleague changed the questions in between. Nothing was overwritten.")
    return Stale(words, current=found)


def _keep(actor: Actor, draft: OwnDraft, questions: Sequence[Question]) -> OwnDraft:
    is_new = draft.revision == 0
    draft.questions = [question.stored() for question in questions]
    draft.revision += 1
    draft.changed_at, draft.changed_by_id = now(), cast(UUID, actor.membership_id)
    try:
        with transaction.atomic():
            draft.save(force_insert=is_new)
    except IntegrityError:  # two began it in the same moment
        raise _changed(None) from None
    return draft


def keep_question(*, actor: Actor, question: Question, revision: int) -> OwnDraft:
    """Put a question into the draft: a new one without a code, else in the place of its code.

    `revision` is the draft's as it was seen, 0 where there was none; Stale if it changed since.
    A question that was taken out in between comes back, at the end.
    """
    draft = _draft(actor, revision)
    asked = questions_in(draft)
    codes = [one.code for one in asked]
    question = fitted(question)
    wrong = wrong_in_question(question)
    if wrong:
        raise WrongQuestion(wrong)
    if question.code not in codes and len(asked) >= QUESTIONS_MOST:
        words = _("There are %(most)s questions already. Take one out first.")
        raise DomainError(words % {"most": QUESTIONS_MOST})
    kind_before = published_kind(actor, question.code) if question.code else ""
    if kind_before not in ("", question.kind):
        words = _("It was asked so before. Take it out and add a new question instead.")
        raise DomainError(words, field="kind")
    if question.code in codes:
        asked[codes.index(question.code)] = question
    elif question.code:
        asked.append(question)
    else:
        draft.last_number += 1
        asked.append(replace(question, code=f"q{draft.last_number}"))
    return _keep(actor, draft, asked)


def move_question(*, actor: Actor, code: str, by: int, revision: int) -> OwnDraft:
    """Move a question one place up (-1) or down (1)."""
    draft = _draft(actor, revision)
    return _keep(actor, draft, moved(questions_in(draft), code, by))


def remove_question(*, actor: Actor, code: str, revision: int) -> OwnDraft:
    """Take a question out of the draft; what was published stays."""
    draft = _draft(actor, revision)
    return _keep(actor, draft, [one for one in questions_in(draft) if one.code != code])


@transaction.atomic
def publish_questions(*, actor: Actor, revision: int) -> OwnForm:
    """Publish the draft as the next version: whoever has not signed yet is asked this one.

    An empty one asks nothing more. Refused if it is what the newest version asks.
    """
    draft = _draft(actor, revision)
    asked, last = tuple(questions_in(draft)), next(iter(versions_of(actor)), None)
    newest = newest_form(actor)
    if asked == (newest.questions if newest else ()):
        raise DomainError(_("This is what you ask already. Nothing was published."))
    _keep(actor, draft, asked)
    form = OwnForm(
        practice_id=actor.practice_id,
        version=last.version + 1 if last else 1,
        published_at=now(),
        published_by_id=cast(UUID, actor.membership_id),
    )
    form.save(force_insert=True)
    OwnQuestion._base_manager.bulk_create(
        OwnQuestion(
            practice_id=actor.practice_id,
            form=form,
            position=position,
            **question.stored(),
        )
        for position, question in enumerate(asked)
    )
    return form

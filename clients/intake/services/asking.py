"""Asking back on a signed intake: it stays as it was signed, and a new version answers."""

from typing import cast
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from clients.guardians.queries import (
    Guarding,
    can_open_mails,
    recipients_of,
    told_guarding,
)
from clients.intake.models import IntakeSubmission, QuestionBack
from clients.intake.queries import (
    DRAFT,
    REOPENED,
    SIGNED,
    WITHDRAWN,
    get_submission,
    questions_around,
)
from clients.intake.rules import WHOLE, asked_steps, begun_again
from clients.mail_wishes.queries import wants_mail
from clients.mail_wishes.rules import MailKind
from clients.records.models import Client
from clients.records.queries import refuse_archived
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.core.services import claim_once
from practice.outbox.services import Planned, cancel_messages, plan_messages

KIND = "intake_question"
NOT_WANTED = "they want no mails about the intake"
QUESTION_LENGTH = 1000


@transaction.atomic
def ask_back(
    *, actor: Actor, submission_id: UUID, step: str, question: str, key: UUID | None = None
) -> QuestionBack:
    """Ask back on one step of a signed intake (WHOLE: on all of it); tells the client by mail.

    The first question makes a new draft of it, in which nothing but what is asked can change;
    further ones join that draft. Http404 for one out of reach, AlreadyDone for a `key` used before.
    """
    actor.require("intake.accept")
    submission = get_submission(actor, submission_id, "intake.accept", lock=True)
    refuse_archived(actor, submission.client)
    once = claim_once(actor=actor, key=key, action="ask_back")
    if submission.state not in {SIGNED, REOPENED}:
        raise DomainError(_("It is accepted. Ask when you meet, or ask for a new intake."))
    if step != WHOLE and step not in asked_steps(submission.answers):
        raise DomainError(_("Choose what you ask about."), field="step")
    if not question.strip():
        raise DomainError(_("Write what you would like to know."), field="question")
    asked = QuestionBack(
        **once,
        practice_id=actor.practice_id,
        client_id=submission.client_id,
        submission=_draft_after(actor, submission),
        step=step,
        question=question.strip()[:QUESTION_LENGTH],
        asked_by_id=cast(UUID, actor.membership_id),
        asked_at=now(),
    )
    asked.save(force_insert=True)
    client = submission.client
    guarding = told_guarding(submission)
    if can_open_mails(client, guarding):
        asked.is_mailed = wants_mail(actor, client.pk, MailKind.INTAKE)
        unwanted = "" if asked.is_mailed else NOT_WANTED
        planned = mails_about(KIND, client, guarding, asked.pk, unwanted)
        plan_messages(actor=actor, planned=planned)
    return asked


def mails_about(
    kind: str, client: Client, guarding: Guarding, subject_id: UUID, unwanted: str = ""
) -> list[Planned]:
    """One mail to the client, or for one under age to each guardian with a login."""
    return [
        Planned(
            kind=kind,
            person_id=client.pk,
            subject_id=subject_id,
            local_date=today_in(client.timezone),
            unwanted=unwanted,
            recipient_id=to,
        )
        for to in recipients_of(guarding)
    ]


def _draft_after(actor: Actor, submission: IntakeSubmission) -> IntakeSubmission:
    rows = IntakeSubmission.objects.visible_to(actor, "intake.accept")
    if submission.state == REOPENED:
        draft = rows.filter(previous=submission, state=DRAFT).first()
        if draft is None:
            raise DomainError(_("A newer version is signed. Ask back on that one."))
        return draft
    draft = IntakeSubmission(
        practice_id=actor.practice_id,
        client_id=submission.client_id,
        form_version=submission.form_version,
        answers=begun_again(submission.answers),
        saved_at=now(),
        previous=submission,
    )
    draft.save(force_insert=True)
    submission.state = REOPENED
    submission.save(update_fields=["state"])
    return draft


@transaction.atomic
def take_question_back(*, actor: Actor, submission_id: UUID) -> bool:
    """Ask nothing after all: the signed intake can be accepted as it is. False if it waits already.

    What somebody may have answered meanwhile is kept in the draft that nobody is asked for now.
    """
    actor.require("intake.accept")
    submission = get_submission(actor, submission_id, "intake.accept", lock=True)
    refuse_archived(actor, submission.client)
    if submission.state != REOPENED:
        return False
    waiting = [one for one in questions_around(actor, submission) if one.submission.state == DRAFT]
    if not waiting:
        return False
    draft = waiting[0].submission
    draft.state = WITHDRAWN
    draft.save(update_fields=["state"])
    submission.state = SIGNED
    submission.save(update_fields=["state"])
    for one in waiting:
        cancel_messages(actor=actor, subject_id=one.pk, reason=_("the question was taken back"))
    return True

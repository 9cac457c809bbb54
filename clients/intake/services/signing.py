"""Signing the intake, once: what stands as a record of its own from then on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import UUIDField
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from clients.guardians.queries import signer, signing_for
from clients.intake.models import IntakeSubmission, RedFlagAnswer
from clients.intake.queries import (
    DRAFT,
    SIGNED,
    as_asked,
    asked_beside,
    guarding_around,
    questions_in,
)
from clients.intake.rules import (
    RED_FLAGS_BY_CODE,
    IntakeStep,
    Missing,
    asked_steps,
    brought_over,
    given_anew,
    missing_parts,
    stated,
    unanswered,
)
from clients.intake.services.submission import already_sent, client_of, locked, together, versions
from clients.records.services import require_present
from clients.texts.queries import consent_documents
from clients.texts.services import Answered, Signed, keep_answers
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.errors import DomainError


class Incomplete(DomainError):
    """Signing was refused: `missing` names each part and its step."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__(_("Something is still open."), code="incomplete")
        self.missing = missing


def _read_since(actor: Actor, answers: Mapping[str, Any]) -> None:
    """Refuse to sign what was agreed to before a newer version of a text was published."""
    if answers.get("consent_documents") == versions(consent_documents(actor)):
        return
    words = _("One of these texts has changed. Please read it again.")
    raise Incomplete([Missing(IntakeStep.CONSENT, "consents", words)])


def sign_intake(*, actor: Actor, client_id: UUID | None = None) -> IntakeSubmission:
    """Sign the client's own draft with the name they typed; Incomplete says what is missing.

    `client_id` as for `save_step`: it is still the client, present, who types their name. For a
    client under age it is a guardian, who is kept with what they are to the client.
    Consents and safety answers stand as records of their own from the signature on.
    """
    require_present(actor=actor, client_id=client_of(actor, client_id))
    draft = locked(actor, client_id)
    form = asked_beside(actor, draft)
    answers = brought_over(draft.answers if draft else {}, form, today_in(actor.zone))
    if draft is None:
        raise Incomplete(missing_parts(answers))
    if draft.state != DRAFT:
        raise already_sent()
    guarding = guarding_around(actor, draft, draft.client_id)
    signing = signing_for(actor, guarding)
    answers = stated(signing, answers)
    if words := signing.refuses(str(answers.get("signature", ""))):
        raise Incomplete([Missing(IntakeStep.CONSENT, "signature", words)])
    asked = as_asked(questions_in(actor, draft))
    missing = [*unanswered(asked, asked_steps(answers)), *missing_parts(answers)]
    if missing:
        raise Incomplete(missing)
    _read_since(actor, answers)
    draft.answers, draft.own_form_id = answers, UUID(form.id) if form else None
    draft.state, draft.signed_at = SIGNED, now()
    draft.typed_signature = draft.answers["signature"].strip()
    draft.version += 1
    signed = ["state", "signed_at", "typed_signature", "version", "answers", "own_form"]
    if guardian := signer(guarding, draft.typed_signature):
        draft.guardian_id, draft.signed_as = guardian.guardian_id, guardian.relation
        signed += ["guardian", "signed_as"]
    draft.save(update_fields=[*signed, *together(actor, draft)])
    _keep_red_flags(draft)
    _keep_consents(actor, draft)
    return draft


def _signed_at(submission: IntakeSubmission) -> datetime:
    return cast(datetime, submission.signed_at)  # a constraint holds it for all but drafts


# The yes that is said again: its first, so that one way leads to what was decided.
_REPEATED = """(
    SELECT coalesce(said.repeats_id, said.id) FROM clients_redflaganswer said
    WHERE said.practice_id = %s AND said.submission_id = %s AND said.code = %s AND said.answer)"""


def _repeated(submission: IntakeSubmission, code: str, answer: str) -> Any:
    """The yes of the version before, unless the questions were asked again."""
    before = submission.previous
    if before is None or answer != "yes" or given_anew(before.answers, submission.answers):
        return None
    values = [submission.practice_id, before.pk, code]
    return RawSQL(_REPEATED, values, UUIDField())  # noqa: S611 – a constant


def _keep_red_flags(submission: IntakeSubmission) -> None:
    RedFlagAnswer._base_manager.bulk_create(
        RedFlagAnswer(
            practice_id=submission.practice_id,
            client_id=submission.client_id,
            submission=submission,
            code=code,
            level=RED_FLAGS_BY_CODE[code].level.value,
            answer=answer == "yes",
            answered_at=_signed_at(submission),
            repeats_id=_repeated(submission, code, answer),
        )
        for code, answer in submission.answers["red_flags"].items()
        if code in RED_FLAGS_BY_CODE
    )


def _keep_consents(actor: Actor, submission: IntakeSubmission) -> None:
    given = submission.answers["consents"]
    documents = submission.answers.get("consent_documents", {})
    keep_answers(
        actor=actor,
        client_id=submission.client_id,
        answers=[
            Answered(kind, UUID(document_id), given.get(kind) is True)
            for kind, document_id in documents.items()
        ],
        signed=Signed(submission.typed_signature, submission.guardian_id, submission.signed_as),
        at=_signed_at(submission),
    )

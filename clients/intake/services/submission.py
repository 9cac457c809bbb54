"""Writes of the intake while it is a draft: each step kept."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from clients.guardians.queries import Guarding, signing_for
from clients.intake.models import IntakeSubmission
from clients.intake.queries import (
    DRAFT,
    WITHDRAWN,
    asked_beside,
    guarding_around,
    guarding_of_intakes,
    open_steps_of,
    questions_in,
)
from clients.intake.rules import (
    IntakeStep,
    looked_at,
    mark_of,
    part_of,
    stated,
    still_to_come,
    wrong_in,
)
from clients.intake.services.own import checked_own, own_step
from clients.intake.services.own_symptoms import with_own
from clients.intake.services.urgent import tell_if_urgent
from clients.own_questions.queries import form_beside
from clients.own_questions.rules import Form
from clients.records.models import ConsentDocument
from clients.records.services import require_present
from clients.texts.queries import consent_documents
from practice.core.actor import Actor, NotAllowed
from practice.core.clock import now, today_in
from practice.core.errors import DomainError, Stale

FORM_VERSION = 3  # 2: with the body map; 3: how each symptom feels and began, what is sensed
MOST_LETTERS = 60_000  # of one step, as JSON


def client_of(actor: Actor, client_id: UUID | None) -> UUID:
    """Whose intake it is: in the portal the client's own, for the practice the one it names."""
    actor.require("intake.write")
    whose = actor.client_id or client_id
    if whose is None:
        raise NotAllowed("intake.write")
    return whose


def locked(actor: Actor, client_id: UUID | None) -> IntakeSubmission | None:
    """The newest intake of a client, held, with what is asked now and who signs for them."""
    whose = client_of(actor, client_id)
    rows: Any = IntakeSubmission.objects.visible_to(actor, "intake.write")
    rows = rows.exclude(state=WITHDRAWN)
    rows = rows.select_related("previous").select_for_update(of=("self",))
    rows = rows.annotate(asked_now=form_beside(actor), **guarding_of_intakes(actor))
    found: IntakeSubmission | None = rows.filter(client_id=whose).order_by("-id").first()
    alone = found is None or found.filled_with_id is None
    if actor.client_id is None and alone:  # what a client writes alone is theirs until signed
        raise DomainError(_("Say first that you fill it in together with them."), code="alone")
    return found


def already_sent() -> DomainError:
    """What a second submit is told."""
    return DomainError(_("You have sent this already. Nothing was changed."), code="sent")


def _changed_elsewhere(submission: IntakeSubmission | None) -> Stale:
    words = _("This step was changed on another device in between. Nothing was overwritten.")
    return Stale(words, current=submission)


def _checked(
    actor: Actor,
    step: IntakeStep,
    part: Mapping[str, Any],
    draft: IntakeSubmission | None,
    client_id: UUID,
    guarding: Guarding | None,
) -> dict[str, Any]:
    wrong = wrong_in(part, step) or still_to_come(part, step, today_in(actor.zone))
    if wrong:
        raise DomainError(wrong[0].message, field=wrong[0].field)
    if len(str(part)) > MOST_LETTERS:
        raise DomainError(_("This is more than we can keep. Please shorten it."))
    if step is IntakeStep.SYMPTOMS and "symptoms" in part:
        return {**part, "symptoms": with_own(actor, client_of(actor, client_id), part["symptoms"])}
    if step is IntakeStep.RED_FLAGS and draft is not None and draft.previous_id is not None:
        return {**part, "safety_told": looked_at(draft.answers)}
    if step is not IntakeStep.CONSENT:
        return dict(part)
    documents = consent_documents(actor)
    current = versions(documents)
    if part.get("consent_documents", current) != current:
        raise DomainError(_("One of these texts has changed. Please read it again."))
    required = [document.kind for document in documents if document.required]
    signing = signing_for(actor, guarding or guarding_around(actor, draft, client_id))
    typed = part.get("signature", "")
    if signing.is_alone and typed:
        raise DomainError(signing.refuses(typed), field="signature")
    told = {**part, "consent_documents": current, "consent_required": required}
    return stated(signing, told)


def versions(documents: list[ConsentDocument]) -> dict[str, str]:
    """By kind of text, which version is asked now."""
    return {document.kind: str(document.pk) for document in documents}


def save_step(
    *,
    actor: Actor,
    step: IntakeStep,
    part: Mapping[str, Any],
    seen: str | None,
    client_id: UUID | None = None,
    guarding: Guarding | None = None,
) -> IntakeSubmission:
    """Keep one step of the client's own draft; the first one begins it.

    `client_id` names whose it is when a colleague fills it in together with them; `guarding` says
    who signs for them, for who has read it already.

    `part` holds the step's keys of the answers (`STEP_PARTS`). `seen` is the mark (`mark_of`) of
    the step as it was shown, or None for a caller that saw no page; Stale if it changed since.
    """
    whose = client_of(actor, client_id)
    require_present(actor=actor, client_id=whose)
    draft, form = locked(actor, client_id), None
    if step is IntakeStep.OWN:
        form, part = checked_own(actor, part)
    else:
        part = _checked(actor, step, part, draft, whose, guarding)
    kept = _keep(actor, draft, step, part, seen, form)
    if kept is None:  # another save began it in the same moment: look again, once
        kept = _keep(actor, locked(actor, client_id), step, part, seen, form, begun=True)
    saved = cast(IntakeSubmission, kept)  # begun: it is there, or refused
    if step is IntakeStep.RED_FLAGS:
        tell_if_urgent(actor, saved)
    return saved


def _keep(
    actor: Actor,
    draft: IntakeSubmission | None,
    step: IntakeStep,
    part: dict[str, Any],
    seen: str | None,
    form: Form | None,
    *,
    begun: bool = False,
) -> IntakeSubmission | None:
    """None when another save began the draft in the same moment.

    With a `form` of the practice's own questions `part` is what one screen answers, by code.
    """
    if draft is not None and draft.state != DRAFT:
        raise already_sent()
    _answer_questions(actor, draft, step)
    answers: dict[str, Any] = draft.answers if draft else {}
    mark = mark_of(answers, step)
    if form is not None:
        mark, part = own_step(actor, answers, form, part)
    if seen not in (None, mark) and part_of(answers, step) != part:
        raise _changed_elsewhere(draft)
    kept = {**answers, **part}
    if draft is None and begun:
        raise _changed_elsewhere(None)
    if draft is None:
        return _begin(actor, kept)
    draft.answers, draft.saved_at, draft.form_version = kept, now(), FORM_VERSION
    draft.version += 1
    changed = ["answers", "saved_at", "form_version", "version", *together(actor, draft)]
    draft.save(update_fields=changed)
    return draft


def together(actor: Actor, draft: IntakeSubmission) -> list[str]:
    """Say who fills it in with the client, and when; the fields that say so."""
    if actor.membership_id is None:
        return []
    draft.filled_with_id, draft.filled_with_at = actor.membership_id, now()
    return ["filled_with", "filled_with_at"]


def _answer_questions(actor: Actor, draft: IntakeSubmission | None, step: IntakeStep) -> None:
    """Refuse a step that nobody asked about; note which questions this one answers."""
    if draft is None or draft.previous_id is None:
        return  # nothing was signed before
    questions, form = questions_in(actor, draft), asked_beside(actor, draft)
    if step not in open_steps_of(actor, draft, questions, form):
        words = _("This is signed. Only what your practitioner asks about can be changed.")
        raise DomainError(words, code="signed")
    for one in questions:
        if one.step == step.value and one.answered_at is None:
            one.answered_at = now()
            one.save(update_fields=["answered_at"])


def _begin(actor: Actor, answers: dict[str, Any]) -> IntakeSubmission | None:
    draft = IntakeSubmission(
        practice_id=actor.practice_id,
        client_id=client_of(actor, None),
        form_version=FORM_VERSION,
        answers=answers,
        saved_at=now(),
    )
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:
        return None
    return draft

"""Reads of the intake: the client's own, those to review, and the one door to a submission."""

from uuid import UUID

from django.http import Http404

from clients.intake.models import IntakeSubmission
from clients.intake.rules import CONSENT_TEXTS
from clients.records.models import ConsentDocument
from practice.core.actor import Actor

DRAFT, SIGNED, ACCEPTED = "draft", "signed", "accepted"


def latest_intake(actor: Actor, client_id: UUID) -> IntakeSubmission | None:
    """A client's newest intake in any state, for the actor who may read it."""
    rows = IntakeSubmission.objects.visible_to(actor).filter(client_id=client_id)
    return rows.order_by("-id").first()


def own_intake(actor: Actor) -> IntakeSubmission | None:
    """The portal's: the intake of the client behind the login, newest first."""
    return latest_intake(actor, actor.client_id) if actor.client_id else None


def get_submission(
    actor: Actor, submission_id: UUID, action: str = "intake.read", *, lock: bool = False
) -> IntakeSubmission:
    """The one door to a signed intake, with its client; a draft is still the client's own."""
    rows = IntakeSubmission.objects.visible_to(actor, action).exclude(state=DRAFT)
    rows = rows.select_related("client", "accepted_by")
    if lock:
        rows = rows.select_for_update(of=("self", "client"))
    found = rows.filter(pk=submission_id).first()
    if found is None:
        raise Http404("intake")
    return found


def documents_of(actor: Actor, submission: IntakeSubmission) -> list[ConsentDocument]:
    """The versions that a submission answers, in the order they are asked; else the newest."""
    kept = [*submission.answers.get("consent_documents", {}).values()]
    if not kept:
        return consent_documents(actor)
    rows = ConsentDocument.objects.visible_to(actor).filter(pk__in=kept)
    found = {document.kind: document for document in rows}
    return [found[kind.value] for kind in CONSENT_TEXTS if kind.value in found]


def consent_documents(actor: Actor) -> list[ConsentDocument]:
    """The newest version of each text, in the order they are asked."""
    order = [kind.value for kind in CONSENT_TEXTS]
    rows = ConsentDocument.objects.visible_to(actor).order_by("kind", "-version")
    newest: dict[str, ConsentDocument] = {}
    for document in rows:
        newest.setdefault(document.kind, document)
    return [newest[kind] for kind in order if kind in newest]

"""Beginning an intake for somebody: asked of them by mail, or filled in together with them."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from clients.guardians.queries import can_open_mails
from clients.intake.models import IntakeSubmission
from clients.intake.queries import ACCEPTED, DRAFT, guarding_around, latest_intake
from clients.intake.services.asking import mails_about
from clients.intake.services.submission import FORM_VERSION
from clients.mail_wishes.queries import wants_mail
from clients.mail_wishes.rules import MailKind
from clients.records.models import Client
from clients.records.queries import get_client
from clients.records.services import require_present
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.outbox.services import plan_messages

KIND = "intake_again"


@transaction.atomic
def fill_in_together(*, actor: Actor, client_id: UUID) -> IntakeSubmission:
    """Take up a client's draft, or begin one, in their presence; the draft says so from now on.

    Http404 for a client out of reach; refused while a signed intake waits to be read.
    """
    client, latest = _client_and_latest(actor, client_id)
    if latest is not None and latest.state == DRAFT:
        latest.filled_with_id, latest.filled_with_at = actor.membership_id, now()
        latest.save(update_fields=["filled_with", "filled_with_at"])
        return latest
    draft = _new_draft(actor, client, latest)
    draft.filled_with_id, draft.filled_with_at = actor.membership_id, now()
    draft.save(force_insert=True)
    return draft


@transaction.atomic
def ask_for_intake(*, actor: Actor, client_id: UUID) -> IntakeSubmission:
    """Ask somebody who told their story before to tell it anew; a mail leads them there."""
    client, latest = _client_and_latest(actor, client_id)
    if latest is not None and latest.state == DRAFT:
        raise DomainError(_("They are asked already, and have not sent it yet."))
    guarding = guarding_around(actor, latest, client_id)
    if not can_open_mails(client, guarding):
        raise DomainError(_("No mail can lead them there. Invite them, or fill it in together."))
    if not wants_mail(actor, client_id, MailKind.INTAKE):
        raise DomainError(_("They want no mails about the intake. Fill it in together."))
    draft = _new_draft(actor, client, latest)
    draft.save(force_insert=True)
    plan_messages(actor=actor, planned=mails_about(KIND, client, guarding, draft.pk))
    return draft


def _client_and_latest(actor: Actor, client_id: UUID) -> tuple[Client, IntakeSubmission | None]:
    actor.require("intake.accept")
    client = get_client(actor, client_id, "intake.accept")
    require_present(actor=actor, client_id=client_id)
    return client, latest_intake(actor, client_id)


def _new_draft(actor: Actor, client: Client, latest: IntakeSubmission | None) -> IntakeSubmission:
    if latest is not None and latest.state != ACCEPTED:
        raise DomainError(_("An intake waits to be read. Accept it, or ask back on it."))
    return IntakeSubmission(
        practice_id=actor.practice_id,
        client_id=client.pk,
        form_version=FORM_VERSION,
        answers={},
        saved_at=now(),
    )

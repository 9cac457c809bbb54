"""Sharing a client's progress, and taking it back."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from clients.records.services import require_present
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.services import claim_once
from sessions.appointments.services import writer_of
from sessions.progress.sharing.models import SharedProgress
from sessions.progress.sharing.queries import get_shared
from sessions.progress.sharing.sheets import Sheet


@transaction.atomic
def share_progress(
    *, actor: Actor, sheet: Sheet, seen: str, key: UUID | None = None
) -> SharedProgress:
    """Let the client read a sheet, as it is. `seen` is the seal of what the actor looked at.

    DomainError where that is another one by now, ReadOnly for an archived client, AlreadyDone for
    a `key` used before.
    """
    actor.require("note.write")
    require_present(actor=actor, client_id=sheet.client.pk)
    if not sheet.told["parts"]:
        raise DomainError(_("Choose at least one part."), field="parts")
    if seen != sheet.seal:
        raise DomainError(
            _("It is not what you looked at any more. Look at it again, and share it.")
        )
    once = claim_once(actor=actor, key=key, action="share_progress")
    shared = SharedProgress(
        **once,
        practice_id=actor.practice_id,
        client_id=sheet.client.pk,
        parts=[part["part"] for part in sheet.told["parts"]],
        period=sheet.period,
        words=sheet.words,
        told=sheet.told,
        drawn=sheet.drawn,
        as_of=sheet.as_of,
        shared_by_id=writer_of(actor),
        shared_at=now(),
    )
    shared.save(force_insert=True)
    return shared


@transaction.atomic
def withdraw_progress(*, actor: Actor, shared_id: UUID) -> SharedProgress:
    """Let the client read it no more; it stays for the practice. Twice is once."""
    actor.require("note.write")
    shared = get_shared(actor, shared_id, "note.write")
    require_present(actor=actor, client_id=shared.client_id)
    open_still = SharedProgress.objects.visible_to(actor, "note.write").filter(
        pk=shared.pk, withdrawn_at=None
    )
    open_still.update(withdrawn_at=now(), withdrawn_by=writer_of(actor))
    return shared

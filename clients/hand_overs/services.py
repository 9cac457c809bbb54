"""Writes of handing over: several clients go to another practitioner at once, and back."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from clients.hand_overs.models import HandedOver, HandOver
from clients.hand_overs.queries import clients_to_give, get_hand_over, handed_over_with
from clients.records.models import Client
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.models import Membership
from practice.core.rules import Role
from practice.core.services import claim_once


def _teacher(actor: Actor, member_id: UUID | None) -> UUID:
    """Somebody who gives lessons here now, held: nobody lets them go meanwhile."""
    staff = Membership.objects.visible_to(actor, "settings.read").select_for_update(no_key=True)
    held = staff.by_id(member_id) if member_id else None
    if held is None or not held.is_active or held.role == Role.ASSISTANT:
        raise DomainError(_("Choose somebody who gives lessons."), field="to")
    return held.pk


@transaction.atomic
def hand_over(
    *,
    actor: Actor,
    from_id: UUID | None,
    to_id: UUID | None,
    client_ids: Collection[UUID] | None,
    key: UUID | None = None,
) -> tuple[HandOver, int]:
    """Give clients of one practitioner (None: of nobody) to another; None of them means all.

    Returns what changed hands together, and how many that were.

    Who is not theirs by now, or is archived, stays where they are. AlreadyDone for a `key` used
    before.
    """
    actor.require("hand_over.write")
    once = claim_once(actor=actor, key=key, action="hand_over")
    to = _teacher(actor, to_id)
    if to == from_id:
        raise DomainError(_("They have these clients already. Choose somebody else."), field="to")
    rows = clients_to_give(actor, from_id)
    if client_ids is not None:
        rows = rows.filter(pk__in=client_ids)
    ids = list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    if not ids:
        raise DomainError(_("Choose at least one client who is still theirs."), field="clients")
    made = HandOver(
        **once,
        practice_id=actor.practice_id,
        given_from_id=from_id,
        given_to_id=to,
        given_by_id=actor.membership_id,
        given_at=now(),
    )
    made.save(force_insert=True)
    HandedOver._base_manager.bulk_create(
        HandedOver(practice_id=actor.practice_id, hand_over=made, client_id=client_id)
        for client_id in ids
    )
    return made, _give(actor, ids, to)


def _give(actor: Actor, ids: Collection[UUID], to: UUID | None) -> int:
    rows = Client.objects.visible_to(actor, "hand_over.write").filter(pk__in=ids)
    return rows.update(assigned_to=to, version=F("version") + 1)


@transaction.atomic
def undo_hand_over(*, actor: Actor, hand_over_id: UUID) -> tuple[int, int]:
    """Give clients back; returns how many went back, and how many had changed hands since.

    Who went to a third practitioner meanwhile, or was archived, stays where they are.
    """
    actor.require("hand_over.write")
    made = get_hand_over(actor, hand_over_id)
    if made.undone_at is not None:
        raise DomainError(_("This was taken back before. Nothing was changed."), code="undone")
    back = made.given_from_id and _teacher(actor, made.given_from_id)
    ids = handed_over_with(actor, made)
    rows = clients_to_give(actor, made.given_to_id).filter(pk__in=ids).order_by("pk")
    still = list(rows.select_for_update(no_key=True).values_list("pk", flat=True))
    _give(actor, still, back)
    made.undone_at, made.undone_by_id = now(), actor.membership_id
    made.save(update_fields=["undone_at", "undone_by"])
    return len(still), len(ids) - len(still)

"""Reads of handing over: whom somebody has, and what was handed over lately."""

from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import Http404

from clients.hand_overs.models import HandedOver, HandOver
from clients.records.models import Client
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.tenancy import TenantQuerySet

LISTED_AT_MOST = 200
NEWEST = 10


def clients_to_give(actor: Actor, member_id: UUID | None) -> TenantQuerySet[Client]:
    """Clients of one practitioner (None: of nobody) that can change hands: archived ones rest."""
    rows = Client.objects.visible_to(actor, "hand_over.write").filter(merged_into=None)
    return rows.filter(assigned_to=member_id).exclude(state=ClientState.ARCHIVED)


def listed_to_give(actor: Actor, member_id: UUID | None) -> list[tuple[UUID, str]]:
    """The first two hundred of them by name."""
    rows = clients_to_give(actor, member_id).order_by("sort_name", "id")
    return [(client.pk, client.full_name) for client in rows[:LISTED_AT_MOST]]


def newest_hand_overs(actor: Actor) -> list[HandOver]:
    """What was handed over last, with `number`, how many clients it was."""
    rows: Any = HandOver.objects.visible_to(actor).annotate(number=Count("clients"))
    beside = ("given_from", "given_to", "given_by", "undone_by")
    return list(rows.select_related(*beside).order_by("-given_at", "-id")[:NEWEST])


def get_hand_over(actor: Actor, hand_over_id: UUID) -> HandOver:
    """The one door to a hand-over, held until the transaction ends; Http404 out of reach."""
    rows = HandOver.objects.visible_to(actor, "hand_over.write").select_for_update()
    found = rows.by_id(hand_over_id)
    if found is None:
        raise Http404("hand-over")
    return found


def handed_over_with(actor: Actor, hand_over: HandOver) -> list[UUID]:
    """Which clients changed hands with it."""
    rows = HandedOver.objects.visible_to(actor, "hand_over.write").filter(hand_over=hand_over)
    return list(rows.values_list("client_id", flat=True))

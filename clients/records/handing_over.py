"""What the record does when a colleague leaves: their clients go to others."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Case, F, UUIDField, Value, When

from clients.records.models import Client
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.team.leaving import InHand

LISTED_AT_MOST = 200


def count_clients_of(actor: Actor, member_id: UUID) -> int:
    """How many clients somebody has, archived ones too."""
    rows = Client.objects.visible_to(actor, "client.write").filter(assigned_to=member_id)
    return rows.filter(merged_into=None).count()


def list_clients_of(actor: Actor, member_id: UUID) -> list[InHand]:
    """The clients somebody has now by name, without archived ones; the first two hundred."""
    rows = Client.objects.visible_to(actor, "client.write").filter(assigned_to=member_id)
    present = rows.exclude(state=ClientState.ARCHIVED.value).order_by("sort_name", "id")
    return [InHand(c.pk, c.full_name) for c in present[:LISTED_AT_MOST]]


def give_clients(actor: Actor, member_id: UUID, to_id: UUID, others: Mapping[UUID, UUID]) -> int:
    """Give all of somebody's clients to another, and single ones to who `others` says.

    One statement; what is not theirs stays where it is. Returns how many changed hands.
    """
    rows = Client.objects.visible_to(actor, "client.write").filter(assigned_to=member_id)
    to = Case(
        *(When(pk=client_id, then=Value(other)) for client_id, other in others.items()),
        default=Value(to_id),
        output_field=UUIDField(),
    )
    return rows.update(assigned_to=to, version=F("version") + 1)

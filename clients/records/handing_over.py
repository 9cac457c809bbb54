"""What the record does when a colleague leaves: their clients go to another."""

from uuid import UUID

from django.db.models import F

from clients.records.models import Client
from practice.core.actor import Actor


def count_clients_of(actor: Actor, member_id: UUID) -> int:
    """How many clients somebody has, archived ones too."""
    return Client.objects.visible_to(actor, "client.write").filter(assigned_to=member_id).count()


def give_clients(actor: Actor, member_id: UUID, to_id: UUID) -> int:
    """Give all of somebody's clients to another, in one statement; returns how many."""
    rows = Client.objects.visible_to(actor, "client.write").filter(assigned_to=member_id)
    return rows.update(assigned_to=to_id, version=F("version") + 1)

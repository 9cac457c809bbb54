"""An archived record reads only: what every write about a client asks first."""

from uuid import UUID

from clients.records.models import Client
from clients.records.queries import read_only
from clients.records.rules import ClientState
from practice.core.actor import Actor, system_actor


def require_present(*, actor: Actor, client_id: UUID) -> None:
    """Refuse what would be written about an archived client.

    Holds the client's row until the transaction ends, so that nobody archives it in between.
    Asked before anything is written, and before other rows are held: client first, as everywhere.
    """
    rows = Client.objects.visible_to(system_actor(actor.practice_id)).select_for_update(no_key=True)
    state = rows.filter(pk=client_id).values_list("state", flat=True).first()
    if state == ClientState.ARCHIVED:
        raise read_only(actor, client_id)

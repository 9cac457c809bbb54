"""An archived record reads only: what every write about a client asks first."""

from uuid import UUID

from django.db import connection

from clients.records.queries import read_only
from clients.records.rules import ClientState
from practice.core.actor import Actor

_HOLD = "SELECT state FROM clients_client WHERE practice_id = %s AND id = %s FOR NO KEY UPDATE"


def require_present(*, actor: Actor, client_id: UUID) -> None:
    """Refuse what would be written about an archived client.

    Holds the client's row until the transaction ends, so that nobody archives it in between.
    Asked before anything is written, and before other rows are held: client first, as everywhere.
    """
    with connection.cursor() as cursor:  # by hand: it stands before every write
        cursor.execute(_HOLD, [actor.practice_id, client_id])
        found = cursor.fetchone()
    if found == (ClientState.ARCHIVED,):
        raise read_only(actor, client_id)

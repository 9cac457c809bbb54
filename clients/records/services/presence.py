"""An archived record reads only: what every write about a client asks first."""

from uuid import UUID

from django.utils.translation import gettext_lazy

from clients.records.models import Client
from clients.records.rules import ClientState
from practice.core.actor import Actor, system_actor
from practice.core.errors import DomainError

READ_ONLY = gettext_lazy("An archived record is read only. Bring it back first.")


def require_present(*, actor: Actor, client_id: UUID) -> None:
    """Refuse what would be written about an archived client.

    Holds the client's row until the transaction ends, so that nobody archives it in between.
    """
    rows = Client.objects.visible_to(system_actor(actor.practice_id)).select_for_update(no_key=True)
    state = rows.filter(pk=client_id).values_list("state", flat=True).first()
    if state == ClientState.ARCHIVED:
        raise DomainError(READ_ONLY, code="archived")

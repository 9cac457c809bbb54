"""Reads of what was shared: the practice's list, the client's own, the door of each."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404

from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.clock import now
from practice.core.tenancy import TenantQuerySet
from sessions.progress.sharing.models import SharedProgress

MOST = 50
STANDS_AT_HOME = timedelta(days=14)  # about until the next lesson, in which it is talked over
_JUST_SHARED = """
    SELECT shared.id FROM care_sessions_sharedprogress shared
    WHERE shared.practice_id = %s AND shared.client_id = clients_client.id
        AND shared.withdrawn_at IS NULL AND shared.shared_at > %s
    ORDER BY shared.id DESC LIMIT 1"""
IN_A_LIST = (
    *("practice_id", "client_id", "parts", "period", "as_of", "shared_at", "withdrawn_at"),
    *("shared_by__practice_id", "shared_by__name"),
)
SHARED = "shared_note.read"  # what a client reads of what the practice wrote and chose to share


def shared_with(actor: Actor, client_id: UUID) -> list[SharedProgress]:
    """Everything that was shared with a client, the newest first, what was withdrawn too."""
    rows = SharedProgress.objects.visible_to(actor).filter(client_id=client_id)
    return list(rows.select_related("shared_by").only(*IN_A_LIST).order_by("-id")[:MOST])


def own_rows(actor: Actor, client_id: UUID) -> TenantQuerySet[SharedProgress]:
    """What a client reads: all that is shared with them and was not withdrawn."""
    rows = SharedProgress.objects.visible_to(actor, SHARED)
    return rows.filter(client_id=client_id, withdrawn_at=None)


def own_shared(actor: Actor, client_id: UUID) -> list[SharedProgress]:
    """The same as a list, the newest first."""
    rows = own_rows(actor, client_id).select_related("shared_by")
    return list(rows.only(*IN_A_LIST).order_by("-id")[:MOST])


def just_shared_beside(actor: Actor) -> Any:
    """Of clients: what was shared with them in the last two weeks, for `told_just_shared`."""
    return beside(actor, SHARED, _JUST_SHARED, actor.practice_id, now() - STANDS_AT_HOME)


def told_just_shared(found: Sequence[str]) -> UUID | None:
    """What `just_shared_beside` read: the newest of them."""
    return UUID(found[0]) if found else None


def get_own_shared(actor: Actor, client_id: UUID, shared_id: UUID) -> SharedProgress:
    """The client's door to one of them; Http404 once it is withdrawn."""
    found = own_rows(actor, client_id).select_related("shared_by").filter(pk=shared_id).first()
    if found is None:
        raise Http404("shared progress")
    return found


def get_shared(actor: Actor, shared_id: UUID, action: str = "note.read") -> SharedProgress:
    """The practice's door to one, with its client and who shared and withdrew it."""
    rows = SharedProgress.objects.visible_to(actor, action)
    related = rows.select_related("client", "shared_by", "withdrawn_by")
    found = related.filter(pk=shared_id).first()
    if found is None:
        raise Http404("shared progress")
    return found

"""Reads of requests for deletion: a client's own, and what waits for the owner."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.http import Http404

from clients.deletions.models import DeletionRequest
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.models import Membership
from practice.core.rules import Role
from practice.core.tenancy import TenantQuerySet

MOST = 20  # of one client, the newest
_TOLD = """
    SELECT json_build_array(count(*),
        count(*) FILTER (WHERE asked.withdrawn_at IS NULL AND asked.answered_at IS NULL))
    FROM clients_deletionrequest asked
    WHERE asked.practice_id = %s AND asked.client_id = clients_client.id
    HAVING count(*) > 0"""


class ToldRequests(NamedTuple):
    """How many requests of a client there are, and how many of them wait for an answer."""

    asked: int = 0
    waiting: int = 0


def requests_beside(actor: Actor) -> Any:
    """The same, read along with a query of clients: `told_requests`."""
    return beside(actor, "deletion_request.read", _TOLD, actor.practice_id)


def told_requests(found: Sequence[Sequence[int]]) -> ToldRequests:
    """What `requests_beside` read."""
    return ToldRequests(*found[0]) if found else ToldRequests()


def requests_of(actor: Actor, client_id: UUID) -> Sequence[DeletionRequest]:
    """A client's requests, the newest first. One statement."""
    rows = DeletionRequest.objects.visible_to(actor).filter(client_id=client_id)
    found = rows.select_related("guardian", "answered_by").order_by("-asked_at", "-id")
    return list(found[:MOST])


def open_requests(
    actor: Actor, action: str = "deletion_request.read"
) -> TenantQuerySet[DeletionRequest]:
    """Requests that wait for an answer."""
    rows = DeletionRequest.objects.visible_to(actor, action)
    return rows.filter(withdrawn_at=None, answered_at=None)


def get_request(actor: Actor, deletion_request_id: UUID, action: str) -> DeletionRequest:
    """The one door to a request with its client, held until the transaction ends; Http404 out of
    reach."""
    rows = DeletionRequest.objects.visible_to(actor, action).select_related("client")
    found = rows.select_for_update(of=("self",)).by_id(deletion_request_id)
    if found is None:
        raise Http404("deletion request")
    return found


def told_of(actor: Actor, assigned_to_id: UUID | None) -> list[Membership]:
    """Who learns of a request: the owners, and whoever works with the client."""
    rows = Membership.objects.visible_to(actor).filter(is_active=True, user__is_active=True)
    found = rows.select_related("user").order_by("pk")
    return [one for one in found if one.role == Role.OWNER or one.pk == assigned_to_id]

"""Reads of requests for deletion: a client's own, and what waits for the owner."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404

from clients.deletions.models import DeletionRequest
from practice.core.actor import Actor
from practice.core.models import Membership
from practice.core.rules import Role
from practice.core.tenancy import TenantQuerySet

MOST = 20  # of one client, the newest


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
    """The one door to a request, held until the transaction ends; Http404 out of reach."""
    rows = DeletionRequest.objects.visible_to(actor, action).select_for_update()
    found = rows.by_id(deletion_request_id)
    if found is None:
        raise Http404("deletion request")
    return found


def told_of(actor: Actor, assigned_to_id: UUID | None) -> list[Membership]:
    """Who learns of a request: the owners, and whoever works with the client."""
    rows = Membership.objects.visible_to(actor).filter(is_active=True, user__is_active=True)
    found = rows.select_related("user").order_by("pk")
    return [one for one in found if one.role == Role.OWNER or one.pk == assigned_to_id]

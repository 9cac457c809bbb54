"""The client's own: what the practice shared with them of their progress."""

from typing import cast
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from practice.core.actor import SuppleRequest
from practice.core.pages import portal_page
from sessions.progress.sharing.queries import get_own_shared, own_shared
from sessions.progress.sharing.sheets import parts_of


@portal_page("shared_note.read")
def portal_progress(request: SuppleRequest) -> HttpResponse:
    """All of it, the newest first."""
    found = own_shared(request.actor, cast(UUID, request.actor.client_id))
    return render(request, "sessions/progress/sharing/portal_list.html", {"found": found})


@portal_page("shared_note.read")
def portal_progress_page(request: SuppleRequest, shared_progress_id: UUID) -> HttpResponse:
    """One of them, as it was shared."""
    client_id = cast(UUID, request.actor.client_id)
    shared = get_own_shared(request.actor, client_id, shared_progress_id)
    context = {"shared": shared, "parts": parts_of(shared.told, shared.drawn)}
    return render(request, "sessions/progress/sharing/portal_page.html", context)

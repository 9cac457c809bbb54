"""The client's own: letters that are shared with them, and their posture photos."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients.files.queries import agreed_to_photos, comparing, get_open_file, list_files
from clients.files.services import delete_file
from clients.files.serving import as_answer, small_answer
from practice.core.actor import SuppleRequest
from practice.core.pages import portal_page


@portal_page("file.read")
def portal_files(request: SuppleRequest) -> HttpResponse:
    """All of them, the newest first."""
    client_id = cast(UUID, request.actor.client_id)
    found = list_files(request.actor, client_id, after=request.GET.get("after", ""))
    context = {"found": found, "agreed": agreed_to_photos(request.actor, client_id)}
    return render(request, "clients/files/portal_files.html", context)


@portal_page("file.read")
def portal_file_content(request: SuppleRequest, file_id: UUID) -> HttpResponse:
    """The file itself."""
    return as_answer(get_open_file(request.actor, file_id))


@portal_page("file.read")
def portal_file_small(request: SuppleRequest, file_id: UUID) -> HttpResponse:
    """Its small picture."""
    return small_answer(get_open_file(request.actor, file_id))


@portal_page("file.delete", "POST")
def portal_file_delete(request: SuppleRequest, file_id: UUID) -> HttpResponse:
    """Delete one of one's own photos for good."""
    delete_file(actor=request.actor, file_id=file_id)
    messages.success(request, _("Deleted. Nobody has it any more."))
    return redirect("portal_files")


@portal_page("file.read")
def portal_photo_compare(request: SuppleRequest) -> HttpResponse:
    """Two of one's own photos of one view, one over the other."""
    asked: dict[str, Any] = {n: request.GET.get(n, "") for n in ("view", "before", "after")}
    found = comparing(request.actor, cast(UUID, request.actor.client_id), **asked)
    return render(request, "clients/files/portal_compare.html", {"found": found})

"""The client's own thread with the practice."""

from typing import cast
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from clients.messages.queries import thread_of
from clients.messages.writing import form_of, read_through, sent, taken_back
from clients.records.queries import get_client
from practice.core.actor import SuppleRequest
from practice.core.pages import page, portal_page
from practice.core.queries import get_practice
from practice.core.uploads import takes_file


@takes_file
@portal_page("message.read", "GET", "POST")
def portal_messages(request: SuppleRequest) -> HttpResponse:
    """All of them, the newest first; whom to call comes before the form."""
    actor = request.actor
    client = get_client(actor, cast(UUID, actor.client_id), "message.read")
    form = form_of(request)
    if request.method == "POST" and sent(request, form, client):
        return redirect("portal_messages")
    before = request.GET.get("before", "")
    context = {
        "form": form,
        "thread": thread_of(actor, client.pk, client.called, before=before),
        "is_earlier": bool(before),
        "practice": get_practice(actor),
        "may_read": not actor.is_archived,
    }
    return page(request, "clients/messages/portal_messages.html", context, form)


@portal_page("message.write", "POST")
def portal_messages_read(request: SuppleRequest) -> HttpResponse:
    """They have read what is shown."""
    client_id = cast(UUID, request.actor.client_id)
    return read_through(request, client_id, redirect("portal_messages"))


@portal_page("message.write", "POST")
def portal_message_take_back(request: SuppleRequest, client_message_id: UUID) -> HttpResponse:
    """Take back what one wrote a moment ago."""
    taken_back(request, client_message_id)
    return redirect("portal_messages")

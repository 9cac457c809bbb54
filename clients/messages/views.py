"""The practice's pages of messages: the inbox, a client's thread; and the link that ends mails."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clients.mail_wishes.stopping import ended_by_link
from clients.messages.emails import NO_MESSAGES
from clients.messages.inbox import inbox_of
from clients.messages.queries import get_correspondent, get_message, thread_of
from clients.messages.services import need_no_answer, stop_mails
from clients.messages.writing import form_of, read_through, sent, taken_back
from clients.records.queries import get_client
from clients.records.rules import ClientState
from practice.core.actor import SuppleRequest
from practice.core.pages import page, staff_page
from practice.core.uploads import takes_file

OFF = "clients/messages/off.html"


@staff_page("message.read")
def message_list(request: SuppleRequest) -> HttpResponse:
    """The inbox: who waits for an answer first."""
    inbox = inbox_of(request.actor, after=request.GET.get("after", ""))
    goes_on = f"?{urlencode({'after': inbox.after})}" if inbox.after else ""
    return render(request, "clients/messages/inbox.html", {"inbox": inbox, "goes_on": goes_on})


@takes_file
@staff_page("message.read", "GET", "POST")
def client_messages(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """One client's messages, the newest first, and the form to write another."""
    actor = request.actor
    found = get_correspondent(actor, client_id)
    client, form = found.client, form_of(request)
    if request.method == "POST" and sent(request, form, client):
        return redirect("client_messages", client_id=client.pk)
    before = request.GET.get("before", "")
    context = {
        "client": client,
        "form": form,
        "thread": thread_of(actor, client.pk, client.called, before=before),
        "is_earlier": bool(before),
        "is_archived": client.state == ClientState.ARCHIVED,
        "may_write": client.state != ClientState.ARCHIVED and actor.may("message.write"),
        "found": found,
    }
    return page(request, "clients/messages/client_messages.html", context, form)


@staff_page("message.write", "POST")
def client_messages_read(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Somebody of the practice has read what is shown."""
    client = get_client(request.actor, client_id, "message.write")
    return read_through(request, client.pk, redirect("client_messages", client_id=client.pk))


@staff_page("message.write", "POST")
def client_messages_settle(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """What they wrote needs no answer."""
    need_no_answer(actor=request.actor, client_id=client_id)
    messages.success(request, _("It waits no more. What they write next does again."))
    return redirect("client_messages", client_id=client_id)


@staff_page("message.write", "POST")
def message_take_back(request: SuppleRequest, client_message_id: UUID) -> HttpResponse:
    """Take back what one wrote a moment ago."""
    client_id = get_message(request.actor, client_message_id, "message.write").client_id
    taken_back(request, client_message_id)
    return redirect("client_messages", client_id=client_id)


# RFC 8058: a mail program posts without cookies; the signed token alone says who asks.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def messages_off_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a page; POST ends mails about messages at once, and again is as good as once."""
    return ended_by_link(request, token, purpose=NO_MESSAGES, template=OFF, stop=stop_mails)

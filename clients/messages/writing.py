"""What the pages of both sides share: a message typed is sent, or stays in its form."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from clients.messages.forms import MessageForm
from clients.messages.models import ClientMessage
from clients.messages.services import mark_read, send_message, take_back
from clients.records.models import Client
from practice.core.actor import SuppleRequest
from practice.core.errors import DomainError
from practice.core.pages import errors_beside, page
from practice.core.services import AlreadyDone
from practice.core.uploads import file_refused


def form_of(request: HttpRequest) -> MessageForm:
    """The form as it was sent, or an empty one."""
    if request.method != "POST":
        return MessageForm()
    return MessageForm(request.POST, request.FILES, was_too_large=file_refused(request))


def sent(request: SuppleRequest, form: MessageForm, client: Client) -> bool:
    """Whether the message is sent, now or before; otherwise what it wants stands in the form."""
    if not form.is_valid():
        return False
    typed = form.cleaned_data
    with errors_beside(form):
        try:
            send_message(
                actor=request.actor,
                client=client,
                said=typed["said"],
                upload=typed["file"],
                key=typed["key"],
            )
        except AlreadyDone:
            words = _("This form was sent before. Open it anew to send another.")
            messages.info(request, words)
        else:
            messages.success(request, _("Sent."))
        return True
    return False


def read_through(request: SuppleRequest, client_id: UUID, back: HttpResponse) -> HttpResponse:
    """Keep that it was read; a script gets the part of the page anew, anybody else the page."""
    try:
        since, through = (UUID(request.POST.get(name, "")) for name in ("since", "through"))
    except ValueError:
        return back
    mark_read(actor=request.actor, client_id=client_id, since=since, through=through)
    if "HX-Request" in request.headers:
        return page(request, "clients/messages/read.html", {})
    return back


def taken_back(request: SuppleRequest, client_message_id: UUID) -> ClientMessage | None:
    """Take it back, and say so; None where it stays, with why."""
    try:
        found = take_back(actor=request.actor, client_message_id=client_message_id)
    except DomainError as error:
        messages.error(request, str(error.message))
        return None
    messages.success(request, _("Taken back. Nobody has read it."))
    return found

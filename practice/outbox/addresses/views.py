"""Addresses that get no mail: the list, and mailing to one again."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from practice.core.actor import SuppleRequest
from practice.core.errors import DomainError
from practice.core.pages import page, staff_page
from practice.outbox.addresses.queries import get_suppressed, unreachable
from practice.outbox.addresses.services import lift


@staff_page("mail.read")
def address_list(request: SuppleRequest) -> HttpResponse:
    """Addresses that nothing is mailed to, and why."""
    actor = request.actor
    context = {"unreachable": unreachable(actor), "may_write": actor.may("mail.write")}
    with timezone.override(ZoneInfo(actor.zone)):
        return page(request, "practice/outbox/addresses.html", context)


@staff_page("mail.write", "POST")
def address_again(request: SuppleRequest, suppressed_id: UUID) -> HttpResponse:
    """Mail to an address again, by hand."""
    suppressed = get_suppressed(request.actor, suppressed_id)
    try:
        lift(actor=request.actor, suppressed=suppressed)
        messages.success(request, _("Mails go to this address again, from the next one on."))
    except DomainError as error:
        messages.info(request, str(error.message))
    return redirect("address_list")

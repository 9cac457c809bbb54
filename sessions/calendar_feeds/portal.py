"""A client's own address, in the portal."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clients.records.queries import read_only
from practice.core.actor import SuppleRequest
from practice.core.pages import errors_beside, page, portal_page
from practice.core.services import AlreadyDone
from sessions.calendar_feeds.forms import OwnFeedForm
from sessions.calendar_feeds.queries import address_with, own_feed
from sessions.calendar_feeds.services import end_feed, make_feed


def _page(request: SuppleRequest, form: OwnFeedForm, secret: str = "") -> HttpResponse:
    context = {
        "form": form,
        "feed": own_feed(request.actor),
        "address": address_with(secret) if secret else "",
        "may_make": not request.actor.is_archived,
    }
    return page(request, "sessions/calendar_feeds/portal_feed.html", context, form)


@portal_page("appointment.read", "GET", "POST")
def portal_calendar_feed(request: SuppleRequest) -> HttpResponse:
    """Whether there is an address; a new one is shown once, right after it is made."""
    actor = request.actor
    form = OwnFeedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and actor.is_archived:
        raise read_only(actor, cast(UUID, actor.client_id))
    if request.method == "POST" and form.is_valid():
        try:
            with errors_beside(form), transaction.atomic():
                _feed, secret = make_feed(actor=actor, **form.cleaned_data)
                return _page(request, OwnFeedForm(), secret)
        except AlreadyDone:
            messages.info(request, _("This address was made before. It is shown only once."))
            return redirect("portal_calendar_feed")
    return _page(request, form)


@portal_page("appointment.read", "POST")
def portal_calendar_feed_end(request: SuppleRequest) -> HttpResponse:
    """Let one's address open nothing any more; whoever's work here has ended may too."""
    end_feed(actor=request.actor)
    messages.success(request, _("Ended. That address opens nothing any more."))
    return redirect("portal_calendar_feed")

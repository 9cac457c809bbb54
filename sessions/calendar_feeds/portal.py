"""A client's own address, in the portal."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clients.records.queries import read_only
from practice.core.actor import SuppleRequest
from practice.core.pages import page, portal_page
from sessions.calendar_feeds.forms import OwnFeedForm
from sessions.calendar_feeds.making import made_or_shown
from sessions.calendar_feeds.queries import address_with, own_feed
from sessions.calendar_feeds.services import end_feed


def _page(request: SuppleRequest, form: Form, secret: str) -> HttpResponse:
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
    if request.method == "POST" and actor.is_archived:
        raise read_only(actor, cast(UUID, actor.client_id))
    return made_or_shown(request, OwnFeedForm, _page, "portal_calendar_feed")


@portal_page("appointment.read", "POST")
def portal_calendar_feed_end(request: SuppleRequest) -> HttpResponse:
    """Let one's address open nothing any more; whoever's work here has ended may too."""
    end_feed(actor=request.actor)
    messages.success(request, _("Ended. That address opens nothing any more."))
    return redirect("portal_calendar_feed")

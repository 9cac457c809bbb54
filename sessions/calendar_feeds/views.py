"""A colleague's own address in the settings, and what any address answers."""

from hashlib import blake2s

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from practice.core.actor import SuppleRequest, enter, enter_as
from practice.core.locales import use_locale
from practice.core.pages import page, staff_page
from practice.core.rules import Role
from practice.team.rules import practice_of_token
from practice.team.services import digest
from sessions.calendar_feeds.forms import FeedForm
from sessions.calendar_feeds.making import made_or_shown
from sessions.calendar_feeds.queries import (
    address_with,
    calendar_for,
    feed_with,
    own_feed,
    reader_of,
)
from sessions.calendar_feeds.services import end_feed

NOT_FOUND, GONE, TOO_OFTEN = 404, 410, 429
ENDED = "sessions/calendar_feeds/closed.html"


def _page(request: SuppleRequest, form: Form, secret: str) -> HttpResponse:
    context = {
        "form": form,
        "feed": own_feed(request.actor),
        "address": address_with(secret) if secret else "",
        "gives_lessons": request.actor.role is not Role.ASSISTANT,
    }
    return page(request, "sessions/calendar_feeds/feed.html", context, form)


@staff_page("appointment.read", "GET", "POST")
def calendar_feed(request: SuppleRequest) -> HttpResponse:
    """Whether there is an address; a new one is shown once, right after it is made."""
    return made_or_shown(request, FeedForm, _page, "calendar_feed")


@staff_page("appointment.read", "POST")
def calendar_feed_end(request: SuppleRequest) -> HttpResponse:
    """Let one's address open nothing any more."""
    end_feed(actor=request.actor)
    messages.success(request, _("Ended. That address opens nothing any more."))
    return redirect("calendar_feed")


def _closed(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, ENDED, {"is_gone": status == GONE}, status=status)


def _may_read(request: HttpRequest, key: str) -> bool:
    """Whether it was not read too often; allauth's public way counts no GET."""
    told = {"app": "allauth.account", "action": "calendar_feed", "key": key}
    return ratelimit.consume(request, **told, limit_get=True) is not None


@require_safe
def calendar_feed_link(request: SuppleRequest, token: str) -> HttpResponse:
    """A calendar, for whoever has its address; no login. Reading it changes nothing."""
    practice_id = practice_of_token(token)
    if practice_id is None:
        return _closed(request, NOT_FOUND)
    enter(practice_id=practice_id, request_id=request.request_id)
    feed = feed_with(practice_id, digest(token))
    if feed is None:
        enter(practice_id=None, request_id=request.request_id)
        return _closed(request, NOT_FOUND)
    actor = reader_of(feed, request.request_id)
    if actor is None:
        enter(practice_id=None, request_id=request.request_id)
        return _closed(request, GONE)
    if not _may_read(request, feed.digest):
        words = _("This calendar was read too often. Try again in an hour.")
        return HttpResponse(words, status=TOO_OFTEN, headers={"Retry-After": "3600"})
    enter_as(actor)
    request.actor = actor
    use_locale(actor)
    body = calendar_for(actor, feed.names)
    etag = f'"{blake2s(body, digest_size=16).hexdigest()}"'
    answer = HttpResponse(
        body,
        headers={
            "Content-Type": "text/calendar; charset=utf-8",
            "Content-Disposition": 'inline; filename="calendar.ics"',
            "Cache-Control": "private, no-cache",  # kept by the program that asks, asked each time
            "ETag": etag,
            "X-Robots-Tag": "noindex",
        },
    )
    same = get_conditional_response(request, etag=etag, response=answer)
    return same if isinstance(same, HttpResponse) else answer

"""Where a mail's unsubscribe link leads: no login, no cookie, and nothing changes by looking."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clients.records.queries import kept_id
from practice.core.actor import Actor, enter_as, system_actor
from practice.core.links import BrokenLink, read_link
from practice.core.rules import Role
from sessions.reminders.services import stop_reminders

TEMPLATE = "sessions/reminders/unsubscribe.html"


# RFC 8058: a mail program posts without cookies; the signed token alone says who asks.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a page; POST turns reminders off at once, and again is as good as once."""
    try:
        link = read_link(token)
    except BrokenLink:
        link = None
    if link is None or link.purpose != "unsubscribe":
        return render(request, TEMPLATE, {"broken": True}, status=404)
    done = request.method == "POST"
    if done:
        system = system_actor(link.practice_id)
        enter_as(system)
        client_id = kept_id(system, link.object_id)
        actor = Actor(practice_id=link.practice_id, role=Role.CLIENT, client_id=client_id)
        enter_as(actor)
        request.actor = actor  # type: ignore[attr-defined]
        stop_reminders(actor=actor, client_id=client_id)
    return render(request, TEMPLATE, {"done": done})

"""My data: what is kept of a client, a copy of it, and who looked at it."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from practice.core.actor import SuppleRequest
from practice.core.clock import today_in
from practice.core.pages import portal_page
from practice.core.queries import get_practice
from practice.core.sessions import is_proved
from practice.data.archive import archive
from practice.data.copying import copy_of
from practice.data.figures import kept_of
from practice.data.looking import who_looked
from practice.team.views import to_prove


@portal_page("client.read")
def portal_my_data(request: SuppleRequest) -> HttpResponse:
    """What is kept, kind by kind; why, and for how long."""
    actor = request.actor
    kept = kept_of(actor, cast(UUID, actor.client_id))
    context = {
        "kept": [one for one in kept if one.number],
        "nothing_of": [one.kind.word for one in kept if not one.number],
        "practice": get_practice(actor),
    }
    return render(request, "data/portal_my_data.html", context)


@portal_page("client.read", "POST")
def portal_my_data_copy(request: SuppleRequest) -> HttpResponse:
    """A copy of everything they may read, as one archive that is made as it is sent."""
    actor = request.actor
    if not is_proved(request):
        return to_prove(reverse("portal_my_data"))
    if not ratelimit.consume(request, action="my_data_copy"):
        messages.error(request, _("You had several copies made lately. Try again in an hour."))
        return redirect("portal_my_data")
    copy = copy_of(actor, cast(UUID, actor.client_id), practice_name=actor.practice_name)
    answer = StreamingHttpResponse(archive(copy), content_type="application/zip")
    closers: list[Callable[[], None]] = answer._resource_closers  # type: ignore[attr-defined]
    closers.append(copy.open.close)  # also when nobody reads it to its end
    day = today_in(actor.zone).isoformat()
    answer["Content-Disposition"] = f'attachment; filename="my-data-{day}.zip"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, answer)  # its kind, as far as a page is concerned


@portal_page("client.read")
def portal_my_data_looked(request: SuppleRequest) -> HttpResponse:
    """Who opened or changed something, by day and person."""
    actor, others = request.actor, request.GET.get("others") == "1"
    before = request.GET.get("before", "")
    looked = who_looked(actor, cast(UUID, actor.client_id), before=before, others=others)
    context = {"looked": looked, "others": others, "is_earlier": bool(before)}
    return render(request, "data/portal_looked.html", context)

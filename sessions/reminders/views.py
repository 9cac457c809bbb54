"""The unsubscribe link, which needs no login and changes nothing by looking; a client's wishes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clients.guardians.queries import is_guardian
from clients.mail_wishes.forms import WishesForm
from clients.mail_wishes.queries import wishes_of
from clients.records.queries import get_client, kept_id, refuse_archived
from practice.core.actor import Actor, SuppleRequest, enter_as, system_actor
from practice.core.links import BrokenLink, read_link
from practice.core.pages import errors_beside, page, staff_page
from practice.core.rules import Role
from sessions.reminders.services import change_wishes, stop_reminders

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
        if link.to is not None and not is_guardian(system, client_id, link.to):
            return render(request, TEMPLATE, {"over": True}, status=410)
        role = Role.GUARDIAN if link.to else Role.CLIENT
        actor = Actor(
            practice_id=link.practice_id, role=role, client_id=client_id, guardian_id=link.to
        )
        enter_as(actor)
        request.actor = actor  # type: ignore[attr-defined]
        stop_reminders(actor=actor, client_id=client_id)
    return render(request, TEMPLATE, {"done": done})


@staff_page("mail_wish.write", "GET", "POST")
def client_mails(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Write down which mails a client says they want."""
    actor = request.actor
    client = get_client(actor, client_id, "mail_wish.write")
    if request.method != "POST":
        refuse_archived(actor, client)
    form = WishesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            change_wishes(actor=actor, client_id=client_id, wanted=form.wanted())
            messages.success(request, _("Written down, with today and your name."))
            return redirect("client_page", client_id=client_id)
    wishes = wishes_of(actor, client_id)
    form.show(wishes)
    context = {"client": client, "wishes": wishes, "form": form}
    return page(request, "sessions/reminders/client_mails.html", context, form)

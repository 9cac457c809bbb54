"""One's own page of Today by mail, and the link that ends it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from practice.core.actor import SuppleRequest, enter_as, system_actor
from practice.core.links import link_for
from practice.core.pages import errors_beside, page, staff_page
from practice.dashboard.morning.emails import NO_MORNING
from practice.dashboard.morning.forms import MorningForm, as_typed
from practice.dashboard.morning.queries import own_wish
from practice.dashboard.morning.services import say_morning_mail, stop_morning_mail

OFF = "practice/dashboard/morning_off.html"


@staff_page("today.read", "GET", "POST")
def morning_mail(request: SuppleRequest) -> HttpResponse:
    """Whether Today comes by mail to oneself."""
    wish = own_wish(request.actor)
    form = MorningForm(request.POST if request.method == "POST" else None, initial=as_typed(wish))
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            kept = say_morning_mail(actor=request.actor, **form.wish)
            on = _("Saved. Today comes by mail.")
            messages.success(request, on if kept.next_at else _("Saved. No such mail comes."))
            return redirect("morning_mail")
    return page(request, "practice/dashboard/morning_mail.html", {"form": form, "wish": wish}, form)


# RFC 8058: a mail program posts without cookies; the signed token alone says who asks.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def morning_off_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a page; POST ends the mails at once, and again is as good as once."""
    link = link_for(token, NO_MORNING)
    if link is None:
        return render(request, OFF, {"broken": True}, status=404)
    done = request.method == "POST"
    if done:
        system = system_actor(link.practice_id)
        enter_as(system)
        request.actor = system  # type: ignore[attr-defined]
        stop_morning_mail(actor=system, member_id=link.object_id)
    return render(request, OFF, {"done": done})

"""The client's check-in: one page, about a minute, now and then."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.records.queries import refuse_archived
from practice.core.actor import SuppleRequest
from practice.core.errors import DomainError
from practice.core.pages import errors_beside, page, portal_page
from practice.core.services import AlreadyDone
from sessions.check_ins.forms import CheckInForm
from sessions.check_ins.queries import week_of
from sessions.check_ins.services import check_in

THANKS = "?kept=checked"
REST = gettext_lazy(
    "Leave the movements for now, and be in touch with us, so that we look at it together."
)
ANSWERED = gettext_lazy("This was answered before, and the first answer stays.")


@portal_page("practice_log.write", "GET", "POST")
def portal_check_in(request: SuppleRequest) -> HttpResponse:
    """This week's questions on one screen; afterwards home, which says to rest after a flare."""
    actor = request.actor
    week = week_of(actor, cast(UUID, actor.client_id))
    if request.method != "POST":
        refuse_archived(actor, week.measured.client)
        if not week.waits:
            messages.info(request, _("Nothing is asked this week. Thank you."))
            return redirect("portal_home")
    form = CheckInForm(
        request.POST if request.method == "POST" else None,
        asked=week.asked,
        with_soreness=week.asks_soreness,
    )
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            return redirect(f"{reverse('portal_home')}{_kept(request, form)}")
    return page(request, "sessions/check_ins/check_in.html", {"form": form}, form)


def _kept(request: SuppleRequest, form: CheckInForm) -> str:
    """Keep it, and say with what home is opened: its thanks, or its word to rest."""
    data = form.said()
    try:
        kept = check_in(actor=request.actor, data=data, key=form.cleaned_data["key"])
    except AlreadyDone:
        return THANKS
    except DomainError:
        if not (form.dropped and data.is_empty):
            raise
        messages.info(request, ANSWERED)
        return ""
    if form.dropped:
        messages.info(request, ANSWERED)
    if kept.paused:
        return ""
    if kept.is_flare:
        messages.warning(request, REST)
    return THANKS

"""The client's pages of the measures: what is due, one question a screen, how it went so far."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.measures.answering import keep, question_of
from clients.measures.queries import get_measured, lines_of_each
from clients.measures.rules import Mode, Rater
from clients.measures.services import Way
from clients.records.queries import refuse_archived
from practice.core.actor import SuppleRequest
from practice.core.pages import page, portal_page


@portal_page("measure.read")
def portal_measures(request: SuppleRequest) -> HttpResponse:
    """What is due, and one's own course in plain words."""
    actor = request.actor
    measured = get_measured(actor, cast(UUID, actor.client_id))
    each = lines_of_each(actor, measured.works) if measured.works else []
    context = {
        "due": [] if actor.is_archived else measured.due(by=Rater.CLIENT),
        "courses": [one for one in zip(measured.works, each, strict=True) if one[1]],
        "works": measured.works,
    }
    return page(request, "clients/measures/portal_measures.html", context)


@portal_page("measure.write", "GET", "POST")
def portal_measure(request: SuppleRequest, instrument: str) -> HttpResponse:
    """One question; then the next that is due."""
    actor, client_id = request.actor, cast(UUID, request.actor.client_id)
    measured = get_measured(actor, client_id, "measure.write")
    question = question_of(request, measured, instrument, Rater.CLIENT, None)
    if request.method != "POST":
        refuse_archived(actor, measured.client)
        if question.due is None:
            messages.info(request, _("This is answered, or not asked right now."))
            return redirect("portal_measures")
    if request.method == "POST" and keep(
        request, actor, client_id, question, Way(mode=Mode.PORTAL)
    ):
        left = get_measured(actor, client_id).due(by=Rater.CLIENT)
        if left:
            way = reverse("portal_measure", args=[left[0].instrument.code])
            return redirect(f"{way}?work={left[0].episode}")
        messages.success(request, _("Kept. Thank you: that is all for now."))
        return redirect("portal_measures")
    context = {"question": question, "form": question.form}
    return page(request, "clients/measures/portal_measure.html", context, question.form)

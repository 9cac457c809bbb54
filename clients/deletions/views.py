"""The practice's page of a client's requests for deletion; the owner answers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clients.deletions.forms import AnswerForm
from clients.deletions.queries import requests_of
from clients.deletions.rules import Outcome
from clients.deletions.services import answer_request
from clients.records.queries import get_client
from practice.core.actor import SuppleRequest
from practice.core.pages import errors_beside, page, staff_page


@staff_page("deletion_request.read", "GET", "POST")
def client_deletion(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """What was asked, and what was answered."""
    actor = request.actor
    if request.method == "POST":
        actor.require("deletion_request.answer")
    client = get_client(actor, client_id, "deletion_request.read")
    asked = requests_of(actor, client.pk)
    waiting = next((one for one in asked if one.is_open), None)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial={"request_id": waiting.pk if waiting else None},
    )
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            answer_request(
                actor=actor,
                deletion_request_id=form.cleaned_data["request_id"],
                outcome=Outcome(form.cleaned_data["outcome"]),
                answer=form.cleaned_data["answer"],
            )
            messages.success(request, _("Kept. They read your answer under My data."))
            return redirect("client_deletion", client_id=client.pk)
    context = {
        "client": client,
        "form": form,
        "waiting": waiting,
        "before": [one for one in asked if one is not waiting],
        "may_answer": actor.may("deletion_request.answer"),
    }
    return page(request, "clients/deletions/client_deletion.html", context, form)

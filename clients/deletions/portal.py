"""The client's page of asking for deletion: what will happen, the request, and its answer."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.deletions.forms import AskForm
from clients.deletions.queries import requests_of
from clients.deletions.services import ask_for_deletion, withdraw_request
from practice.core.actor import SuppleRequest
from practice.core.pages import errors_beside, page, portal_page
from practice.core.queries import get_practice
from practice.core.sessions import is_proved
from practice.team.views import to_prove

HERE, TYPED = "portal_deletion", "deletion_typed"


@portal_page("deletion_request.write", "GET", "POST")
def portal_deletion(request: SuppleRequest) -> HttpResponse:
    """What a request leads to, and the form; what became of those before."""
    actor = request.actor
    asked = requests_of(actor, cast(UUID, actor.client_id))
    if request.method == "POST" and not is_proved(request):
        request.session[TYPED] = request.POST.get("said", "")[:5_000]  # it comes back below
        return to_prove(reverse(HERE))
    typed = "" if request.method == "POST" else request.session.pop(TYPED, "")
    form = AskForm(request.POST if request.method == "POST" else None, initial={"said": typed})
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            ask_for_deletion(actor=actor, said=form.cleaned_data["said"])
            messages.success(request, _("Sent. Your practice was told."))
            return redirect(HERE)
    waiting = next((one for one in asked if one.is_open), None)
    context = {
        "form": form,
        "waiting": waiting,
        "before": [one for one in asked if one is not waiting],
        "practice": get_practice(actor),
    }
    return page(request, "clients/deletions/portal_deletion.html", context, form)


@portal_page("deletion_request.write", "POST")
def portal_deletion_withdraw(request: SuppleRequest, deletion_request_id: UUID) -> HttpResponse:
    """Take a request back."""
    form = AskForm()
    form.cleaned_data = {}
    with errors_beside(form):
        withdraw_request(actor=request.actor, deletion_request_id=deletion_request_id)
        messages.success(request, _("Taken back. Nothing is asked any more."))
    for error in form.non_field_errors():
        messages.error(request, str(error))
    return redirect(HERE)

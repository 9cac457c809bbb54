"""What a client agreed to, in the portal: to read, to take back, and to agree anew."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients.texts.forms import AgreeForm
from clients.texts.queries import agreements_of, get_agreement
from clients.texts.services import agree, take_back
from practice.core.actor import SuppleRequest
from practice.core.pages import errors_beside, page, portal_page


@portal_page("story.read")
def portal_agreements(request: SuppleRequest) -> HttpResponse:
    """Every text, and what they said to it."""
    client_id = cast(UUID, request.actor.client_id)
    context = {"agreements": agreements_of(request.actor, client_id)}
    return render(request, "clients/texts/portal_agreements.html", context)


@portal_page("story.read", "GET", "POST")
def portal_agreement(request: SuppleRequest, agreement: str) -> HttpResponse:
    """One of them: a POST takes it back, or agrees with the name that was typed."""
    actor = request.actor
    if request.method == "POST" and "back" in request.POST:
        if take_back(actor=actor, kind=agreement):
            messages.success(request, _("Taken back. It holds from now on."))
        return redirect("portal_agreements")
    form = AgreeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with errors_beside(form):
            said = form.cleaned_data
            agree(
                actor=actor,
                kind=agreement,
                document_id=said["document"],
                typed_name=said["typed_name"],
            )
            messages.success(request, _("Thank you. It is kept, and you may take it back."))
            return redirect("portal_agreements")
    found = get_agreement(actor, cast(UUID, actor.client_id), agreement)
    form.initial["document"] = found.newest.pk if found.newest else None
    if form.is_bound and form.non_field_errors() and found.newest:
        form.read_anew(found.newest.pk)
    context = {"agreement": found, "form": form}
    return page(request, "clients/texts/portal_agreement.html", context, form)

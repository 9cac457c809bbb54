"""The client's pages of what they feel: all of it with a way to add, and one region."""

from typing import cast
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from clients.records.queries import read_only
from clients.sensing.adding import form_of, keep, withdrawn
from clients.sensing.queries import felt_by, felt_in
from practice.core.actor import SuppleRequest
from practice.core.pages import page, portal_page


@portal_page("sensation.read", "GET")
def portal_felt(request: SuppleRequest) -> HttpResponse:
    """What was felt so far, from where it began, and what is new."""
    felt = felt_by(request.actor, cast(UUID, request.actor.client_id))
    return page(request, "clients/sensing/portal_felt.html", {"felt": felt})


@portal_page("sensation.write", "GET", "POST")
def portal_felt_new(request: SuppleRequest) -> HttpResponse:
    """Say how clearly a place is felt, today or on a day that is looked back at."""
    client_id = cast(UUID, request.actor.client_id)
    if request.method != "POST" and request.actor.is_archived:
        raise read_only(request.actor, client_id)
    form = form_of(request, request.GET.get("region", ""))
    if request.method == "POST" and (region := keep(request.actor, client_id, form)):
        return redirect("portal_felt_region", region=region)
    return page(request, "clients/sensing/portal_new.html", {"form": form}, form)


@portal_page("sensation.read", "GET")
def portal_felt_region(request: SuppleRequest, region: str) -> HttpResponse:
    """One region over time, as a picture and as a table."""
    felt = felt_in(request.actor, cast(UUID, request.actor.client_id), region)
    return page(request, "clients/sensing/portal_region.html", {"felt": felt})


@portal_page("sensation.write", "POST")
def portal_felt_withdraw(request: SuppleRequest, report_id: UUID) -> HttpResponse:
    """Take back what one said within the day."""
    return redirect("portal_felt_region", region=withdrawn(request, report_id).region)

"""The practice's pages of what a client feels, and writing it down together with them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from clients.records.queries import get_client, refuse_archived
from clients.sensing.adding import form_of, keep, withdrawn
from clients.sensing.queries import felt_by, felt_in
from practice.core.actor import SuppleRequest
from practice.core.pages import page, staff_page


@staff_page("sensation.read", "GET")
def client_felt(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """What they feel, from where it began, and what is new."""
    felt = felt_by(request.actor, client_id)
    return page(request, "clients/sensing/felt.html", {"felt": felt, "client": felt.client})


@staff_page("sensation.write", "GET", "POST")
def client_felt_new(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Write it down together."""
    client = get_client(request.actor, client_id, "sensation.write")
    if request.method != "POST":
        refuse_archived(request.actor, client)
    form = form_of(request, request.GET.get("region", ""))
    if request.method == "POST" and (region := keep(request.actor, client_id, form)):
        return redirect("client_felt_region", client_id=client_id, region=region)
    return page(request, "clients/sensing/new.html", {"form": form, "client": client}, form)


@staff_page("sensation.read", "GET")
def client_felt_region(request: SuppleRequest, client_id: UUID, region: str) -> HttpResponse:
    """One region over time, as a picture and as a table."""
    felt = felt_in(request.actor, client_id, region)
    return page(request, "clients/sensing/region.html", {"felt": felt, "client": felt.client})


@staff_page("sensation.write", "POST")
def sensation_withdraw(request: SuppleRequest, report_id: UUID) -> HttpResponse:
    """Take back what one wrote down."""
    report = withdrawn(request, report_id)
    return redirect("client_felt_region", client_id=report.client_id, region=report.region)

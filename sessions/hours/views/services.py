"""Services: what can be booked."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from practice.core.actor import Actor, SuppleRequest
from practice.core.errors import DomainError, Stale
from practice.core.forms import decide_anew
from practice.core.pages import errors_beside, page, staff_page
from practice.core.queries import get_practice
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone
from practice.core.undo import say_undoable
from sessions.hours.forms import ServiceForm
from sessions.hours.models import Service
from sessions.hours.money import money_of, sub_unit_of, worded_money
from sessions.hours.queries import get_service, services_of
from sessions.hours.services import ServiceData, add_service, edit_service, retire_service

EDIT = "sessions/hours/service.html"
_FIELDS = (
    *("name", "kind", "modality", "minutes", "places"),
    *("buffer_before_minutes", "buffer_after_minutes"),
    *("is_online", "is_client_bookable", "is_visitor_bookable"),
    *("lead_hours", "ahead_days", "cancellation_hours"),
)


def _price(actor: Actor, service: Service, currency: str) -> str:
    if service.price is None:
        return ""
    return worded_money(service.price, currency, actor.locale)


@staff_page("service.read")
def service_list(request: SuppleRequest) -> HttpResponse:
    """What can be booked, then what was retired."""
    actor = request.actor
    currency = get_practice(actor).currency
    rows = [(row, _price(actor, row, currency)) for row in services_of(actor)]
    context = {"services": rows, "may_edit": actor.may("service.write")}
    return render(request, "sessions/hours/services.html", context)


def _form(request: SuppleRequest, service: Service | None) -> ServiceForm:
    currency = get_practice(request.actor).currency
    initial: dict[str, Any] = {}
    if service is not None:
        initial = {name: getattr(service, name) for name in _FIELDS} | {"version": service.version}
        initial["reminder_hours"] = ", ".join(map(str, service.reminder_hours))
        if service.price is not None:
            initial["price"] = money_of(service.price, currency).amount
    typed = request.POST if request.method == "POST" else None
    return ServiceForm(typed, initial=initial, currency=currency, sub_unit=sub_unit_of(currency))


def _said(form: ServiceForm) -> ServiceData:
    kept = {name: value for name, value in form.cleaned_data.items() if name in form.fields}
    return ServiceData(**{n: v for n, v in kept.items() if n not in {"key", "version"}})


@staff_page("service.write", "GET", "POST")
def service_new(request: SuppleRequest) -> HttpResponse:
    """Offer something of the practice's own."""
    form = _form(request, None)
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            try:
                add_service(actor=request.actor, data=_said(form), key=form.cleaned_data["key"])
            except AlreadyDone as already:
                back = reverse("service_list")
                return sent_before(request, "service_edit", already.object_id, otherwise=back)
            messages.success(request, _("Added. It can be booked from now on."))
            return redirect("service_list")
    return page(request, EDIT, {"form": form, "service": None}, form)


@staff_page("service.write", "GET", "POST")
def service_edit(request: SuppleRequest, service_id: UUID) -> HttpResponse:
    """Change what is booked from now on."""
    service = get_service(request.actor, service_id, "service.write")
    form = _form(request, service)
    context: dict[str, Any] = {"form": form, "service": service}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        with errors_beside(form):
            try:
                edit_service(
                    actor=request.actor, service_id=service_id, data=_said(form), version=version
                )
            except Stale:
                decide_anew(form, service.version)
                return render(request, EDIT, context | {"newer": service}, status=409)
            messages.success(request, _("Saved. What was booked before stays as it was."))
            return redirect("service_list")
    return page(request, EDIT, context, form)


@staff_page("service.write", "POST")
def service_retire(request: SuppleRequest, service_id: UUID) -> HttpResponse:
    """Offer one no more, or again."""
    retired = request.POST.get("retired") == "1"
    try:
        service = retire_service(actor=request.actor, service_id=service_id, retired=retired)
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect("service_list")
    if retired:
        words = _("%(name)s is retired.") % {"name": service.name}
        say_undoable(request, words, reverse("service_retire", args=[service_id]), retired="0")
    else:
        messages.success(request, _("%(name)s is offered again.") % {"name": service.name})
    return redirect("service_list")

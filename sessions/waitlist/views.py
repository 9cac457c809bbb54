"""Who waits, as the practice sees it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from clients.files.queries import is_uuid
from clients.records.queries import get_client, refuse_archived
from practice.core.actor import SuppleRequest
from practice.core.clock import today_in
from practice.core.errors import DomainError
from practice.core.pages import errors_beside, page, staff_page
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone
from sessions.appointments.queries.choices import choices_of
from sessions.waitlist import services
from sessions.waitlist.forms import TakeOffForm, WishForm, as_said, usual
from sessions.waitlist.offers.choosing import offers_to
from sessions.waitlist.queries import AT_ONCE, get_wish, lines, waiting

EDIT, LIST = "sessions/waitlist/edit.html", "waitlist"


def _one(asked: str) -> UUID | None:
    return UUID(asked) if is_uuid(asked) else None


def _day(asked: str) -> date | None:
    try:
        return parse_date(asked)
    except ValueError:
        return None


@staff_page("appointment.read")
def waitlist(request: SuppleRequest) -> HttpResponse:
    """Everybody who waits, in order; with what was offered to them; narrowed to a service,
    to who is waited for, where, or whom a day suits."""
    actor, asked = request.actor, request.GET
    choices = choices_of(actor)
    service, whose = _one(asked.get("service", "")), _one(asked.get("with", ""))
    where, day = _one(asked.get("where", "")), _day(asked.get("day", ""))
    found = waiting(actor, service=service, whose=whose, where=where, day=day)
    offers = offers_to(actor, found)
    context = {
        "waits": [
            (line, offers.get(line.wish.pk, []))
            for line in lines(found, {place.pk: place.name for place in choices.places})
        ],
        "choices": choices,
        "service": service,
        "whose": whose,
        "where": where,
        "day": day,
        "zone": actor.zone,
        "is_narrowed": any((service, whose, where, day)),
        "is_full": len(found) == AT_ONCE,
        "may_write": actor.may("appointment.write"),
    }
    return render(request, "sessions/waitlist/list.html", context)


@staff_page("appointment.write", "GET", "POST")
def client_wish_new(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Put a client on the list."""
    actor = request.actor
    client = get_client(actor, client_id, "appointment.write")
    if request.method != "POST":
        refuse_archived(actor, client)
    choices = choices_of(actor)
    first = usual(today_in(actor.zone), service=request.GET.get("service", ""))
    form = WishForm(request.POST or None, initial=first, choices=choices)
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            try:
                services.ask_to_wait(
                    actor=actor,
                    client=client,
                    service=form.asked_service,
                    data=form.data_asked,
                    choices=choices,
                    key=form.cleaned_data["key"],
                )
            except AlreadyDone:
                return sent_before(request, LIST, None, otherwise=reverse(LIST))
            words = _("%(name)s waits from now on.") % {"name": client.full_name}
            messages.success(request, words)
            return redirect(LIST)
    context: dict[str, Any] = {"form": form, "client": client, "wish": None}
    return page(request, EDIT, context, form)


@staff_page("appointment.write", "GET", "POST")
def wish_edit(request: SuppleRequest, wish_id: UUID) -> HttpResponse:
    """Change what suits somebody; their place in the order stays."""
    actor = request.actor
    wish = get_wish(actor, wish_id, "appointment.write")
    if request.method != "POST":
        refuse_archived(actor, wish.client)
    choices = choices_of(actor)
    form = WishForm(request.POST or None, initial=as_said(wish), choices=choices, wish=wish)
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            services.change_wish(
                actor=actor,
                wish_id=wish.pk,
                data=form.data_asked,
                choices=choices,
                version=form.cleaned_data["version"],
            )
            messages.success(request, _("Changed. The place in the order stays."))
            return redirect(LIST)
    return page(request, EDIT, {"form": form, "client": wish.client, "wish": wish}, form)


@staff_page("appointment.write", "GET", "POST")
def wish_end(request: SuppleRequest, wish_id: UUID) -> HttpResponse:
    """Take somebody off, with why."""
    actor = request.actor
    wish = get_wish(actor, wish_id, "appointment.write")
    if request.method != "POST":
        refuse_archived(actor, wish.client)
    form = TakeOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            try:
                services.take_off(actor=actor, wish_id=wish.pk, words=form.cleaned_data["why"])
            except DomainError as error:
                if error.code != "ended":
                    raise
                messages.error(request, str(error.message))
            else:
                messages.success(request, _("Taken off the list."))
            return redirect(LIST)
    return page(request, "sessions/waitlist/end.html", {"form": form, "wish": wish}, form)

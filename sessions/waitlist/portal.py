"""A client's own pages of what they wait for."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.records.queries import get_client, read_only, refuse_archived
from practice.core.actor import SuppleRequest
from practice.core.clock import today_in
from practice.core.errors import DomainError
from practice.core.pages import errors_beside, page, portal_page
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone
from sessions.appointments.queries.own import own_choices
from sessions.waitlist import services
from sessions.waitlist.forms import WishForm, as_said, usual
from sessions.waitlist.queries import get_wish, lines, own_wishes

EDIT, LIST = "sessions/waitlist/portal_edit.html", "portal_waitlist"


@portal_page("appointment.read")
def portal_waitlist(request: SuppleRequest) -> HttpResponse:
    """What one waits for, and what ended a while ago."""
    actor = request.actor
    wishes = own_wishes(actor)
    names = {place.pk: place.name for place in own_choices(actor).places}
    context = {
        "waits": lines([wish for wish in wishes if wish.ended_at is None], names),
        "ended": lines([wish for wish in wishes if wish.ended_at is not None], names),
        "may_write": not actor.is_archived,
    }
    return render(request, "sessions/waitlist/portal_list.html", context)


@portal_page("appointment.write", "GET", "POST")
def portal_wish_new(request: SuppleRequest) -> HttpResponse:
    """Wait for a service."""
    actor, asked = request.actor, request.GET
    client_id = cast(UUID, actor.client_id)
    if request.method != "POST" and actor.is_archived:
        raise read_only(actor, client_id)
    choices = own_choices(actor)
    named = {"service": asked.get("service", ""), "practitioner": asked.get("with", "")}
    form = WishForm(
        request.POST or None, initial=usual(today_in(actor.zone), **named), choices=choices
    )
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            try:
                services.ask_to_wait(
                    actor=actor,
                    client=get_client(actor, client_id, "appointment.write"),
                    service=form.asked_service,
                    data=form.data_asked,
                    choices=choices,
                    key=form.cleaned_data["key"],
                )
            except AlreadyDone:
                return sent_before(request, LIST, None, otherwise=reverse(LIST))
            messages.success(request, _("You are on the list."))
            return redirect(LIST)
    context: dict[str, Any] = {"form": form, "wish": None, "choices": choices}
    return page(request, EDIT, context, form)


@portal_page("appointment.write", "GET", "POST")
def portal_wish_edit(request: SuppleRequest, wish_id: UUID) -> HttpResponse:
    """Change what suits; the place in the order stays."""
    actor = request.actor
    wish = get_wish(actor, wish_id, "appointment.write")
    if request.method != "POST":
        refuse_archived(actor, wish.client)
    choices = own_choices(actor)
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
            messages.success(request, _("Changed. Your place in the order stays."))
            return redirect(LIST)
    return page(request, EDIT, {"form": form, "wish": wish, "choices": choices}, form)


@portal_page("appointment.write", "POST")
def portal_wish_leave(request: SuppleRequest, wish_id: UUID) -> HttpResponse:
    """Wait no more."""
    try:
        services.leave(actor=request.actor, wish_id=wish_id)
    except DomainError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("You are not on the list any more."))
    return redirect(LIST)

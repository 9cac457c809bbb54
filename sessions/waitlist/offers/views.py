"""Offers as the practice makes and answers them."""

from datetime import date, timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.records.queries import refuse_archived
from practice.core.actor import SuppleRequest
from practice.core.clock import today_in
from practice.core.errors import DomainError, ReadOnly
from practice.core.pages import errors_beside, staff_page
from practice.core.undo import say_undoable
from sessions.appointments.asking import day_asked
from sessions.appointments.queries.choices import choices_of
from sessions.appointments.services.taking import in_words
from sessions.waitlist.offers.choosing import free_for
from sessions.waitlist.offers.forms import OfferForm
from sessions.waitlist.offers.queries import get_offer
from sessions.waitlist.offers.services import decline_offer, take_offer, withdraw_offer
from sessions.waitlist.offers.services.by_hand import offer_by_hand
from sessions.waitlist.queries import get_wish

LIST = "waitlist"
DAYS_AT_ONCE = 14


def _first(asked: str, today: date) -> date:
    return max(day_asked(asked, today), today)


@staff_page("appointment.write", "GET", "POST")
def wish_offer(request: SuppleRequest, wish_id: UUID) -> HttpResponse:
    """Offer one of the free times of two weeks, of those that suit who waits."""
    actor, asked = request.actor, request.GET
    wish = get_wish(actor, wish_id, "appointment.write")
    if request.method != "POST":
        refuse_archived(actor, wish.client)
    choices = choices_of(actor)
    whom = {str(one.pk): one for one in choices.people}
    usual = whom.get(str(wish.practitioner_id or actor.membership_id))
    member = whom.get(asked.get("with", ""), usual or next(iter(whom.values()), None))
    first = _first(asked.get("from", ""), max(today_in(actor.zone), wish.first_day))
    last = first + timedelta(days=DAYS_AT_ONCE - 1)
    free = free_for(actor, wish, member.pk, choices, (first, last)) if member else []
    form = OfferForm(request.POST or None, free=free)
    if request.method == "POST" and form.is_valid() and member is not None:
        with errors_beside(form):
            offer = offer_by_hand(
                actor=actor,
                wish_id=wish.pk,
                practitioner_id=member.pk,
                starts_at=form.chosen.starts_at,
                place=form.chosen.place,
            )
            said = _("Offered to %(name)s: %(time)s.")
            if offer.to_be_called:
                said = _("Offered to %(name)s: %(time)s. No mail goes to them: call.")
            time = in_words(offer.starts_at, offer.zone)
            messages.success(request, said % {"name": wish.client.full_name, "time": time})
            return redirect(LIST)
    context: dict[str, Any] = {
        "form": form,
        "wish": wish,
        "choices": choices,
        "member": member,
        "free": free,
        "first": first,
        "after": last + timedelta(days=1),
    }
    wrong = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    return render(request, "sessions/waitlist/offer.html", context, status=wrong)


@staff_page("appointment.write", "POST")
def offer_step(request: SuppleRequest, offer_id: UUID) -> HttpResponse:
    """What somebody who was called said, or that it is taken back."""
    actor, verb = request.actor, request.POST.get("verb", "")
    name = get_offer(actor, offer_id, "appointment.write").client.full_name
    try:
        if verb == "book":
            made = take_offer(actor=actor, offer_id=offer_id)
            when = in_words(made.starts_at, made.zone)
            said = _("Booked for %(name)s: %(time)s.") % {"name": name, "time": when}
            say_undoable(request, said, reverse("appointment_undo", args=[made.pk]))
        elif verb == "decline":
            decline_offer(actor=actor, offer_id=offer_id)
            messages.success(request, _("%(name)s goes on waiting.") % {"name": name})
        elif verb == "withdraw":
            withdraw_offer(actor=actor, offer_id=offer_id)
            messages.success(request, _("The offer is taken back."))
    except ReadOnly:
        raise
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect(LIST)

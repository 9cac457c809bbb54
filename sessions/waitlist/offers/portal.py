"""The client's ways to an offer: the mail's link without a login, and their own pages."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clients.guardians.by_link import enter_by_link
from clients.mail_wishes.stopping import ended_by_link
from clients.records.rules import ClientState
from practice.core.actor import Actor, SuppleRequest, enter_as, system_actor
from practice.core.clock import now
from practice.core.errors import DomainError, ReadOnly
from practice.core.links import BrokenLink, Link, read_link
from practice.core.models import Practice
from practice.core.pages import portal_page
from practice.core.queries import get_practice
from practice.core.undo import say_undoable
from sessions.appointments.rules import GIVEN_UP
from sessions.appointments.services import JustTaken
from sessions.appointments.services.booking import policy_words
from sessions.appointments.services.taking import in_words
from sessions.waitlist.models import WaitlistOffer
from sessions.waitlist.offers.emails import NO_OFFERS, PURPOSE, facts
from sessions.waitlist.offers.queries import free_nearby, get_offer, has_booked, is_free
from sessions.waitlist.offers.rules import OfferState, Withdrawn
from sessions.waitlist.offers.services import OfferClosed, decline_offer, stop_mails, take_offer

BOOK, DECLINE = "book", "decline"
CANCELLED, BEGUN, MOVED = "cancelled", "begun", "moved"  # what was booked by it
NOT_FOUND, GONE, UNSAID = 404, 410, 422
# After these, what is free nearby is of use.
MISSED = frozenset({"expired", "filled"})


@dataclass(frozen=True)
class Opened:
    """What a good link opens: as whom, and which offer."""

    actor: Actor
    practice: Practice
    offer: WaitlistOffer
    is_theirs: bool = True


def open_link(request: SuppleRequest, token: str) -> Opened | None:
    """Enter the practice of a signed link, then act as its client only."""
    try:
        link: Link = read_link(token)
        system = system_actor(link.practice_id)
        enter_as(system)
        offer = get_offer(system, link.object_id)
        practice = get_practice(system)
    except (BrokenLink, Http404, Practice.DoesNotExist):
        return None
    if link.purpose != PURPOSE or not practice.is_active:
        return None
    actor, is_theirs = enter_by_link(request, system, link, offer.client, practice)
    return Opened(actor, practice, offer, is_theirs)


def _why(opened: Opened) -> str:
    """A word for what became of it; "" while it stands and its time is free."""
    offer = opened.offer
    if not opened.is_theirs:
        return "guardian"
    if offer.client.state == ClientState.ARCHIVED and offer.state != OfferState.TAKEN:
        return "archived"
    if not offer.is_open:
        return _since_taken(offer) or offer.why or offer.state
    if offer.wish.ended_at is not None:
        return Withdrawn.ENDED
    return _while_open(opened.actor, offer)


def _while_open(actor: Actor, offer: WaitlistOffer) -> str:
    is_over = offer.until <= now()
    if not is_over and is_free(actor, offer):
        return ""
    if has_booked(actor, offer):
        return OfferState.TAKEN
    return OfferState.EXPIRED if is_over else Withdrawn.FILLED


def _since_taken(offer: WaitlistOffer) -> str:
    """What became of the appointment that was booked by it; "" while it stands as it was."""
    booked = offer.appointment
    if booked is None:
        return ""
    if booked.state in GIVEN_UP:
        return CANCELLED
    if booked.starts_at <= now():
        return BEGUN
    there = booked.starts_at, booked.practitioner_id, booked.place_id
    was = offer.starts_at, offer.practitioner_id, offer.place_id
    return "" if there == was else MOVED


def _page(request: HttpRequest, why: str, opened: Opened | None, error: str = "") -> HttpResponse:
    practice = opened.practice if opened else None
    context: dict[str, Any] = {"why": why, "practice": practice, "error": error}
    if opened is None or why == "guardian":
        status = GONE if opened else NOT_FOUND
        return render(request, "sessions/waitlist/offer_link.html", context, status=status)
    offer = opened.offer
    nearby = free_nearby(opened.actor, offer) if why in MISSED else []
    context |= {
        **facts(offer, offer.appointment if why == MOVED else None),
        "offer": offer,
        "minutes": offer.wish.service.minutes,
        "policy": policy_words(offer.wish.service.cancellation_hours),
        "nearby": [in_words(one, offer.zone) for one in nearby],
    }
    status = 200 if why in {"", OfferState.TAKEN, MOVED} else GONE
    if error and status != GONE:
        status = UNSAID
    return render(request, "sessions/waitlist/offer_link.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def offer_link(request: SuppleRequest, token: str) -> HttpResponse:
    """The mail's link: what is offered, to book or to decline, without a login.

    Opening it (a mail scanner does) changes nothing; pressed again, it says what became of it.
    """
    opened = open_link(request, token)
    if opened is None or request.method != "POST":
        return _page(request, _why(opened) if opened else "broken", opened)
    if not opened.is_theirs:
        return _page(request, "guardian", opened)
    try:
        if request.POST.get("verb") == BOOK:
            back = "give_back" in request.POST
            take_offer(actor=opened.actor, offer_id=opened.offer.pk, give_back=back)
        elif request.POST.get("verb") == DECLINE:
            decline_offer(actor=opened.actor, offer_id=opened.offer.pk)
    except JustTaken:
        return _page(request, _why(opened) or Withdrawn.FILLED, opened)
    except (OfferClosed, ReadOnly):
        pass  # the page says what became of it
    except DomainError as error:
        return _page(request, _why(opened), opened, str(error.message))
    return redirect(request.path)


# RFC 8058: a mail program posts without cookies; the signed token alone says who asks.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def offers_off_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a page; POST ends mails of offers at once, and again is as good as once."""
    template = "sessions/waitlist/offers_off.html"
    return ended_by_link(request, token, purpose=NO_OFFERS, template=template, stop=stop_mails)


@portal_page("appointment.write", "POST")
def portal_offer(request: SuppleRequest, offer_id: UUID) -> HttpResponse:
    """Book or decline what stands on one's own pages."""
    actor = request.actor
    try:
        if request.POST.get("verb") == BOOK:
            had = get_offer(actor, offer_id).later if "give_back" in request.POST else None
            made = take_offer(actor=actor, offer_id=offer_id, give_back=had is not None)
            for one, words in ((made, _("Booked: %(time)s.")), (had, _("Given back: %(time)s."))):
                if one is not None:
                    said = words % {"time": in_words(one.starts_at, one.zone)}
                    say_undoable(request, said, reverse("portal_appointment_undo", args=[one.pk]))
        elif request.POST.get("verb") == DECLINE:
            decline_offer(actor=actor, offer_id=offer_id)
            messages.success(request, _("Declined. You go on waiting."))
    except ReadOnly:
        raise
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect("portal_appointments")

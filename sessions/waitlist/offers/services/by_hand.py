"""The practice offers a start to somebody who waits, by hand."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from clients.records.services import require_present
from practice.core.actor import Actor, NotAllowed
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.models import Place
from practice.core.queries import get_practice
from sessions.waitlist.models import WaitlistOffer
from sessions.waitlist.offers.queries import is_asked, is_free
from sessions.waitlist.offers.services.offering import drafted, keep
from sessions.waitlist.queries import get_wish


@transaction.atomic
def offer_by_hand(
    *,
    actor: Actor,
    wish_id: UUID,
    practitioner_id: UUID,
    starts_at: datetime,
    place: Place | None,
) -> WaitlistOffer:
    """Offer a start that a client could book now, whether or not it is on their days.

    DomainError where it is not free, where they have an offer before them already, or where it
    would leave no time to answer.
    """
    actor.require("appointment.write")
    if actor.in_portal:
        raise NotAllowed("appointment.write")
    found = get_wish(actor, wish_id, "appointment.write")
    require_present(actor=actor, client_id=found.client_id)
    wish = get_wish(actor, wish_id, "appointment.write", hold=True)
    if wish.ended_at is not None:
        raise DomainError(_("They wait no more."), code="ended")
    practice = get_practice(actor)
    offer = drafted(wish, starts_at, now(), practice.offer_hours)
    if offer is None:
        words = _("It is too near: they would have no time to answer. Call them.")
        raise DomainError(words, field="start")
    offer.practitioner_id, offer.place = practitioner_id, place
    offer.zone = place.timezone if place is not None else practice.timezone
    offer.made_by_id = actor.membership_id
    if not is_free(actor, offer):
        raise DomainError(_("This is not free any more. Choose another."), field="start")
    if is_asked(actor, wish.client_id) or not keep(actor, offer):
        words = _("They have an offer before them already. Take that back first.")
        raise DomainError(words, field="start", code="twice")
    return offer

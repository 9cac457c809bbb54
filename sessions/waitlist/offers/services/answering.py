"""What becomes of an offer: taken, declined, or taken back."""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.mail_wishes.rules import SENT_AS, MailKind
from clients.mail_wishes.services import say_wish
from clients.records.services import require_present
from practice.core.actor import Actor, NotAllowed
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.outbox.models import Message
from practice.outbox.rules import MAY_BE_CANCELLED
from practice.outbox.services import cancel_messages, cancel_messages_to
from sessions.appointments.models import Appointment
from sessions.appointments.rules import Why
from sessions.appointments.services import BookingData, book_appointment, cancel
from sessions.appointments.services.taking import Lost, hold_practitioner, taking
from sessions.waitlist.models import WaitlistOffer
from sessions.waitlist.offers.queries import get_offer, is_free, wanted_of
from sessions.waitlist.offers.rules import OfferState, Withdrawn
from sessions.waitlist.offers.services.offering import settle

CLOSED = {
    OfferState.TAKEN: gettext_lazy("It is booked already."),
    OfferState.DECLINED: gettext_lazy("It was declined already."),
    OfferState.EXPIRED: gettext_lazy("Its time is over."),
    OfferState.WITHDRAWN: gettext_lazy("It does not stand any more."),
}


class OfferClosed(DomainError):
    """It does not stand any more; `state` says what became of it."""

    def __init__(self, state: OfferState) -> None:
        super().__init__(CLOSED[state], code="closed")
        self.state = state


def take_offer(*, actor: Actor, offer_id: UUID, give_back: bool = False) -> Appointment:
    """Book what is offered, by the rules of the portal whoever presses; the wish ends by itself
    once that can be taken back no more.

    OfferClosed where it does not stand any more; JustTaken, with what is free nearby, where
    somebody has that time. What others have before them of that time is taken back later, as that
    too waits until this cannot be taken back. With `give_back` the later one that they have is
    cancelled in the same step; each of both can be taken back for itself.
    """
    with taking(actor):
        found = _present(actor, offer_id)
        hold_practitioner(actor, found.practitioner_id)
        offer = _open(actor, offer_id)
        if not is_free(actor, offer):
            raise Lost(wanted_of(offer), _("This time was just taken."))
        data = BookingData(
            service=offer.wish.service,
            practitioner_id=offer.practitioner_id,
            place=offer.place,
            starts_at=offer.starts_at,
            was_offered=True,
        )
        made = book_appointment(
            actor=actor, client=offer.client, data=data, anyway=not actor.in_portal
        )
        _settle(actor, offer, OfferState.TAKEN, appointment_id=made.pk)
        had = offer.later if give_back else None
        if had is not None:
            cancel(actor=actor, appointment_id=had.pk, why=Why.OTHER.value)
    return made


@transaction.atomic
def decline_offer(*, actor: Actor, offer_id: UUID) -> WaitlistOffer:
    """Not this one; they go on waiting, and the next is asked."""
    _present(actor, offer_id)
    offer = _open(actor, offer_id)
    _settle(actor, offer, OfferState.DECLINED)
    return offer


@transaction.atomic
def withdraw_offer(*, actor: Actor, offer_id: UUID) -> WaitlistOffer:
    """The practice takes an offer back; who opens its link is told so."""
    if actor.in_portal:
        raise NotAllowed("appointment.write")
    _present(actor, offer_id)
    offer = _open(actor, offer_id)
    _settle(actor, offer, OfferState.WITHDRAWN, why=Withdrawn.BY_PRACTICE.value)
    return offer


@transaction.atomic
def stop_mails(*, actor: Actor, client_id: UUID) -> None:
    """Mail a client, or their guardian, no more offers; a repeat changes nothing."""
    say_wish(actor=actor, client_id=client_id, about=MailKind.OFFER, wanted=False)
    call_instead(actor=actor, client_id=client_id)


def call_instead(*, actor: Actor, client_id: UUID) -> None:
    """What waits of such mails does not go; of what it would have told, the practice reads that
    they are to be called. Inside the caller's transaction, in which they said so."""
    reason, kinds = _("they want no mails of this kind"), SENT_AS[MailKind.OFFER]
    waits = Message._base_manager.filter(
        practice_id=OuterRef("practice_id"), subject_id=OuterRef("pk"), state__in=MAY_BE_CANCELLED
    )
    rows = WaitlistOffer._base_manager.filter(practice_id=actor.practice_id, client_id=client_id)
    rows.filter(Exists(waits), state=OfferState.OFFERED).update(to_be_called=True)
    cancel_messages_to(actor=actor, person_id=client_id, kind=kinds, reason=reason)


def _present(actor: Actor, offer_id: UUID) -> WaitlistOffer:
    """The offer of a client who is here; the client is held first, as everywhere."""
    actor.require("appointment.write")
    found = get_offer(actor, offer_id, "appointment.write")
    require_present(actor=actor, client_id=found.client_id)
    return found


def _open(actor: Actor, offer_id: UUID) -> WaitlistOffer:
    """The offer, held, if it stands."""
    offer = get_offer(actor, offer_id, "appointment.write", hold=True)
    if not offer.is_open:
        raise OfferClosed(OfferState(offer.state))
    if offer.until <= now():
        raise OfferClosed(OfferState.EXPIRED)
    service = offer.wish.service
    is_gone = service.retired_at is not None or not service.is_client_bookable
    if offer.wish.ended_at is not None or is_gone:
        raise OfferClosed(OfferState.WITHDRAWN)
    return offer


def _settle(actor: Actor, offer: WaitlistOffer, state: OfferState, **more: object) -> None:
    by = {"settled_by_id": actor.membership_id, "guardian_id": actor.guardian_id}
    settle(offer, state.value, **by, **more)
    cancel_messages(actor=actor, subject_id=offer.pk, reason=_("it was answered"))

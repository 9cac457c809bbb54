"""The mail of an offer: which time, until when it stands, and a link; nothing of health."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from clients.guardians.queries import Guarding, addressee_of, guarding_of, recipients_of
from clients.guardians.telling import mail_to
from clients.mail_wishes.queries import wants_mail
from clients.mail_wishes.rules import MailKind
from clients.records.models import Client
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.links import Link, absolute, link_token
from practice.core.queries import get_practice
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from sessions.appointments.models import Appointment
from sessions.waitlist.models import WaitlistOffer
from sessions.waitlist.offers.queries import BESIDE

KIND = "waitlist_offer"
PURPOSE = "offer"
NO_OFFERS = "no_offers"  # the purpose of the link that turns these mails off


def mailed_to(actor: Actor, client: Client, guarding: Guarding) -> list[UUID | None]:
    """Whom an offer is mailed to; nobody where there is no address, or they want no such mails."""
    if not wants_mail(actor, client.pk, MailKind.OFFER):
        return []
    found = ((to, addressee_of(client, guarding, to)) for to in recipients_of(guarding))
    return [to for to, addressee in found if addressee is not None and addressee.address]


def render_offer(actor: Actor, message: Message) -> Mail:
    """To the client, or a guardian of theirs; NotWanted once it does not stand any more."""
    rows = WaitlistOffer.objects.visible_to(actor).select_related(*BESIDE)
    offer = rows.filter(pk=message.subject_id).first()
    if offer is None or not offer.is_open or offer.until <= now():
        raise NotWanted(_("it was answered, or does not stand any more"))
    if offer.wish.ended_at is not None:
        raise NotWanted(_("they wait no more"))
    client = offer.client
    if client.state == ClientState.ARCHIVED:
        raise NotWanted(_("the record is archived"))
    if not wants_mail(actor, client.pk, MailKind.OFFER):
        raise NotWanted(_("they want no mails of this kind"))
    to = addressee_of(client, guarding_of(actor, client.pk), message.recipient_id)
    if to is None or not to.address:
        raise NotWanted(_("there is no address that it could go to"))
    practice = get_practice(actor)
    guardian_id = message.recipient_id if to.for_whom else None
    stop = Link(NO_OFFERS, practice.pk, client.pk, to=guardian_id)
    stop_url = absolute("offers_off_link", token=link_token(stop))
    link = Link(PURPOSE, practice.pk, offer.pk, to=guardian_id)
    url = absolute("offer_link", token=link_token(link))
    return mail_to(
        practice, to, KIND, url, unsubscribe_url=stop_url, stop_url=stop_url, **facts(offer)
    )


def facts(offer: WaitlistOffer, moved: Appointment | None = None) -> dict[str, Any]:
    """When, where and with whom, by the clock of the place; until when, by the client's.

    `moved`: what was booked by it, which stands elsewhere by now.
    """
    there = moved or offer
    zone, theirs = ZoneInfo(there.zone), ZoneInfo(offer.client.timezone)
    # Without a zone, since a template would turn an instant back into the server's own.
    starts, ends = (
        at.astimezone(zone).replace(tzinfo=None) for at in (there.starts_at, there.ends_at)
    )
    return {
        "starts": starts,
        "ends": ends,
        "zone": there.zone,
        "until": offer.until.astimezone(theirs).replace(tzinfo=None),
        "until_zone": offer.client.timezone,
        "with_whom": there.practitioner.name,
        "place": there.place.name if there.place else "",
    }

"""The mail that proves an address. It repeats nothing that was typed: anybody may have typed it."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.links import Link, absolute, link_token
from practice.core.queries import get_practice
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from practice.outbox.written import written
from sessions.public_page.booking.models import VisitorBooking
from sessions.public_page.booking.queries import asked

KIND = "visitor_booking"
PURPOSE = "visitor"


def render_visitor_booking(actor: Actor, message: Message) -> Mail:
    """To the address that was typed; NotWanted once it is over or booked."""
    row = asked(actor).filter(pk=message.subject_id).first()
    if row is None or row.appointment_id is not None:
        raise NotWanted(_("it was answered"))
    if row.expires_at <= now():
        raise NotWanted(_("it came too late"))
    practice = get_practice(actor)
    link = Link(PURPOSE, practice.pk, row.pk)
    context = {
        "practice_name": practice.name,
        "practice": practice,
        "url": absolute("visitor_link", token=link_token(link)),
        **facts(row),
    }
    return Mail(
        to_name="",
        to_address=row.email,
        from_name=practice.sender_name,
        reply_to=practice.contact_email,
        **written(KIND, context),
    )


def facts(row: VisitorBooking) -> dict[str, Any]:
    """When, where and with whom, by the clock of the place."""
    zone = ZoneInfo(row.zone)
    # Without a zone, since a template would turn an instant back into the server's own.
    return {
        "starts": row.starts_at.astimezone(zone).replace(tzinfo=None),
        "zone": row.zone,
        "until": row.expires_at.astimezone(zone).replace(tzinfo=None),
        "with_whom": row.practitioner.name,
        "place": row.place.name if row.place else "",
        # Who books here is no client yet: as the page shows it.
        "where": row.place.public_lines if row.place else [],
        "minutes": row.service.minutes,
    }

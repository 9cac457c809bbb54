"""What stands open for a client."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.clock import now
from sessions.waitlist.models import WaitlistOffer
from sessions.waitlist.offers.queries import BESIDE
from sessions.waitlist.offers.rules import OfferState


def own_offers(actor: Actor) -> list[WaitlistOffer]:
    """What stands open for a client. One statement."""
    rows = WaitlistOffer.objects.visible_to(actor).select_related(*BESIDE)
    rows = rows.filter(state=OfferState.OFFERED, wish__ended_at=None, until__gt=now())
    return list(rows.order_by("until"))


_OPEN = """
    SELECT offer.until FROM care_sessions_waitlistoffer offer
    WHERE offer.practice_id = %s AND offer.client_id = clients_client.id
        AND offer.state = 'offered' AND offer.until > %s
    ORDER BY offer.until LIMIT 1"""


def open_offer_beside(actor: Actor) -> Any:
    """Of clients: until when an offer stands before them, for `told_open_offer`."""
    return beside(actor, "appointment.read", _OPEN, actor.practice_id, now())


def told_open_offer(found: Sequence[str]) -> datetime | None:
    """What `open_offer_beside` read."""
    return datetime.fromisoformat(found[0]) if found else None

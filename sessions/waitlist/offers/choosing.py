"""Reads for who offers time by hand: starts to choose from, and what was offered before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from practice.core.actor import Actor
from practice.core.models import Place
from sessions.appointments.queries.choices import Choices
from sessions.appointments.queries.offers import offers_between
from sessions.waitlist.models import WaitlistOffer, WaitlistWish
from sessions.waitlist.offers.queries import AT_ONCE, as_client, fits

SHOWN = 3  # offers of a wish that a page shows


@dataclass(frozen=True)
class FreeStart:
    """A start that the practice may offer by hand; `zone` is where."""

    starts_at: datetime
    place: Place | None
    zone: str

    @property
    def value(self) -> str:
        """As a form names it."""
        return f"{self.starts_at.isoformat()}|{self.place.pk if self.place else ''}"


def free_for(
    actor: Actor,
    wish: WaitlistWish,
    practitioner_id: UUID,
    choices: Choices,
    days: tuple[date, date],
) -> list[FreeStart]:
    """Starts that suit somebody and that they could book, between two days. Two statements."""
    first, last = days
    asking = as_client(actor, wish.client)
    known = {place.pk: place for place in choices.places}
    found = []
    for one in offers_between(asking, wish.service, practitioner_id, wish.client_id, first, last):
        place = known.get(one.place_id) if one.place_id else None
        there = one.place_id is None or (
            place is not None and (not wish.place_ids or one.place_id in wish.place_ids)
        )
        zone = choices.zone_of(place, actor)
        if there and fits(wish, one.starts_at, zone):
            found.append(FreeStart(one.starts_at, place, zone))
    return found[:AT_ONCE]


def offers_to(actor: Actor, wishes: Sequence[WaitlistWish]) -> dict[UUID, list[WaitlistOffer]]:
    """The newest offers of each wish. One statement."""
    rows = WaitlistOffer.objects.visible_to(actor).filter(wish__in=[one.pk for one in wishes])
    rows = rows.select_related("practitioner", "place", "made_by", "settled_by")
    found: dict[UUID, list[WaitlistOffer]] = {}
    for one in rows.order_by("-made_at", "-id"):
        beside = found.setdefault(one.wish_id, [])
        if len(beside) < SHOWN:
            beside.append(one)
    return found

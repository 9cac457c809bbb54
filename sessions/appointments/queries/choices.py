"""What a form of booking offers: clients, services, who gives them, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from clients.records.models import Client
from clients.records.queries import Asked
from practice.core.actor import Actor
from practice.core.models import Membership, Place
from practice.core.queries import places, teachers
from sessions.hours.models import Service

SHOWN = 8  # clients at once: who is meant stands among the newest, or is looked for


@dataclass(frozen=True)
class Choices:
    """What can be chosen."""

    services: Sequence[Service]
    people: Sequence[Membership]
    places: Sequence[Place]

    def service(self, pk: str) -> Service | None:
        """The one that a form names."""
        return next((one for one in self.services if str(one.pk) == pk), None)

    def place(self, pk: str) -> Place | None:
        """The one that a form names."""
        return next((one for one in self.places if str(one.pk) == pk), None)

    def zone_of(self, place: Place | None, actor: Actor) -> str:
        """By whose clock a lesson is given there; online it is the practice's."""
        return place.timezone if place is not None else actor.zone


def bookable(actor: Actor) -> list[Service]:
    """Services that are booked one by one."""
    rows = Service.objects.visible_to(actor, "service.read").filter(retired_at=None, places=1)
    return list(rows.order_by("name"))


def choices_of(actor: Actor) -> Choices:
    """Three statements."""
    return Choices(bookable(actor), teachers(actor), places(actor))


def clients_to_choose(actor: Actor, search: str = "") -> list[dict[str, Any]]:
    """A few clients by a search, or those who came last into the practice. One statement."""
    if search:
        rows, order = Asked(search=search).rows(actor)
        found: Any = rows.order_by(*order)
    else:
        found = Client.objects.visible_to(actor).filter(merged_into=None)
        found = found.exclude(state="archived").order_by("-id")
    named = found.values("id", "given_name", "family_name", "email")[:SHOWN]
    return [{**one, "name": f"{one['given_name']} {one['family_name']}".strip()} for one in named]

"""What a form of booking offers: clients, services, who gives them, and where."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from clients.records.models import Client
from clients.records.queries import Asked
from practice.core.actor import Actor
from practice.core.beside import planned_once
from practice.core.models import Membership, Place
from practice.core.rules import Role
from sessions.hours.models import Service

# What an offer, a booking and its policy ask of a service.
OF_SERVICE = (
    *("id", "name", "kind", "modality", "minutes", "price"),
    *("buffer_before_minutes", "buffer_after_minutes"),
    *("places", "is_online", "lead_hours", "ahead_days", "cancellation_hours"),
    *("is_client_bookable", "reminder_hours"),
)
_TOLD = ", ".join(f"'{name}', {name}" for name in OF_SERVICE)
_CHOICES = f"""SELECT
    to_jsonb(ARRAY(SELECT jsonb_build_object({_TOLD}) FROM care_sessions_service
        WHERE practice_id = %(practice)s AND %(services)s AND places = 1 AND retired_at IS NULL
        ORDER BY name)),
    to_jsonb(ARRAY(SELECT jsonb_build_object('id', id, 'name', name) FROM practice_membership
        WHERE practice_id = %(practice)s AND %(all)s AND is_active AND role <> %(assistant)s
        ORDER BY name)),
    to_jsonb(ARRAY(SELECT jsonb_build_object('id', id, 'name', name, 'timezone', timezone,
            'takes_one', takes_one) FROM practice_place
        WHERE practice_id = %(practice)s AND %(all)s AND retired_at IS NULL ORDER BY name))"""  # noqa: S608 - constants
SHOWN = 8  # clients at once: who is meant stands among the newest, or is looked for


LINES = 300  # of the log: the same work, however long it grows
_LOOKED = """(SELECT line.client_id FROM
    (SELECT id, client_id, user_id, action, outcome FROM practice_accesslog
        WHERE practice_id = %s ORDER BY id DESC LIMIT %s) line
    WHERE line.user_id = %s AND line.action = 'GET client_page' AND line.outcome < 400
    ORDER BY line.id DESC LIMIT 1)"""


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
    """What the practice offers, who gives it, where. One statement."""
    may_see = actor.may("settings.read")
    values: Any = {
        "practice": actor.practice_id,
        "services": actor.may("service.read"),
        "all": may_see,
    }
    with planned_once(), connection.cursor() as cursor:
        cursor.execute(_CHOICES, values | {"assistant": Role.ASSISTANT.value})
        services, people, places = (json.loads(told) for told in cursor.fetchone() or ())
    return Choices(offered(services, Service), offered(people, Membership), offered(places, Place))


def offered[M: Model](told: Sequence[dict[str, Any]], model: type[M]) -> list[M]:
    """Rows as a statement told them, of nothing but what it named."""
    return [model(**{**one, "id": UUID(one["id"])}) for one in told]


def clients_to_choose(actor: Actor, search: str = "") -> list[dict[str, Any]]:
    """A few clients by a search, or those who came last into the practice, before them whose page
    the actor `looked` at last. One statement."""
    if search:
        rows, order = Asked(search=search).rows(actor)
        found: Any = rows.annotate(looked=Value(value=False)).order_by(*order)
    else:
        found = Client.objects.visible_to(actor).filter(merged_into=None)
        found = found.exclude(state="archived").annotate(
            looked=Coalesce(Q(pk=_looked_at(actor)), Value(value=False))
        )
        found = found.order_by("-looked", "-id")
    named = found.values("id", "given_name", "family_name", "email", "looked")[:SHOWN]
    return [{**one, "name": f"{one['given_name']} {one['family_name']}".strip()} for one in named]


def _looked_at(actor: Actor) -> RawSQL:
    """Whose page the actor saw last, among the newest lines that the practice's log has."""
    return RawSQL(_LOOKED, [actor.practice_id, LINES, actor.user_id])  # noqa: S611 - a constant

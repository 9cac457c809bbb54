"""What a form of booking offers: clients, services, who gives them, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import JSONField, Model, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from clients.records.models import Client
from clients.records.queries import Asked
from practice.core.actor import Actor
from practice.core.beside import planned_once
from practice.core.models import Membership, Place
from practice.core.rules import Role
from practice.core.tenancy import fetch_mode
from sessions.hours.models import Service

# What an offer, a booking and its policy ask of a service.
OF_SERVICE = (
    *("id", "name", "kind", "modality", "minutes", "price", "retired_at"),
    *("buffer_before_minutes", "buffer_after_minutes"),
    *("places", "is_online", "lead_hours", "ahead_days", "cancellation_hours"),
    *("is_client_bookable", "reminder_hours"),
)
_OF_PERSON = ("id", "name")
_OF_PLACE = ("id", "name", "timezone", "takes_one")
_CHOICES = f"""(SELECT json_build_array(
    (SELECT json_agg(json_build_array({", ".join(OF_SERVICE)}) ORDER BY name)
        FROM care_sessions_service
        WHERE practice_id = %s AND %s AND places = 1 AND retired_at IS NULL),
    (SELECT json_agg(json_build_array({", ".join(_OF_PERSON)}) ORDER BY name)
        FROM practice_membership
        WHERE practice_id = %s AND %s AND is_active AND role <> %s),
    (SELECT json_agg(json_build_array({", ".join(_OF_PLACE)}) ORDER BY name)
        FROM practice_place WHERE practice_id = %s AND %s AND retired_at IS NULL)))"""  # noqa: S608 - constants
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
    told = choices_beside(actor)
    with planned_once(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {told.sql}", told.params)
        (found,) = cursor.fetchone() or ([],)  # always a row
    return told_choices(found)


def choices_beside(actor: Actor) -> RawSQL:
    """What `told_choices` reads, for who reads something else in the same statement."""
    practice, may_see = actor.practice_id, actor.may("settings.read")
    values = [practice, actor.may("service.read")]
    values += [practice, may_see, Role.ASSISTANT.value, practice, may_see]
    return RawSQL(_CHOICES, values, JSONField())  # noqa: S611 - a constant


def told_choices(found: Sequence[Any]) -> Choices:
    """What `choices_beside` found: rows of services, of people and of places."""
    services, people, places = found
    return Choices(
        _named(Service, OF_SERVICE, services),
        _named(Membership, _OF_PERSON, people),
        _named(Place, _OF_PLACE, places),
    )


def _named[M: Model](
    model: type[M], names: tuple[str, ...], told: Sequence[list[Any]] | None
) -> list[M]:
    """Rows of nothing but what is named, the id first."""
    if not told:
        return []
    kept, order = _in_order(model, names)
    rows = [[UUID(one[0]), *one[1:]] for one in told]
    mode = fetch_mode()
    return [
        model.from_db("default", kept, [row[n] for n in order], fetch_mode=mode) for row in rows
    ]


@cache
def _in_order(model: type[Model], names: tuple[str, ...]) -> tuple[list[str], list[int]]:
    """The names in the order in which a row is read, and where each stands among them."""
    kept = [field.attname for field in model._meta.concrete_fields if field.attname in names]
    return kept, [names.index(name) for name in kept]


def offered[M: Model](told: Sequence[dict[str, Any]], model: type[M]) -> list[M]:
    """Rows as a statement told them, of nothing but what it named."""
    names = ("id", *(name for name in told[0] if name != "id")) if told else ()
    return _named(model, names, [[one[name] for name in names] for one in told])


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

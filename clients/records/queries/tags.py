"""The practice's tags, and whose they are."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404

from clients.records.models import (
    ClientTag,
    Tag,
)
from practice.core.actor import Actor


def tag_names_of(actor: Actor) -> ArraySubquery:
    """A client's tags by name, beside the client."""
    having = ClientTag.objects.visible_to(actor).filter(client_id=OuterRef("pk"))
    return ArraySubquery(having.order_by("tag__folded").values("tag__name"))


@dataclass(frozen=True)
class TagBeside:
    """A tag, how many clients have it, and whether one of them is the client in question."""

    id: UUID
    name: str
    has: bool = False
    clients: int = 0


def tags_of(actor: Actor) -> list[TagBeside]:
    """The practice's tags by name, each with how many clients have it within the actor's reach."""
    having = ClientTag.objects.visible_to(actor).filter(tag_id=OuterRef("pk")).order_by()
    counted = having.values("tag_id").annotate(n=Count("id")).values("n")
    rows: Any = Tag.objects.visible_to(actor).annotate(n=Coalesce(Subquery(counted), 0))
    found = rows.order_by("folded").values_list("id", "name", "n")
    return [TagBeside(tag_id, name, clients=n) for tag_id, name, n in found]


def tags_beside(actor: Actor, client_id: UUID | None = None) -> list[TagBeside]:
    """The practice's tags by name, and which of them a client has."""
    having = ClientTag.objects.visible_to(actor).filter(tag_id=OuterRef("pk"))
    has = Exists(having.filter(client_id=client_id)) if client_id else Value(False)
    rows: Any = Tag.objects.visible_to(actor).annotate(has=has)
    return [TagBeside(*row) for row in rows.order_by("folded").values_list("id", "name", "has")]


def get_tag(actor: Actor, tag_id: UUID) -> Tag:
    """The one door to a tag: Http404 unless the actor may change it."""
    tag = Tag.objects.visible_to(actor, "settings.write").by_id(tag_id)
    if tag is None:
        raise Http404("tag")
    return tag

"""How much is kept of a client, kind by kind, and from when to when. One statement."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.db.models import CharField, Count, Max, Min, Value

from practice.core.actor import Actor
from practice.data.kinds import KINDS
from practice.data.reads import Kind


class Kept(NamedTuple):
    """What the page says of one kind."""

    kind: Kind
    number: int
    first: datetime | None
    last: datetime | None


def _figures(actor: Actor, client_id: UUID, kind: Kind) -> Any:
    rows = kind.rows(actor, client_id).order_by()
    named = rows.annotate(code=Value(kind.code, output_field=CharField())).values("code")
    return named.annotate(number=Count("pk"), first=Min(kind.at), last=Max(kind.at))


def kept_of(actor: Actor, client_id: UUID) -> Sequence[Kept]:
    """Every kind, also where there is nothing of it."""
    first, *rest = (
        _figures(actor, client_id, kind).values_list("code", "number", "first", "last")
        for kind in KINDS
    )
    found = {code: told for code, *told in first.union(*rest, all=True)}
    nothing = (0, None, None)
    return [Kept(kind, *cast(Any, found.get(kind.code, nothing))) for kind in KINDS]

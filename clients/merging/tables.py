"""Which tables belong to a client, and which of them people count a record by.

Every key to a client is found by itself, so that a new table is moved without a word about it;
what stays where it is stands in `STAYS` with its reason. Rooms register what people count.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.constraints import UniqueConstraint
from django.db.models.functions import Coalesce
from django.utils.functional import Promise

from clients.merging.models import ClientMerge
from clients.records.models import Client, ClientBeginning
from practice.core.actor import Actor
from practice.core.tenancy import TenantForeignKey, TenantModel
from practice.outbox.addresses.models import SuppressedAddress
from practice.outbox.models import Message

STAYS: dict[tuple[type[TenantModel], str], str] = {
    (ClientBeginning, "client"): "follows from the record itself, and is hidden with it",
    (ClientMerge, "client"): "tells what was done to that record",
    (ClientMerge, "other"): "tells what was done to that record",
}

# Keys that keep nothing back, by model and name; rooms above say theirs.
APART: dict[tuple[type[TenantModel], str], str] = {}


def register_apart(model: type[TenantModel], key: str, why: str) -> None:
    """Let a row move without the row that its `key` names (from an AppConfig's ready)."""
    APART[model, key] = why


@dataclass(frozen=True)
class Belongs:
    """One column that says which client a row belongs to."""

    model: type[TenantModel]
    column: str

    @property
    def name(self) -> str:
        """How the record of a merge names it."""
        return f"{self.model._meta.label}.{self.column}"

    def rows(self, actor: Actor, client_id: Any) -> QuerySet[Any]:
        """A client's rows; `client_id` may be a reference to an outer one."""
        rows: QuerySet[Any] = self.model._base_manager.filter(practice_id=actor.practice_id)
        return rows.filter(**{self.column: client_id})

    def movable(self, actor: Actor, source: Any, target: Any) -> QuerySet[Any]:
        """A client's rows without those that the target has already: the same tag, a draft."""
        rows = self.rows(actor, source)
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and self._is_in(constraint):
                others = set(constraint.fields) - {"practice", *self._names}
                there = self.rows(actor, target).filter(constraint.condition or Q())
                same = there.filter(**{field: OuterRef(field) for field in others})
                rows = rows.exclude((constraint.condition or Q()) & Q(Exists(same)))
        return rows

    @property
    def may_clash(self) -> bool:
        """Whether the target may have one of a kind already."""
        found = self.model._meta.constraints
        return any(isinstance(c, UniqueConstraint) and self._is_in(c) for c in found)

    def leads_to(self, model: type[TenantModel]) -> list[str]:
        """The columns of this table that name a row of another, and stay where that stays."""
        keys = (f for f in self.model._meta.local_fields if isinstance(f, TenantForeignKey))
        held = (key for key in keys if (self.model, key.name) not in APART)
        return [key.attname for key in held if key.related_model is model]

    @property
    def _names(self) -> set[str]:
        return {self.column, self.column.removesuffix("_id")}

    def _is_in(self, constraint: UniqueConstraint) -> bool:
        return bool(self._names & set(constraint.fields))


def belonging() -> Iterator[Belongs]:
    """Every column that moves with a client."""
    for relation in Client._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.related_model:
            field: Any = relation
            model, key = field.related_model, field.field
            if (model, key.name) not in STAYS:
                yield Belongs(model, key.column)
    yield Belongs(Message, "person_id")
    yield Belongs(SuppressedAddress, "person_id")


@dataclass(frozen=True)
class Counted:
    """What people count a record by."""

    model: type[TenantModel]
    word: str | Promise
    column: str = "client_id"


_counted: dict[type[TenantModel], Counted] = {}


def register(model: type[TenantModel], word: str | Promise, column: str = "client_id") -> None:
    """Count this on the pages of a merge (from an AppConfig's ready)."""
    _counted[model] = Counted(model, word, column)


def counted() -> list[Counted]:
    """What is counted, in the order of registering."""
    return list(_counted.values())


def counts_beside(actor: Actor) -> dict[str, Coalesce]:
    """Annotations of a client: how many rows of each kind that is counted."""
    found = {}
    for one in counted():
        rows = Belongs(one.model, one.column).rows(actor, OuterRef("pk")).order_by()
        number = rows.values(one.column).annotate(n=Count("pk")).values("n")
        found[name_of(one)] = Coalesce(Subquery(number, output_field=IntegerField()), 0)
    return found


def name_of(one: Counted) -> str:
    """The annotation that counts it."""
    return f"n_{one.model._meta.model_name}"

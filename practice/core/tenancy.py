"""What every table of a practice is made of: id, tenant, a manager that asks who is asking."""

from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models.functions import UUID7

from practice.core.actor import Actor
from practice.core.rules import Reach


class ActorRequired(RuntimeError):
    """A tenant table was read without saying who reads."""


def fetch_mode() -> Any:
    """What comes of asking a row for what was not read with it: a statement; in tests an error."""
    return models.FETCH_RAISE if settings.SUPPLE_FETCH_RAISES else models.FETCH_PEERS


class TenantQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows of one practice, narrowed to what an actor may see."""

    def by_id(self, pk: UUID) -> M | None:
        """The one that this id names, or None. Unlike `first`, it asks for no order, which for a
        row of many columns costs as much again to write down."""
        return next(iter(self.filter(pk=pk).order_by()[:1]), None)

    def _within_reach(self, actor: Actor, reach: Reach) -> Self:
        path = self.model.client_path  # type: ignore[attr-defined]
        if reach is Reach.ALL:
            return self
        if path is None or reach is Reach.NONE:
            return self.none()
        if reach is Reach.OWN:
            return self.filter(**{f"{path}assigned_to_id": actor.membership_id})
        return self.filter(**{f"{path}id": actor.client_id})


class TenantManager[M: models.Model](models.Manager[M]):
    """Raises on every read that does not go through `visible_to`."""

    def get_queryset(self) -> TenantQuerySet[M]:
        """Refuse: nobody said who reads."""
        raise ActorRequired(f"{self.model.__name__}.objects needs visible_to(actor)")

    def visible_to(self, actor: Actor, action: str | None = None) -> TenantQuerySet[M]:
        """Rows of the actor's practice within the reach of `action` (default: reading)."""
        model: Any = self.model
        rows = TenantQuerySet[M](self.model, using=self._db).filter(practice_id=actor.practice_id)
        wanted = action or f"{model.subject}.read"
        return rows.fetch_mode(fetch_mode())._within_reach(actor, actor.reach(wanted))


class TenantForeignKey(models.ForeignKey):  # type: ignore[type-arg]
    """A key to another table of the same practice.

    The database constraint is composite, (practice_id, this) → (practice_id, id), and is made by
    `ProtectTenantTables`; Django's own single one is left out.
    """

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        kwargs.setdefault("related_name", "+")
        super().__init__(to, on_delete, **kwargs)


class SharedModel(models.Model):
    """A table outside any practice, with our kind of id."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)

    class Meta:
        abstract = True


class TenantModel(SharedModel):
    """A table of a practice. `subject` names its actions; `client_path` leads to its client."""

    practice = models.ForeignKey(
        "practice.Practice", models.PROTECT, related_name="+", editable=False, db_index=False
    )

    subject: ClassVar[str] = ""
    client_path: ClassVar[str | None] = None

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        abstract = True

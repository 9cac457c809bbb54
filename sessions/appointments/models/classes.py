"""A class: time of whoever gives it, with places. Its list are appointments that lead to it."""

from typing import ClassVar, Self

from django.db import models

from practice.core.actor import Actor
from practice.core.rules import Reach
from practice.core.tenancy import TenantManager, TenantQuerySet, fetch_mode
from sessions.appointments.models.booked import Appointment


class ClassManager[M: models.Model](TenantManager[M]):
    """The one door to classes, which are of no client."""

    def visible_to(self, actor: Actor, action: str | None = None) -> TenantQuerySet[M]:
        """Who reaches their own clients alone reaches the classes that they give themselves; in
        the portal one sees when classes are, and of their lists nothing but oneself."""
        rows = TenantQuerySet[M](self.model, using=self._db)
        rows = rows.filter(practice_id=actor.practice_id, client=None)
        reach = actor.reach(action or f"{Appointment.subject}.read")
        if reach is Reach.NONE:
            return rows.none()
        if reach is Reach.OWN:
            rows = rows.filter(practitioner_id=actor.membership_id)
        return rows.fetch_mode(fetch_mode())


class GroupClass(Appointment):
    """An appointment without a client."""

    objects: ClassVar[ClassManager[Self]] = ClassManager()  # type: ignore[assignment]

    class Meta:
        proxy = True

"""Whose hours they are: who works here and where, what is kept of it, and who may change it."""

from collections.abc import Iterable
from datetime import date
from hashlib import blake2s
from typing import Any
from uuid import UUID

from django.http import Http404

from practice.core.actor import Actor, NotAllowed
from practice.core.models import Membership, Place
from practice.core.rules import Reach, Role
from practice.core.tenancy import TenantQuerySet
from sessions.hours.models import DayHours, TimeOff, WeeklyHours

GIVE_LESSONS = (Role.OWNER, Role.PRACTITIONER, Role.TRAINEE)
LISTED_MOST = 100


def who_works(actor: Actor) -> list[Membership]:
    """Everybody who gives lessons here now, by name."""
    rows = Membership.objects.visible_to(actor, "hours.read").filter(is_active=True)
    return list(rows.filter(role__in=GIVE_LESSONS).order_by("name", "pk"))


def where_they_work(actor: Actor) -> list[Place]:
    """Places that are in use, by name."""
    rows = Place.objects.visible_to(actor, "hours.read").filter(retired_at=None)
    return list(rows.order_by("name", "pk"))


def may_change(actor: Actor, practitioner_id: UUID) -> bool:
    """Whether the actor may change somebody's hours: everybody's, or their own."""
    reach = actor.reach("hours.write")
    return reach is Reach.ALL or (reach is Reach.OWN and actor.membership_id == practitioner_id)


def require_whose(actor: Actor, practitioner_id: UUID) -> None:
    """NotAllowed unless the actor may change somebody's hours."""
    if not may_change(actor, practitioner_id):
        raise NotAllowed("hours.write")


def standing_week(actor: Actor, practitioner_id: UUID, place_id: UUID | None) -> list[WeeklyHours]:
    """Hours of every week, without an end, of somebody at a place (None: online)."""
    there: Any = place_id  # None is online
    rows = WeeklyHours.objects.visible_to(actor, "hours.read").filter(
        practitioner_id=practitioner_id, place_id=there, since=None, until=None
    )
    return list(rows.order_by("weekday", "begins"))


def mark_of(rows: Iterable[WeeklyHours]) -> str:
    """What a form was drawn from: another mark says that somebody changed it meanwhile."""
    said = "|".join(f"{row.weekday} {row.begins} {row.ends}" for row in rows)
    return blake2s(said.encode(), digest_size=8).hexdigest()


def coming_days(actor: Actor, practitioner_id: UUID, today: date) -> list[DayHours]:
    """Days of their own from today on, each with its place."""
    rows = DayHours.objects.visible_to(actor, "hours.read").filter(
        practitioner_id=practitioner_id, on__gte=today
    )
    return list(rows.select_related("place").order_by("on", "begins", "pk")[:LISTED_MOST])


def coming_time_off(actor: Actor, practitioner_id: UUID, today: date) -> list[TimeOff]:
    """Time off that is not over."""
    rows = TimeOff.objects.visible_to(actor, "hours.read").filter(
        practitioner_id=practitioner_id, last_day__gte=today
    )
    return list(rows.order_by("first_day", "pk")[:LISTED_MOST])


def times_off_where(actor: Actor, practitioner: UUID | None = None) -> TenantQuerySet[TimeOff]:
    """Time off of everybody or of one, what is over too."""
    rows = TimeOff.objects.visible_to(actor, "hours.read")
    return rows.filter(practitioner_id=practitioner) if practitioner else rows


def get_day_hours(actor: Actor, day_hours_id: UUID) -> DayHours:
    """The one door to a day of its own: Http404 unless the actor may change it."""
    actor.require("hours.write")
    row = DayHours.objects.visible_to(actor, "hours.read").by_id(day_hours_id)
    if row is None or not may_change(actor, row.practitioner_id):
        raise Http404("day hours")
    return row


def get_time_off(actor: Actor, time_off_id: UUID) -> TimeOff:
    """The one door to time off: Http404 unless the actor may change it."""
    actor.require("hours.write")
    row = TimeOff.objects.visible_to(actor, "hours.read").by_id(time_off_id)
    if row is None or not may_change(actor, row.practitioner_id):
        raise Http404("time off")
    return row


def look_at_time_off(actor: Actor, time_off_id: UUID) -> TimeOff:
    """The same for whoever may read it: everybody who works here."""
    actor.require("hours.read")
    row = TimeOff.objects.visible_to(actor, "hours.read").by_id(time_off_id)
    if row is None:
        raise Http404("time off")
    return row

"""Reads of classes: the one door to a class, its list, and what a client can come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404

from practice.core.actor import Actor
from practice.core.clock import now
from sessions.appointments.models import Appointment, AppointmentChange, GroupClass
from sessions.appointments.queries.booked import took
from sessions.appointments.rules import AHEAD, LIVE, UNSAID, may_undo
from sessions.hours.models import Service
from sessions.hours.rules import ServiceKind

_BESIDE = ("practitioner", "service", "place")


def get_class(
    actor: Actor, class_id: UUID, action: str = "appointment.read", *, hold: bool = False
) -> GroupClass:
    """The one door to a class. With `hold` nobody changes it, or takes a place in it, until the
    transaction ends; a client who comes into it is held before."""
    rows = GroupClass.objects.visible_to(actor, action).select_related(*_BESIDE)
    if hold:
        rows = rows.select_for_update(of=("self",), no_key=True)
    found = rows.by_id(class_id)
    if found is None:
        raise Http404("class")
    return found


def class_services(actor: Actor) -> list[Service]:
    """Services that a class can be of."""
    rows = Service.objects.visible_to(actor, "service.read").filter(retired_at=None)
    return list(rows.filter(kind=ServiceKind.GROUP_CLASS).order_by("name"))


def list_of(actor: Actor, class_id: UUID) -> list[Appointment]:
    """Who is on its list, or was, as far as the actor reaches them: who comes first, by name."""
    rows = Appointment.objects.visible_to(actor).filter(group_class_id=class_id)
    found = list(rows.select_related("client"))
    live = set(LIVE)
    return sorted(found, key=lambda one: (one.state not in live, one.client.full_name, one.pk))


def unsaid_of(actor: Actor, class_id: UUID) -> int:
    """Of how many on the whole list it is still to be said whether they came, whoever reads it; its
    reader came through `get_class`."""
    rows = Appointment._base_manager.filter(
        practice_id=actor.practice_id, group_class_id=class_id, state__in=UNSAID
    )
    return rows.count()


def steps_of(actor: Actor, class_id: UUID) -> list[AppointmentChange]:
    """The class's own steps in their order; its reader came through `get_class`."""
    rows = AppointmentChange._base_manager.filter(
        practice_id=actor.practice_id, appointment_id=class_id
    )
    rows = rows.select_related("made_by", "guardian", "was_practitioner", "was_place")
    return list(rows.order_by("at", "id"))


def last_of(steps: Sequence[AppointmentChange]) -> AppointmentChange | None:
    """The newest step that was not taken back."""
    return next((step for step in reversed(steps) if step.undone_at is None), None)


def may_take_back(actor: Actor, steps: Sequence[AppointmentChange]) -> bool:
    """Whether a page offers to take back the newest step."""
    step = last_of(steps)
    return step is not None and took(actor, step) and may_undo(step.at, now())


@dataclass(frozen=True)
class OpenClass:
    """A class as the portal shows it; `mine`: their own place in it."""

    found: GroupClass
    mine: Appointment | None

    @property
    def is_full(self) -> bool:
        """Whether no place is left."""
        return self.found.free_places < 1

    @property
    def room(self) -> str:
        """Under which address it is given online, for who has a place in it."""
        return self.found.online_room if self.mine else ""


def is_open(found: GroupClass) -> bool:
    """Whether clients come into it by themselves now, if a place is free."""
    at, service = now(), found.service
    earliest = at + timedelta(hours=service.lead_hours)
    latest = at + timedelta(days=service.ahead_days)
    may = service.is_client_bookable and found.state in AHEAD
    return may and at < found.starts_at and earliest <= found.starts_at <= latest


def open_classes(actor: Actor) -> list[OpenClass]:
    """Classes that clients can come to, the next first, and those they come to. Two statements."""
    rows = GroupClass.objects.visible_to(actor).select_related(*_BESIDE)
    rows = rows.filter(starts_at__gt=now(), state__in=AHEAD).order_by("starts_at", "id")
    own: Any = Appointment.objects.visible_to(actor).filter(
        group_class__isnull=False, starts_at__gt=now(), state__in=LIVE
    )
    mine = {one.group_class_id: one for one in own}
    return [OpenClass(one, mine.get(one.pk)) for one in rows if one.pk in mine or is_open(one)]

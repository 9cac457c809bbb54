"""Moving booked time: to another hour, another person, another place."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.models import Place
from practice.core.queries import get_practice
from sessions.appointments.models import Appointment, AppointmentChange
from sessions.appointments.queries.booked import span_of
from sessions.appointments.queries.offers import Wanted
from sessions.appointments.rules import AppointmentState, Span, Verb, is_late
from sessions.appointments.services.booking import vars_of
from sessions.appointments.services.steps import held, reason
from sessions.appointments.services.taking import (
    Anyway,
    hold_practitioner,
    make_room,
    one_at_a_time,
    taking,
)
from sessions.appointments.services.telling import tell
from sessions.appointments.services.trail import keep_step


@dataclass(frozen=True, kw_only=True)
class MoveData:
    """Where to: from which instant, with whom, at which place (None: online); `was_offered` as a
    booking says it."""

    starts_at: datetime
    practitioner_id: UUID
    place: Place | None
    was_offered: bool = False


def move_appointment(
    *,
    actor: Actor,
    appointment_id: UUID,
    data: MoveData,
    why: str = "",
    words: str = "",
    anyway: Anyway = False,
    version: int | None = None,
) -> AppointmentChange | None:
    """Move it; what it is, how long it takes and the policy shown stay. None if nothing changes.

    As `book_appointment` refuses and warns. A client moves it until the hours shown at booking.
    `why` may be left unsaid.
    """
    with taking(actor):
        appointment = held(actor, appointment_id, version, Verb.MOVE)
        words = reason(actor, why, words, Verb.MOVE)
        if appointment.group_class_id is not None:
            words = _("Its time is that of its class. Give the place up, and take one in another.")
            raise DomainError(words, code="class")
        if actor.in_portal and is_late(
            appointment.starts_at, now(), appointment.policy["cancellation_hours"]
        ):
            raise DomainError(_("It is too near to be moved here. Ask the practice."), code="late")
        wanted = wanted_of(actor, appointment, data)
        if is_there(appointment, data):
            return None
        before, was = appointment.state, where(appointment)
        with one_at_a_time(wanted):
            hold_practitioner(actor, data.practitioner_id)
            span = make_room(actor, wanted, anyway=anyway)
            put_there(actor, appointment, wanted, span)
        step = keep_step(actor, appointment, before, why=why, words=words, **was)
        tell(actor, appointment, step)
    return step


def where(appointment: Appointment) -> dict[str, Any]:
    """Where it stands, as the step that moves it away keeps it."""
    return {
        "was_starts_at": appointment.starts_at,
        "was_practitioner_id": appointment.practitioner_id,
        "was_place_id": appointment.place_id,
        "was_zone": appointment.zone,
    }


def put_there(actor: Actor, appointment: Appointment, wanted: Wanted, span: Span) -> None:
    """Write where it stands now; the constraints may refuse it. Whoever confirmed another time has
    not confirmed this one."""
    local = wanted.local
    moved = {
        **vars_of(span),
        "practitioner_id": wanted.practitioner_id,
        "place_id": wanted.place.pk if wanted.place else None,
        "holds_place": wanted.held_place is not None,
        "local_date": local.date(),
        "local_time": local.time(),
        "zone": wanted.zone,
        "state": AppointmentState.BOOKED.value,
        "version": appointment.version + 1,
    }
    rows = Appointment._base_manager.filter(practice_id=actor.practice_id, pk=appointment.pk)
    rows.update(**moved)
    for name, value in moved.items():
        setattr(appointment, name, value)


def is_there(appointment: Appointment, data: MoveData) -> bool:
    """Whether it stands there already."""
    place_id = data.place.pk if data.place else None
    there = (appointment.starts_at, appointment.practitioner_id, appointment.place_id)
    return there == (data.starts_at, data.practitioner_id, place_id)


def wanted_of(actor: Actor, appointment: Appointment, data: MoveData) -> Wanted:
    """The time that a move asks for."""
    if actor.in_portal and (data.place is None) is not (appointment.place_id is None):
        raise DomainError(_("Choose where."), field="place")
    zone = data.place.timezone if data.place else get_practice(actor).timezone
    return wanted_at(appointment, data, zone)


def wanted_at(appointment: Appointment, data: MoveData, zone: str) -> Wanted:
    """The same by the clock of `zone`."""
    service = appointment.service
    kept_free = service.buffer_before_minutes, service.buffer_after_minutes
    return Wanted(
        client_id=appointment.client_id,
        service=service,
        practitioner_id=data.practitioner_id,
        place=data.place,
        zone=zone,
        span=span_of(appointment).with_buffers(*kept_free).at(data.starts_at),
        but=appointment.pk,
        was_offered=data.was_offered,
    )

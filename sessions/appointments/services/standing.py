"""Where an appointment stands is written; time that it held no more is taken again, or lost."""

from typing import Any

from practice.core.actor import Actor
from sessions.appointments.classes.places import take_place_again
from sessions.appointments.models import Appointment
from sessions.appointments.queries.booked import span_of
from sessions.appointments.queries.offers import Wanted
from sessions.appointments.rules import LIVE, AppointmentState
from sessions.appointments.services.booking import vars_of
from sessions.appointments.services.taking import fit_in, hold_practitioner, one_at_a_time


def lead(actor: Actor, appointment: Appointment, state: AppointmentState) -> str:
    """Lead a held appointment to a state; returns the one before. Inside `taking`.

    Lost where it comes back to its time, and that was given away meanwhile.
    """
    before = appointment.state
    values = {"state": state.value, "version": appointment.version + 1}
    if before in set(LIVE):  # it has its time, or gives it back
        _write(actor, appointment, values)
    else:
        stand(actor, appointment, values)
    return before


def stand(actor: Actor, appointment: Appointment, values: dict[str, Any]) -> None:
    """Let it stand by these columns, its `state` among them; Lost where a time that it would hold
    was given away. Inside `taking`."""
    if values["state"] not in set(LIVE):
        _write(actor, appointment, values)
    elif appointment.group_class_id is not None:
        take_place_again(actor, appointment, values)
    else:
        _take_again(actor, appointment, values)


def _take_again(actor: Actor, appointment: Appointment, before: dict[str, Any]) -> None:
    """Have the time of before; it may have been given away meanwhile."""
    place, service = before.pop("place", appointment.place), appointment.service
    kept_free = service.buffer_before_minutes, service.buffer_after_minutes
    starts_at = before.get("starts_at", appointment.starts_at)
    wanted = Wanted(
        client_id=appointment.client_id,
        service=service,
        practitioner_id=before.get("practitioner_id", appointment.practitioner_id),
        place=place,
        zone=before.get("zone", appointment.zone),
        span=span_of(appointment).with_buffers(*kept_free).at(starts_at),
        but=appointment.pk,
    )
    there = {
        "place_id": place.pk if place else None,
        "holds_place": wanted.held_place is not None,
        "local_date": wanted.local.date(),
        "local_time": wanted.local.time(),
    }
    with one_at_a_time(wanted):
        hold_practitioner(actor, wanted.practitioner_id)
        span = fit_in(actor, wanted)
        _write(actor, appointment, before | there | vars_of(span))


def _write(actor: Actor, appointment: Appointment, values: dict[str, Any]) -> None:
    rows = Appointment._base_manager.filter(practice_id=actor.practice_id, pk=appointment.pk)
    rows.update(**values)
    for name, value in values.items():
        setattr(appointment, name, value)

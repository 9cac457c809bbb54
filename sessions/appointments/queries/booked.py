"""Reads of booked time: the one door to an appointment, and the trail of its steps."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.rules import Reach
from practice.core.tenancy import TenantQuerySet, fetch_mode
from sessions.appointments.models import Appointment, AppointmentChange
from sessions.appointments.rules import Span, may_undo

BESIDE = ("client", "practitioner", "service", "place")


def get_appointment(
    actor: Actor, appointment_id: UUID, action: str = "appointment.read", *, hold: bool = False
) -> Appointment:
    """The one door to an appointment, with its client, practitioner, service and place.

    With `hold` nobody changes it until the transaction ends; the client is held before.
    """
    rows = Appointment.objects.visible_to(actor, action).select_related(*BESIDE)
    if hold:
        rows = rows.select_for_update(of=("self",), no_key=True)
    found = rows.by_id(appointment_id)
    if found is None:
        raise Http404("appointment")
    return found


def appointments_where(
    actor: Actor,
    *,
    since: date | None = None,
    until: date | None = None,
    **narrow: Any,
) -> TenantQuerySet[Appointment]:
    """Appointments in reach: of a client, a practitioner, in a state, on local days."""
    rows = Appointment.objects.visible_to(actor).filter(**narrow)
    if since is not None:
        rows = rows.filter(local_date__gte=since)
    if until is not None:
        rows = rows.filter(local_date__lte=until)
    return rows


def taking_time(actor: Actor) -> Any:
    """What takes somebody's time, for a calendar: appointments in reach that are no place in a
    class, and classes, as `GroupClass.objects` reaches them."""
    rows: Any = Appointment._base_manager.filter(practice_id=actor.practice_id, group_class=None)
    rows = rows.fetch_mode(fetch_mode())
    reach = actor.reach(f"{Appointment.subject}.read")
    if reach is Reach.ALL:
        return rows
    if reach is Reach.OWN:
        mine = actor.membership_id
        return rows.filter(Q(client__assigned_to_id=mine) | Q(client=None, practitioner_id=mine))
    return rows.none()


def span_of(appointment: Appointment) -> Span:
    """The stretch of time that it takes."""
    return Span(
        appointment.starts_at,
        appointment.ends_at,
        appointment.blocked_from,
        appointment.blocked_until,
    )


def trail_of(actor: Actor, appointment_id: UUID) -> list[AppointmentChange]:
    """Its steps in their order, with who took them. One statement."""
    rows = AppointmentChange.objects.visible_to(actor).filter(appointment_id=appointment_id)
    rows = rows.select_related("made_by", "guardian", "was_practitioner", "was_place")
    return list(rows.order_by("at", "id"))


def last_step(
    actor: Actor, appointment_id: UUID, action: str = "appointment.read"
) -> AppointmentChange | None:
    """The newest step that was not taken back."""
    rows = AppointmentChange.objects.visible_to(actor, action).filter(undone_at=None)
    return rows.filter(appointment_id=appointment_id).order_by("-at", "-id").first()


def took(actor: Actor, step: AppointmentChange) -> bool:
    """Whether it was this very person who took a step."""
    mine = (actor.membership_id, actor.guardian_id)
    return mine == (step.made_by_id, step.guardian_id)


def may_take_back(actor: Actor, step: AppointmentChange | None) -> bool:
    """Whether a page offers to take back the newest step."""
    return step is not None and took(actor, step) and may_undo(step.at, now())


def was_just_booked(actor: Actor, found: Appointment) -> bool:
    """Whether this very person booked a client a moment ago, and can take it back: nothing became
    of it since. Of an appointment with its client; no statement."""
    if found.client_id is None or found.client.state == ClientState.ARCHIVED:
        return False
    is_untouched = found.version == 1 and found.session_id is None
    mine = (actor.membership_id, actor.guardian_id)
    is_mine = mine == (found.booked_by_id, found.guardian_id)
    return is_untouched and is_mine and may_undo(found.booked_at, now())

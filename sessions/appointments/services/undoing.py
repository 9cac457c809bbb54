"""Taking the last step back, within its minutes and before anybody is mailed."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.models import Place
from practice.outbox.services import cancel_messages
from sessions.appointments.models import Appointment, AppointmentChange
from sessions.appointments.queries.booked import last_step, took
from sessions.appointments.rules import UNDO, AppointmentState, may_undo
from sessions.appointments.services.standing import stand
from sessions.appointments.services.steps import held
from sessions.appointments.services.taking import taking
from sessions.appointments.services.telling import remind_again


def undo(*, actor: Actor, appointment_id: UUID) -> Appointment:
    """Take back what one did a moment ago oneself: the step before holds again.

    A booking taken back is cancelled. JustTaken where the time was given away meanwhile.
    """
    with taking(actor):
        appointment = held(actor, appointment_id, None, None)
        step = own_last_step(actor, appointment_id)
        if appointment.session_id is not None:
            raise DomainError(_("Its note has begun: it stays."), code="begun")
        take_back_step(actor, appointment, step)
        remind_again(actor, appointment.client, [appointment])
        cancel_messages(actor=actor, subject_id=step.pk, reason=_("it was taken back"))
    return appointment


def own_last_step(actor: Actor, appointment_id: UUID) -> AppointmentChange:
    """The last step, if it was one's own a moment ago; the caller holds the appointment."""
    step = last_step(actor, appointment_id, "appointment.write")
    if step is None or not took(actor, step):
        raise DomainError(_("Only who did it takes it back."), code="not_mine")
    if not may_undo(step.at, now()):  # asked once the row is held, which a mail asks for too
        minutes = int(UNDO.total_seconds() // 60)
        words = _("It was done more than %(n)s minutes ago: it stays.") % {"n": minutes}
        raise DomainError(words, code="late")
    return step


def take_back_step(actor: Actor, appointment: Appointment, step: AppointmentChange) -> None:
    """Let the step before hold again; Lost where its time was given away. Inside `taking`."""
    before = _before(actor, appointment, step)
    stand(actor, appointment, before)
    step.undone_at = now()
    step.save(update_fields=["undone_at"])


def _before(actor: Actor, appointment: Appointment, step: AppointmentChange) -> dict[str, Any]:
    before: dict[str, Any] = {"state": step.from_state or AppointmentState.CANCELLED.value}
    before["version"] = appointment.version + 1
    if step.was_starts_at is None or step.was_practitioner_id is None:
        return before
    place = None
    if step.was_place_id is not None:
        rows = Place._base_manager.filter(practice_id=actor.practice_id)
        place = rows.get(pk=step.was_place_id)
    return before | {
        "place": place,
        "practitioner_id": step.was_practitioner_id,
        "zone": step.was_zone,
        "starts_at": step.was_starts_at,
    }

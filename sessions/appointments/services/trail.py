"""The trail of an appointment: each step, who took it and why."""

from typing import Any

from practice.core.actor import Actor
from practice.core.clock import now
from sessions.appointments.models import Appointment, AppointmentChange


def keep_step(
    actor: Actor, appointment: Appointment, from_state: str, **told: Any
) -> AppointmentChange:
    """Keep one step to where the appointment stands now; `told`: why, words, what it was."""
    step = step_of(actor, appointment, from_state, **told)
    step.save(force_insert=True)
    return step


def step_of(
    actor: Actor, appointment: Appointment, from_state: str, **told: Any
) -> AppointmentChange:
    """The same step, not yet kept."""
    return AppointmentChange(
        practice_id=actor.practice_id,
        appointment=appointment,
        from_state=from_state,
        to_state=appointment.state,
        at=now(),
        made_by_id=actor.membership_id,
        guardian_id=actor.guardian_id,
        **told,
    )

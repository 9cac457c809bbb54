"""Nobody is mailed of booked time yet; what happened is in the trail."""

from practice.core.actor import Actor
from sessions.appointments.models import Appointment, AppointmentChange


def tell(actor: Actor, appointment: Appointment, step: AppointmentChange) -> None:
    """Plan the mails that tell of a step."""

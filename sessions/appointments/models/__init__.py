"""Tables of the work done, and of booked time with the trail of what became of it."""

from sessions.appointments.models.booked import (
    STATE_WORDS,
    WHY_WORDS,
    Appointment,
    AppointmentChange,
)
from sessions.appointments.models.classes import GroupClass
from sessions.appointments.models.series import AppointmentSeries
from sessions.appointments.models.work import Session

__all__ = [
    "STATE_WORDS",
    "WHY_WORDS",
    "Appointment",
    "AppointmentChange",
    "AppointmentSeries",
    "GroupClass",
    "Session",
]

"""The practice's pages of booked time."""

from sessions.appointments.views.booking import appointment_move, appointment_new
from sessions.appointments.views.calendar import calendar_page
from sessions.appointments.views.one import (
    appointment_cancel,
    appointment_page,
    appointment_put_right,
    appointment_step,
    appointment_undo,
    appointment_why,
)

__all__ = [
    "appointment_cancel",
    "appointment_move",
    "appointment_new",
    "appointment_page",
    "appointment_put_right",
    "appointment_step",
    "appointment_undo",
    "appointment_why",
    "calendar_page",
]

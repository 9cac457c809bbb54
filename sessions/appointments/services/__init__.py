"""Writes of the work done, and of booked time."""

from sessions.appointments.services.booking import BookingData, book_appointment
from sessions.appointments.services.lessons import start_session, writer_of
from sessions.appointments.services.moving import move_appointment
from sessions.appointments.services.righting import put_right
from sessions.appointments.services.steps import (
    arrive,
    cancel,
    confirm,
    finish,
    mark_no_show,
    say_why,
    tie_session,
)
from sessions.appointments.services.taking import BreaksRules, JustTaken
from sessions.appointments.services.undoing import undo

__all__ = [
    "BookingData",
    "BreaksRules",
    "JustTaken",
    "arrive",
    "book_appointment",
    "cancel",
    "confirm",
    "finish",
    "mark_no_show",
    "move_appointment",
    "put_right",
    "say_why",
    "start_session",
    "tie_session",
    "undo",
    "writer_of",
]

"""Pages of a series: booked, moved and given back, each looked at before it is done."""

from sessions.appointments.series.views.booking import (
    appointment_series_cancel,
    appointment_series_new,
    appointment_series_undo,
    mark_of,
)
from sessions.appointments.series.views.moving import appointment_series_move, mark_of_moves

__all__ = [
    "appointment_series_cancel",
    "appointment_series_move",
    "appointment_series_new",
    "appointment_series_undo",
    "mark_of",
    "mark_of_moves",
]

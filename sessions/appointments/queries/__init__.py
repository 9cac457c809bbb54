"""Reads of the work done, and of booked time."""

from sessions.appointments.queries.booked import (
    get_appointment,
    last_step,
    may_take_back,
    span_of,
    trail_of,
)
from sessions.appointments.queries.lessons import (
    HeldSession,
    get_session,
    last_session,
    last_session_days,
    open_episodes_of,
    sessions_of,
)

__all__ = [
    "HeldSession",
    "get_appointment",
    "get_session",
    "last_session",
    "last_session_days",
    "last_step",
    "may_take_back",
    "open_episodes_of",
    "sessions_of",
    "span_of",
    "trail_of",
]

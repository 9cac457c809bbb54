"""A day in two weeks on which the practitioner works, as for booked time."""

from tests.sessions.appointments.conftest import clock, desk

__all__ = ["clock", "desk"]

"""The desk of booked time: a day in two weeks on which the practitioner works."""

from tests.sessions.appointments.conftest import clock, desk

__all__ = ["clock", "desk"]

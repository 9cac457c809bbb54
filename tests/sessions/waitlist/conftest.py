"""The calendar of Linden, as the tests of appointments know it; the worker looks there."""

import pytest

from sessions.waitlist import tasks
from tests.cast import House
from tests.sessions.appointments.conftest import clock, desk

__all__ = ["clock", "desk"]


@pytest.fixture(autouse=True)
def looks_at_linden(linden: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The web's role may not become the one that looks across practices."""
    monkeypatch.setattr(tasks, "practices_waiting", lambda: [linden.practice.pk])

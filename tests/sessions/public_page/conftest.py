"""The desk of booked time, with a page that is open to everybody."""

import pytest
from django.core.cache import cache

from tests.public import put_public
from tests.sessions.appointments.conftest import Desk, clock, desk

__all__ = ["clock", "desk"]


@pytest.fixture
def shown(desk: Desk) -> Desk:
    """The desk, whose practice shows itself."""
    put_public(desk.house)
    return desk


@pytest.fixture(autouse=True)
def uncounted() -> None:
    """No visit of another test counts against the limits."""
    cache.clear()

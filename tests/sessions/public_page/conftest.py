"""The desk of booked time, with a page that is open to everybody."""

import pytest

from tests.public import put_public
from tests.sessions.appointments.conftest import Desk, clock, desk

__all__ = ["clock", "desk"]


@pytest.fixture
def shown(desk: Desk) -> Desk:
    """The desk, whose practice shows itself."""
    put_public(desk.house)
    return desk

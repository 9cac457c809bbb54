"""Nora, as she tells how she is."""

import pytest

from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import set_client_state
from practice.core.actor import acting
from tests.cast import House
from tests.sessions.progress.radar.telling import Teller


@pytest.fixture
def teller(linden: House, nora: Client) -> Teller:
    """An active client of Linden."""
    with acting(linden.boss) as boss:
        set_client_state(actor=boss, client=nora, state=ClientState.ACTIVE)
    return Teller(linden, nora)

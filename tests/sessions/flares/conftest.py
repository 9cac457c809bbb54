"""Nora practises a program."""

import pytest

from clients.records.models import Client
from practice.core.actor import acting
from sessions.programs.models import HomeProgram
from tests.cast import House
from tests.sessions.programs import building


@pytest.fixture
def program(linden: House, nora: Client) -> HomeProgram:
    with acting(linden.boss) as boss:
        return building.running(boss, nora)

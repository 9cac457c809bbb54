"""A running program, and the owner's program that calls."""

import pytest
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import acting
from sessions.programs.models import HomeProgram
from tests.api.calling import caller, token_for
from tests.cast import House
from tests.sessions.programs import building


@pytest.fixture
def program(linden: House, nora: Client) -> HomeProgram:
    """A program that Nora practises."""
    with acting(linden.boss) as boss:
        return building.running(boss, nora)


@pytest.fixture
def owner(linden: House) -> Browser:
    """The owner's program."""
    return caller(token_for(linden, linden.owner))

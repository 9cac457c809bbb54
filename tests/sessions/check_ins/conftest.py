"""Nora's work began eight days ago: a week's check-in is asked."""

from collections.abc import Callable
from datetime import date

import pytest

from clients.intake.models import ActivityGoal
from clients.records.models import Client, Episode
from practice.core.actor import acting
from sessions.programs.models import HomeProgram
from sessions.programs.services import activate_program, create_program
from tests.cast import House
from tests.clients.measures.conftest import begun, episode
from tests.sessions.programs import building

__all__ = ["begun", "episode"]


@pytest.fixture
def week(linden: House, begun: Callable[[int], date]) -> date:
    """The day on which the work began; that week nobody has said how activities go now."""
    opened_on = begun(8)
    with acting(linden.boss):
        ActivityGoal._base_manager.filter(practice=linden.practice).update(reported_on=opened_on)
    return opened_on


@pytest.fixture
def program(linden: House, nora: Client, episode: Episode) -> HomeProgram:
    """What Nora practises for that work."""
    with acting(linden.boss) as boss:
        plan = building.data(building.item(boss))
        draft = create_program(actor=boss, episode=episode, data=plan)
        return activate_program(actor=boss, home_program=draft)

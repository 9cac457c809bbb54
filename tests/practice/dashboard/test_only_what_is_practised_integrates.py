"""A release is integrated by a program that runs: not by a draft, a paused or an ended one."""

import pytest

from clients.records.models import Client, Episode
from clients.symptoms.rules import Phase
from practice.core.actor import Actor, acting
from practice.dashboard.queries import releases_waiting
from sessions.programs.models import HomeProgram
from sessions.programs.services import activate_program, create_program, end_program, pause_program
from tests.cast import House
from tests.sessions.programs import building


def _program(boss: Actor, client: Client, state: str) -> HomeProgram:
    episode = building.episode_of(boss, client)
    building.release(boss, episode)
    plan = building.data(
        building.item(boss), building.item(boss, "side_curl", phase=Phase.INTEGRATE)
    )
    program = create_program(actor=boss, episode=episode, data=plan)
    if state != "draft":
        activate_program(actor=boss, home_program=program)
    if state == "paused":
        pause_program(actor=boss, home_program=program)
    if state == "ended":
        end_program(actor=boss, home_program=program)
    return program


@pytest.mark.parametrize(
    ("state", "integrates"),
    [("draft", False), ("active", True), ("paused", False), ("ended", False)],
)
def test_today_and_closing_say_the_same(
    linden: House, nora: Client, state: str, integrates: bool
) -> None:
    with acting(linden.boss) as boss:
        program = _program(boss, nora, state)
        program.episode.refresh_from_db(from_queryset=Episode.objects.visible_to(boss))
        assert (program.episode.standing_release is None) is integrates
        assert (releases_waiting(boss) == []) is integrates

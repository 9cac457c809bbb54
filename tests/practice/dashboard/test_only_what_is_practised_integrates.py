"""A release is integrated by a program that runs: not by a draft, a paused or an ended one."""

from datetime import timedelta

import pytest

from clients.records.models import Client, Episode
from clients.symptoms.rules import Phase
from practice.core.actor import Actor, acting
from practice.core.clock import clock_at, now
from practice.core.models import Practice
from practice.dashboard.rules import NeedKind
from practice.dashboard.waiting import people_waiting
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
        with clock_at(now() + timedelta(days=7)):
            assert (people_waiting(boss)[NeedKind.RELEASE] == []) is integrates


@pytest.mark.parametrize(("given", "days", "is_said"), [(7, 6, False), (7, 7, True), (3, 3, True)])
def test_today_gives_a_release_as_many_days_as_the_practice_says(
    linden: House, nora: Client, given: int, days: int, is_said: bool
) -> None:
    with acting(linden.boss) as boss:
        Practice.objects.filter(pk=boss.practice_id).update(integrate_within_days=given)
        building.release(boss, building.episode_of(boss, nora))
        with clock_at(now() + timedelta(days=days)):
            waiting = people_waiting(boss)[NeedKind.RELEASE]
    assert [one.days for one in waiting] == ([days] if is_said else [])

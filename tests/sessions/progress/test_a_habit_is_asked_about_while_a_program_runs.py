"""A habit forms while a home program runs: from its start on it is asked about, and no longer."""

from datetime import timedelta

from clients.measures.queries import get_measured
from clients.measures.rules import Stage
from clients.records.models import Client
from practice.core.actor import Actor, acting
from practice.core.clock import clock_at, now
from sessions.programs.models import HomeProgram
from sessions.programs.queries import get_home_program
from sessions.programs.services import (
    activate_program,
    create_program,
    end_program,
    pause_program,
    resume_program,
)
from tests.cast import House
from tests.sessions.programs import building


def asked(actor: Actor, client: Client, days: int) -> bool:
    """Whether so many days from now the habit is asked about."""
    with clock_at(now() + timedelta(days=days)):
        found = get_measured(actor, client.pk).due()
    return [one.instrument.code for one in found if one.stage is Stage.HABIT] == ["srbai"]


def again(actor: Actor, program: HomeProgram) -> HomeProgram:
    return get_home_program(actor, program.pk)


def test_it_follows_the_program(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = building.draft(boss, nora)
        assert not asked(boss, nora, 60)  # planned, and not begun
        begun = now() + timedelta(days=5)
        with clock_at(begun):
            activate_program(actor=boss, home_program=program)
        assert not asked(boss, nora, 14)  # two weeks after the work began, nine days after this
        assert asked(boss, nora, 19)
        with clock_at(begun):
            pause_program(actor=boss, home_program=again(boss, program))
        assert not asked(boss, nora, 19)
        with clock_at(begun):
            resume_program(actor=boss, home_program=again(boss, program))
        assert asked(boss, nora, 19)
        with clock_at(begun):
            end_program(actor=boss, home_program=again(boss, program))
        assert not asked(boss, nora, 19)


def test_a_later_program_begins_anew(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        first = building.running(boss, nora)
        end_program(actor=boss, home_program=again(boss, first))
        second = create_program(
            actor=boss, episode=first.episode, data=building.data(building.item(boss))
        )
        with clock_at(now() + timedelta(days=10)):
            activate_program(actor=boss, home_program=second)
        assert not asked(boss, nora, 23)
        assert asked(boss, nora, 24)

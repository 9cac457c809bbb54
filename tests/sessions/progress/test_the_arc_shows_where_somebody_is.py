"""Understand, free, integrate, maintain; a release that nothing integrates leaves it open."""

import pytest

from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import set_client_state
from clients.symptoms.rules import Phase
from practice.core.actor import Actor, enter_as
from sessions.programs.services import activate_program, edit_program, pause_program
from sessions.progress.queries import arc_of_client
from sessions.progress.rules import arc_of
from tests.cast import House
from tests.sessions.programs import building


@pytest.mark.parametrize(
    ("facts", "stones"),
    [
        ("", "now later later later"),
        ("started", "done now later later"),
        ("started released", "done done open later"),
        ("released", "done done open later"),
        ("started released integrating", "done done now later"),
        ("started integrating", "done done now later"),
        ("started released integrating maintaining", "done done done now"),
    ],
)
def test_the_stones_follow_from_what_happened(facts: str, stones: str) -> None:
    names = ("started", "released", "integrating", "maintaining")
    arc = arc_of(**{name: name in facts.split() for name in names})
    assert [stone.state.value for stone in arc] == stones.split()


def _states(actor: Actor, client: Client) -> str:
    arc = arc_of_client(actor, client.pk)
    assert arc is not None
    return " ".join(stone.state for stone in arc.stones)


def test_the_rows_lead_along_it(linden: House, nora: Client) -> None:
    enter_as(linden.boss)
    boss = linden.boss
    assert _states(boss, nora) == "now later later later"
    program = building.draft(boss, nora)
    assert _states(boss, nora) == "now later later later"
    program = activate_program(actor=boss, home_program=program)
    assert _states(boss, nora) == "done now later later"
    building.release(boss, program.episode)
    assert _states(boss, nora) == "done done open later"
    walk = building.item(boss, "shift_to_walk", phase=Phase.INTEGRATE)
    edit_program(
        actor=boss, home_program=program, data=building.data(walk), version=program.version
    )
    assert _states(boss, nora) == "done done now later"
    pause_program(actor=boss, home_program=program)
    assert _states(boss, nora) == "done done open later"
    set_client_state(actor=boss, client=nora, state=ClientState.MAINTAINING)
    assert _states(boss, nora) == "done done done now"


def test_the_client_sees_their_own_and_the_assistant_none(linden: House, nora: Client) -> None:
    enter_as(linden.boss)
    program = building.running(linden.boss, nora)
    building.release(linden.boss, program.episode)
    assert arc_of_client(linden.actor(linden.assistant), nora.pk) is None
    enter_as(linden.as_client(nora))
    assert _states(linden.as_client(nora), nora) == "done done open later"

"""Programs for tests: built by the same services that a person uses."""

from datetime import time
from typing import Any

from clients.records.models import Client, Episode
from clients.records.services import open_episode
from clients.symptoms.rules import Phase, Side
from practice.core.actor import Actor
from sessions.movements.models import Movement
from sessions.notes.models import ReleaseEvent, ReleaseMethod
from sessions.notes.services import record_release
from sessions.programs.models import HomeProgram
from sessions.programs.services import ItemData, ProgramData, activate_program, create_program

CONCERN = "A pull deep in the left groin"


def movement(actor: Actor, code: str = "arch_and_flatten") -> Movement:
    """A movement of the practice's own library."""
    return Movement.objects.visible_to(actor).get(built_in_code=code)


def item(actor: Actor, code: str = "arch_and_flatten", **more: Any) -> ItemData:
    """One item that frees, unless told otherwise."""
    chosen = movement(actor, code)
    values = {"phase": Phase.FREE, "minutes": chosen.minutes, **more}
    return ItemData(movement=chosen, **values)


def data(*items: ItemData, **more: Any) -> ProgramData:
    """Every day at half past seven."""
    values = {"days": range(1, 8), "times": [time(7, 30)], **more}
    return ProgramData(items=items, **values)


def episode_of(actor: Actor, client: Client) -> Episode:
    """An open course of work."""
    return open_episode(actor=actor, client=client, concern=CONCERN)


def draft(actor: Actor, client: Client, *items: ItemData, **more: Any) -> HomeProgram:
    """A draft with Arch and Flatten."""
    plan = data(*(items or (item(actor),)), **more)
    return create_program(actor=actor, episode=episode_of(actor, client), data=plan)


def running(actor: Actor, client: Client, *items: ItemData, **more: Any) -> HomeProgram:
    """A program that the client practises."""
    return activate_program(actor=actor, home_program=draft(actor, client, *items, **more))


def release(actor: Actor, episode: Episode) -> ReleaseEvent:
    """Something let go, at home."""
    return record_release(
        actor=actor,
        episode=episode,
        muscle_group="iliopsoas",
        side=Side.LEFT,
        method=ReleaseMethod.AT_HOME,
    )


def form_data(actor: Actor, *rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    """What a browser sends from the builder."""
    sent: dict[str, Any] = {"rows": len(rows), "days": ["0", "2"], "time_1": "07:30", **more}
    for number, row in enumerate(rows):
        sent |= {f"items-{number}-{name}": value for name, value in row.items()}
    return sent

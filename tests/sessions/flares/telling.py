"""Flares of a practice as they are stored, and saying one."""

from typing import Any

from practice.core.actor import acting
from practice.outbox.models import Message
from sessions.flares.models import Flare
from sessions.programs.models import HomeProgram
from sessions.programs.queries import get_home_program
from sessions.programs.services import resume_program
from tests.cast import House, sign_in
from tests.sessions.practice_logs.sending import sent


def say(program: HomeProgram, **said: Any) -> Any:
    """Nora keeps a log in the portal: worse, unless told otherwise."""
    data = sent(**(said or {"worse": "on"}))
    return sign_in("nora@clients.example").post(f"/portal/practice/{program.pk}/", data)


def go_on(house: House, program: HomeProgram) -> None:
    """The practitioner has talked it over."""
    with acting(house.actor(house.practitioner)) as actor:
        found = get_home_program(actor, program.pk, "program.write", hold=True)
        resume_program(actor=actor, home_program=found)


def flares(house: House) -> list[Flare]:
    with acting(house.boss) as boss:
        rows = Flare.objects.visible_to(boss).select_related("settled_by", "told_by", "guardian")
        return list(rows.order_by("id"))


def mails(house: House) -> list[Message]:
    with acting(house.boss) as boss:
        rows = Message.objects.visible_to(boss).filter(kind="program_paused")
        return list(rows.order_by("id"))


def state(house: House) -> str:
    with acting(house.boss) as boss:
        return HomeProgram.objects.visible_to(boss).get().state

"""Writes of flares: the rule pauses a program and tells the practice at once; people settle it."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from clients.records.models import Client
from practice.core.actor import Actor, system_actor
from practice.core.clock import now, today_in
from practice.core.rules import Role
from practice.outbox.services import Planned, plan_messages
from sessions.flares.models import Flare, FlareSource
from sessions.programs.models import HomeProgram
from sessions.programs.rules import HomeProgramState
from sessions.programs.running import RUNNING
from sessions.programs.services import pause_program

KIND = "program_paused"


def pause_for_flare(
    *,
    actor: Actor,
    home_program: HomeProgram,
    soreness_hours: int | None,
    worse: bool,
    source: FlareSource,
) -> bool:
    """Let a program rest, keep who said that it was too much, and tell who works with them.

    The caller holds the program, and has judged that it `is_flare`. The rule pauses, not the
    client, who may not change a program. Of one that rests already the practice is told all the
    same, once while it is not settled. True if this paused it.
    """
    actor.require("practice_log.write")
    if home_program.state not in RUNNING:
        return False
    paused = home_program.state == HomeProgramState.ACTIVE
    if paused:
        pause_program(actor=system_actor(home_program.practice_id), home_program=home_program)
    waiting = Flare.objects.visible_to(actor).filter(home_program=home_program, settled_at=None)
    if not waiting.exists():
        flare = Flare(
            practice_id=home_program.practice_id,
            client_id=home_program.client_id,
            home_program=home_program,
            source=source.value,
            soreness_hours=soreness_hours,
            worse=worse,
            flared_on=today_in(home_program.client.timezone),
            flared_at=now(),
            told_by_id=actor.membership_id,
            guardian_id=actor.guardian_id,
        )
        flare.save(force_insert=True)
        _tell(actor, flare)
    return paused


def _tell(actor: Actor, flare: Flare) -> None:
    """A mail to whoever works with the client; where that is a trainee, one to the supervisor too.

    It is planned for the practice: the list of mails is read by who may not know of whom it is.
    """
    mail = Planned(
        kind=KIND,
        person_id=flare.practice_id,
        subject_id=flare.pk,
        local_date=today_in(actor.zone),
    )
    trainees = [replace(mail, recipient_id=pk) for pk in _trainees_with(flare)]
    plan_messages(actor=actor, planned=[mail, *trainees])


def _trainees_with(flare: Flare) -> Iterable[UUID]:
    rows = Client._base_manager.filter(
        practice_id=flare.practice_id, pk=flare.client_id, assigned_to__role=Role.TRAINEE
    )
    return rows.values_list("assigned_to_id", flat=True)


def settle_flares(actor: Actor, home_program: HomeProgram) -> None:
    """Follow a rest: a program that goes on, or has ended, was talked over."""
    rows = Flare.objects.visible_to(actor, "practice_log.write")
    rows.filter(home_program=home_program, settled_at=None).update(
        settled_at=now(), settled_by_id=actor.membership_id
    )

"""A program moves on: it starts, rests, goes on and ends."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from clients.records.queries import refuse_archived
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.core.rules import Role
from sessions.programs.following import changed, rested
from sessions.programs.grounds import grounds_of
from sessions.programs.models import HomeProgram
from sessions.programs.queries import begun_programs, items_of, passed_programs, waits_for
from sessions.programs.rules import HomeProgramState, has_passed, has_rested, may_become
from sessions.programs.services.checks import check_comes_first, check_stored
from sessions.programs.services.keeping import first_day, keep_standing_of, store

MOST = 200  # programs that one transaction ends

log = logging.getLogger(__name__)


@transaction.atomic
def move(*, actor: Actor, home_program: HomeProgram, to: HomeProgramState) -> HomeProgram:
    """The caller holds the program (`get_home_program`). Before it runs, what is in it is judged
    again by the client's record of now, and what comes first; DomainError names the row."""
    actor.require("program.write")
    if actor.role is not Role.SYSTEM:  # a rule pauses on what was just refused or kept
        refuse_archived(actor, home_program.client)
    state = HomeProgramState(home_program.state)
    if not may_become(state, to):
        words = _("This program is %(state)s now, so that cannot be done.")
        raise DomainError(words % {"state": _(state.label).lower()}, code="wrong_state")
    today = today_in(home_program.client.timezone)
    over = has_passed(home_program.ends_on, today)
    if to is HomeProgramState.ACTIVE and over:
        words = _("Its last day has passed. Choose a later one first.")
        raise DomainError(words, code="over")
    if to is HomeProgramState.ACTIVE:
        grounds = grounds_of(actor, home_program.client_id, home_program.episode_id)
        check_stored(home_program, items_of(actor, home_program), grounds)
        check_comes_first(waits_for(actor, home_program), home_program.early_reason)
    changes: dict[str, Any] = {"state": to.value}
    if to is not HomeProgramState.ENDED:
        changes["paused_at"] = now() if to is HomeProgramState.PAUSED else None
    if to is HomeProgramState.ACTIVE and has_rested(home_program.paused_at, now()):
        changes["resumed_on"] = today
    if to is HomeProgramState.ACTIVE and home_program.started_on is None:
        changes |= first_day(max(today, home_program.starts_on or today), today)
    if to is HomeProgramState.ENDED:
        changes |= {"ended_on": home_program.ends_on if over else today, "begins_on": None}
    store(actor, home_program, home_program.version, **changes)
    keep_standing_of(home_program)
    changed(actor=actor, home_program=home_program)
    if state is HomeProgramState.PAUSED:
        rested(actor=actor, home_program=home_program)
    return home_program


def activate_program(*, actor: Actor, home_program: HomeProgram) -> HomeProgram:
    """Start a draft; one program runs an episode."""
    return move(actor=actor, home_program=home_program, to=HomeProgramState.ACTIVE)


def pause_program(*, actor: Actor, home_program: HomeProgram) -> HomeProgram:
    """Let it rest; reminders rest with it."""
    return move(actor=actor, home_program=home_program, to=HomeProgramState.PAUSED)


def resume_program(*, actor: Actor, home_program: HomeProgram) -> HomeProgram:
    """Go on after a pause."""
    return move(actor=actor, home_program=home_program, to=HomeProgramState.ACTIVE)


def end_passed(*, actor: Actor) -> int:
    """End the programs of a practice whose last day is over: as of that day; how many."""

    def end(home_program: HomeProgram) -> None:
        move(actor=actor, home_program=home_program, to=HomeProgramState.ENDED)

    return _each(passed_programs(actor, MOST), end)


def tell_begun(*, actor: Actor) -> int:
    """Say of programs whose first day has come that they are practised; how many."""

    def tell(home_program: HomeProgram) -> None:
        rows = HomeProgram.objects.visible_to(actor).filter(pk=home_program.pk)
        rows.update(begins_on=None)
        keep_standing_of(home_program)

    return _each(begun_programs(actor, MOST), tell)


def _each(programs: Sequence[HomeProgram], work: Callable[[HomeProgram], None]) -> int:
    """One after another, each in a savepoint: a fault of one is its own."""
    done = 0
    for home_program in programs:
        try:
            with transaction.atomic():
                work(home_program)
                done += 1
        except OperationalError:  # the database is away: nothing more will go
            raise
        except Exception:
            log.exception("program %s could not be moved on", home_program.pk)
    return done


def end_program(*, actor: Actor, home_program: HomeProgram) -> HomeProgram:
    """End it for good; a new one can follow."""
    return move(actor=actor, home_program=home_program, to=HomeProgramState.ENDED)

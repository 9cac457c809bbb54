"""Writes of home programs: make, change, start, pause, end. Whoever follows is told each time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, Subquery
from django.db.models.functions import UUID7
from django.utils.translation import gettext as _

from clients.records.models import Episode
from clients.records.queries import refuse_archived
from clients.records.rules import EpisodeState
from clients.records.services import keep_standing, require_present
from clients.symptoms.rules import Phase
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.errors import DomainError, Stale
from practice.core.rules import Role
from practice.core.services import claim_once
from sessions.movements.models import Movement
from sessions.programs.following import changed
from sessions.programs.models import HomeProgram, HomeProgramRevision, ProgramItem
from sessions.programs.queries import items_of, release_days
from sessions.programs.rules import HomeProgramState, integrate_locked, may_become

PHASES = (Phase.FREE, Phase.INTEGRATE)
MINUTES_MOST = 60
TIMES_MOST = 2


@dataclass(frozen=True, kw_only=True)
class ItemData:
    """One movement of a program as it was chosen. `unlock_reason`: why before a release."""

    movement: Movement
    phase: Phase
    minutes: int
    variant: str = ""
    note: str = ""
    unlock_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ProgramData:
    """A whole program: items in order; ISO weekdays 1–7; one or two local times."""

    items: Sequence[ItemData]
    days: Sequence[int] = ()
    times: Sequence[time] = ()
    cue: str = ""
    note_to_client: str = ""


def _clean(data: ProgramData) -> ProgramData:
    if not data.items:
        raise DomainError(_("Choose at least one movement."), field="items-0-movement")
    if not all(1 <= day <= 7 for day in data.days):
        raise DomainError(_("Choose days of the week."), field="days")
    if not 1 <= len(set(data.times)) <= TIMES_MOST:
        raise DomainError(_("Choose one time of day, or two."), field="time_1")
    if not data.days:
        raise DomainError(_("Choose at least one day."), field="days")
    items = [_clean_item(item) for item in data.items]
    return replace(data, items=items, days=sorted(set(data.days)), times=sorted(set(data.times)))


def _clean_item(item: ItemData) -> ItemData:
    reason = item.unlock_reason.strip() if item.phase is Phase.INTEGRATE else ""
    return replace(item, note=item.note.strip(), unlock_reason=reason)


def _check_item(number: int, item: ItemData, seen: set[tuple[UUID, Phase]]) -> None:
    row = f"items-{number}"
    if item.phase not in PHASES:
        raise DomainError(_("An item frees or integrates."), field=f"{row}-phase")
    if not 1 <= item.minutes <= MINUTES_MOST:
        raise DomainError(_("Give it 1 to 60 minutes."), field=f"{row}-minutes")
    if item.variant and item.variant not in item.movement.variants:
        raise DomainError(_("This movement is not done that way."), field=f"{row}-variant")
    if (item.movement.pk, item.phase) in seen:
        raise DomainError(_("This movement is in the program already."), field=f"{row}-movement")
    seen.add((item.movement.pk, item.phase))


def _check_items(episode: Episode, items: Sequence[ItemData]) -> None:
    seen: set[tuple[UUID, Phase]] = set()
    for number, item in enumerate(items):
        _check_item(number, item, seen)
    integrating = [n for n, item in enumerate(items) if item.phase is Phase.INTEGRATE]
    asks = any(not items[number].unlock_reason for number in integrating)
    releases = release_days(episode.practice_id, episode.pk) if asks else []
    for number in integrating:
        if integrate_locked(releases, items[number].unlock_reason):
            words = _("First free, then integrate: record a release first, or say why now.")
            raise DomainError(words, field=f"items-{number}-unlock_reason", code="locked")


def _fill(item: ProgramItem, data: ItemData, position: int) -> ProgramItem:
    item.position = position
    item.minutes = data.minutes
    item.variant = data.variant
    item.note = data.note
    item.unlock_reason = data.unlock_reason
    return item


def _snapshot(items: Sequence[ProgramItem | ItemData]) -> list[dict[str, Any]]:
    return [
        {
            "movement": str(item.movement.pk),
            "name": item.movement.name,
            "phase": str(item.phase),
            "minutes": item.minutes,
            "variant": item.variant,
            "note": item.note,
            "unlock_reason": item.unlock_reason,
        }
        for item in items
    ]


def _keep_revision(actor: Actor, home_program: HomeProgram, items: Sequence[ProgramItem]) -> None:
    HomeProgramRevision(
        practice_id=actor.practice_id,
        home_program=home_program,
        number=home_program.revision,
        items=_snapshot(items),
        made_by_id=actor.membership_id,
        made_at=now(),
    ).save(force_insert=True)


def _new_item(
    actor: Actor, home_program: HomeProgram, data: ItemData, position: int, today: date
) -> ProgramItem:
    item = ProgramItem(
        practice_id=actor.practice_id,
        home_program=home_program,
        movement=data.movement,
        phase=data.phase.value,
        added_on=today,
    )
    return _fill(item, data, position)


def _schedule(data: ProgramData) -> dict[str, Any]:
    return {
        "days": list(data.days),
        "times": list(data.times),
        "cue": data.cue.strip(),
        "note_to_client": data.note_to_client.strip(),
    }


@transaction.atomic
def create_program(
    *, actor: Actor, episode: Episode, data: ProgramData, key: UUID | None = None
) -> HomeProgram:
    """Plan a program for an open episode, as a draft. AlreadyDone if `key` made one before.

    DomainError names the row that is wrong: items-0-movement, items-1-unlock_reason …
    """
    actor.require("program.write")
    require_present(actor=actor, client_id=episode.client_id)
    data = _clean(data)
    if episode.state != EpisodeState.OPEN:
        raise DomainError(_("This course of work is closed. Open a new one first."))
    _check_items(episode, data.items)
    once = claim_once(actor=actor, key=key, action="create_program")
    home_program = HomeProgram(
        **once,
        practice_id=actor.practice_id,
        client_id=episode.client_id,
        episode=episode,
        created_at=now(),
        **_schedule(data),
    )
    home_program.save(force_insert=True)
    today = today_in(actor.zone)
    items = [_new_item(actor, home_program, d, n, today) for n, d in enumerate(data.items)]
    ProgramItem._base_manager.bulk_create(items)
    _keep_revision(actor, home_program, items)
    return home_program  # nobody follows a draft


def _keep_standing(home_program: HomeProgram) -> None:
    """Say on the course of work that a program was begun, since when one runs, if it integrates."""
    if home_program.state == HomeProgramState.DRAFT:
        return
    running = HomeProgram._base_manager.filter(
        practice_id=home_program.practice_id,
        episode_id=home_program.episode_id,
        state=HomeProgramState.ACTIVE,
    )
    integrating = ProgramItem._base_manager.filter(
        practice_id=home_program.practice_id,
        home_program__episode_id=home_program.episode_id,
        home_program__state=HomeProgramState.ACTIVE,
        phase=Phase.INTEGRATE,
        removed_on=None,
    )
    keep_standing(
        practice_id=home_program.practice_id,
        episode_id=home_program.episode_id,
        started=True,
        runs_since=Subquery(running.values("started_on")),
        integrates=Exists(integrating),
    )


def _store(actor: Actor, home_program: HomeProgram, version: int, **values: Any) -> None:
    """Write what changed, only if the stored version is still `version`. One statement."""
    rows = HomeProgram.objects.visible_to(actor, "program.write").filter(pk=home_program.pk)
    values["version"] = version + 1
    try:
        with transaction.atomic():
            written = rows.filter(version=version).update(**values)
    except IntegrityError:
        words = _("Another program is running for this concern. End that one first.")
        raise DomainError(words, code="another_running") from None
    if not written:
        raise Stale(_("Somebody changed this program in between. Look at it again."))
    for name, value in values.items():
        setattr(home_program, name, value)


def _replace_items(
    actor: Actor,
    home_program: HomeProgram,
    stored: Sequence[ProgramItem],
    wanted: Sequence[ItemData],
) -> list[ProgramItem]:
    """Keep, change, add and take out, in one statement."""
    today = today_in(actor.zone)
    before = {(item.movement_id, item.phase): item for item in stored}
    after: list[ProgramItem] = []
    for position, data in enumerate(wanted):
        kept = before.pop((data.movement.pk, data.phase.value), None)
        after.append(
            _fill(kept, data, position)
            if kept
            else _new_item(actor, home_program, data, position, today)
        )
    for item in before.values():
        item.removed_on = today
    added = [item for item in after if item._state.adding]
    for item in added:
        # With an id of its own it goes into the same statement.
        item.pk = UUID7()  # type: ignore[assignment]
    ProgramItem._base_manager.bulk_create(
        [*stored, *added],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["position", "minutes", "variant", "note", "unlock_reason", "removed_on"],
    )
    return after


@transaction.atomic
def edit_program(
    *, actor: Actor, home_program: HomeProgram, data: ProgramData, version: int
) -> HomeProgram:
    """Change a program, which the caller holds; its address stays. Other items: a new revision.

    Stale if `version` is not the stored one.
    """
    actor.require("program.write")
    refuse_archived(actor, home_program.client)
    data = _clean(data)
    if home_program.state == HomeProgramState.ENDED:
        raise DomainError(_("This program has ended. Make a new one."))
    _check_items(home_program.episode, data.items)
    stored = items_of(actor, home_program)
    before = _snapshot(stored)
    changes = _schedule(data)
    is_new = _snapshot(data.items) != before
    if is_new:
        changes["revision"] = home_program.revision + 1
    _store(actor, home_program, version, **changes)
    if is_new:
        after = _replace_items(actor, home_program, stored, data.items)
        _keep_revision(actor, home_program, after)
        _keep_standing(home_program)
    changed(actor=actor, home_program=home_program)
    return home_program


@transaction.atomic
def _move(*, actor: Actor, home_program: HomeProgram, to: HomeProgramState) -> HomeProgram:
    """The caller holds the program (`get_home_program`)."""
    actor.require("program.write")
    if actor.role is not Role.SYSTEM:  # a rule pauses on what was just refused or kept
        refuse_archived(actor, home_program.client)
    state = HomeProgramState(home_program.state)
    if not may_become(state, to):
        words = _("This program is %(state)s now, so that cannot be done.")
        raise DomainError(words % {"state": state.label.lower()}, code="wrong_state")
    today = today_in(home_program.client.timezone)
    changes: dict[str, Any] = {"state": to.value}
    if to is HomeProgramState.ACTIVE and home_program.started_on is None:
        changes["started_on"] = today
    if to is HomeProgramState.ENDED:
        changes["ended_on"] = today
    _store(actor, home_program, home_program.version, **changes)
    _keep_standing(home_program)
    changed(actor=actor, home_program=home_program)
    return home_program


def activate_program(*, actor: Actor, home_program: HomeProgram) -> HomeProgram:
    """Start a draft; one program runs an episode."""
    return _move(actor=actor, home_program=home_program, to=HomeProgramState.ACTIVE)


def pause_program(*, actor: Actor, home_program: HomeProgram) -> HomeProgram:
    """Let it rest; reminders rest with it."""
    return _move(actor=actor, home_program=home_program, to=HomeProgramState.PAUSED)


def resume_program(*, actor: Actor, home_program: HomeProgram) -> HomeProgram:
    """Go on after a pause."""
    return _move(actor=actor, home_program=home_program, to=HomeProgramState.ACTIVE)


def end_program(*, actor: Actor, home_program: HomeProgram) -> HomeProgram:
    """End it for good; a new one can follow."""
    return _move(actor=actor, home_program=home_program, to=HomeProgramState.ENDED)

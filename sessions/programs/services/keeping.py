"""Making and changing home programs, their items and revisions."""

from collections.abc import Sequence
from datetime import date
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
from practice.core.services import claim_once
from sessions.programs.following import changed
from sessions.programs.grounds import Grounds, grounds_of
from sessions.programs.models import HomeProgram, HomeProgramRevision, ProgramItem
from sessions.programs.queries import items_of
from sessions.programs.rules import HomeProgramState
from sessions.programs.running import begun
from sessions.programs.services.checks import check_against_record, check_days, ended_words
from sessions.programs.services.data import KEPT, REASON_LENGTH, ItemData, ProgramData, cleaned
from sessions.programs.services.reasons import with_answers


def _fill(item: ProgramItem, data: ItemData, position: int) -> ProgramItem:
    item.position = position
    for name in KEPT:
        setattr(item, name, getattr(data, name))
    return item


def _snapshot(items: Sequence[ProgramItem | ItemData]) -> list[dict[str, Any]]:
    return [
        {
            "movement": str(item.movement_id or ""),
            "card": str(item.card_id or ""),
            "name": item.name,
            "phase": str(item.phase),
            **{name: getattr(item, name) for name in KEPT},
        }
        for item in items
    ]


def _keep_revision(
    actor: Actor, home_program: HomeProgram, items: Sequence[ProgramItem], grounds: Grounds
) -> None:
    """`is_new` of an item: they were never given it before."""
    told = _snapshot(items)
    for item, row in zip(items, told, strict=True):
        row["is_new"] = bool(item.movement_id) and item.movement_id not in grounds.known
    HomeProgramRevision(
        practice_id=actor.practice_id,
        home_program=home_program,
        number=home_program.revision,
        items=told,
        minutes_budget=home_program.minutes_budget,
        many_reason=home_program.many_reason,
        many_for=home_program.many_for,
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
        card=data.card,
        phase=data.phase.value,
        added_on=today,
    )
    return _fill(item, data, position)


def _schedule(data: ProgramData) -> dict[str, Any]:
    return {
        "days": list(data.days),
        "times": list(data.times),
        "cue": data.cue,
        "note_to_client": data.note_to_client,
        "minutes_budget": data.minutes_budget,
        "many_reason": data.many_reason,
        "many_for": data.many_for,
        "starts_on": data.starts_on,
        "ends_on": data.ends_on,
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
    data = cleaned(data)
    if episode.state != EpisodeState.OPEN:
        raise DomainError(_("This course of work is closed. Open a new one first."))
    grounds = grounds_of(actor, episode.client_id, episode.pk)
    check_days(data, today_in(grounds.timezone))
    data = with_answers(data, grounds)
    check_against_record(data, grounds)
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
    _keep_revision(actor, home_program, items, grounds)
    return home_program  # nobody follows a draft


def keep_standing_of(home_program: HomeProgram) -> None:
    """Say on the course of work that a program has begun, since when one runs, if it integrates.

    One whose first day is still to come is not practised: it says nothing yet.
    """
    if home_program.state == HomeProgramState.DRAFT:
        return
    has_begun = begun(
        HomeProgram._base_manager.filter(
            practice_id=home_program.practice_id, episode_id=home_program.episode_id
        )
    )
    running = has_begun.filter(state=HomeProgramState.ACTIVE)
    integrating = ProgramItem._base_manager.filter(
        practice_id=home_program.practice_id,
        home_program__in=running,
        phase__in=[Phase.INTEGRATE, Phase.MAINTAIN],  # what is maintained stays integrated
        removed_on=None,
    )
    keep_standing(
        practice_id=home_program.practice_id,
        episode_id=home_program.episode_id,
        started=Exists(has_begun),
        runs_since=Subquery(running.values("started_on")),
        integrates=Exists(integrating),
    )


def first_day(day: date, today: date) -> dict[str, date | None]:
    """When it begins to run; one that is still to come is told once it has come."""
    return {"started_on": day, "begins_on": day if day > today else None}


def store(actor: Actor, home_program: HomeProgram, version: int, **values: Any) -> None:
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
    before = {(item.movement_id, item.card_id, item.phase): item for item in stored}
    after: list[ProgramItem] = []
    for position, data in enumerate(wanted):
        kept = before.pop((data.movement_id, data.card_id, data.phase.value), None)
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
        update_fields=["position", *KEPT, "removed_on"],
    )
    return after


@transaction.atomic
def edit_program(
    *,
    actor: Actor,
    home_program: HomeProgram,
    data: ProgramData,
    version: int,
    stored: Sequence[ProgramItem] | None = None,
    early_reason: str | None = None,
) -> HomeProgram:
    """Change a program, which the caller holds; its address stays. Other items, another
    budget or another reason for many: a new revision.

    Stale if `version` is not the stored one. `stored`: its items, where the caller has read them
    since it holds the program. `early_reason`: why without what comes first, where that is asked.
    """
    actor.require("program.write")
    refuse_archived(actor, home_program.client)
    data = cleaned(data)
    if home_program.state == HomeProgramState.ENDED:
        raise DomainError(ended_words(), code="ended")
    today = today_in(home_program.client.timezone)
    check_days(data, today, home_program)
    grounds = grounds_of(actor, home_program.client_id, home_program.episode_id)
    stored = items_of(actor, home_program) if stored is None else stored
    data = with_answers(data, grounds, stored, home_program)
    check_against_record(data, grounds, stored)
    before = _snapshot(stored)
    changes = _schedule(data)
    if early_reason is not None:
        changes["early_reason"] = early_reason.strip()[:REASON_LENGTH]
    if home_program.started_on and home_program.started_on > today:  # it has not begun yet
        changes |= first_day(max(today, data.starts_on or today), today)
    has_other_items = _snapshot(data.items) != before
    stood = (home_program.minutes_budget, home_program.many_reason)
    is_new = has_other_items or (data.minutes_budget, data.many_reason) != stood
    if is_new:
        changes["revision"] = home_program.revision + 1
    store(actor, home_program, version, **changes)
    after = stored
    if has_other_items:
        after = _replace_items(actor, home_program, stored, data.items)
    if has_other_items or "started_on" in changes:
        keep_standing_of(home_program)
    if is_new:
        _keep_revision(actor, home_program, after, grounds)
    changed(actor=actor, home_program=home_program)
    return home_program

"""Writes of merges: two records of one person become one, and two again."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from psycopg.errors import ExclusionViolation

from clients.merging.following import moved
from clients.merging.models import ClientMerge
from clients.merging.queries import get_merge, get_pair, said_by, stored
from clients.merging.rules import CHOICES, KEPT, may_undo, together
from clients.merging.tables import Belongs, belonging, counted, name_of
from clients.records import following
from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import refile
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError, Moved, Stale
from practice.core.models import Practice


def require_mergeable(client: Client, other: Client) -> None:
    """Raise a DomainError in words if these two cannot be put together."""
    if client.pk == other.pk:
        raise DomainError(_("This is the same record twice. Choose another one."), code="same")
    for one in (client, other):
        if one.merged_into_id is not None:
            raise DomainError(_("One of these is part of another record already."), code="merged")
        if one.state == ClientState.ARCHIVED:
            words = _("An archived record is read only. Bring %(name)s back first.")
            raise DomainError(words % {"name": one.full_name}, code="archived")
    if client.practice_id != other.practice_id:  # nobody reaches both; the database refuses it too
        raise DomainError(_("These two belong to different practices."), code="practice")


def _locked(actor: Actor, ids: Collection[UUID]) -> dict[UUID, Client]:
    """Both records until the transaction ends.

    One merge of a practice at a time: which further records move with these is known only then,
    and two that want each other's would wait for ever.
    """
    Practice.objects.select_for_update(no_key=True).get(pk=actor.practice_id)
    rows = Client.objects.visible_to(actor, "client.merge").filter(pk__in=ids).order_by("pk")
    return {client.pk: client for client in rows.select_for_update()}


@transaction.atomic
def merge_clients(
    *,
    actor: Actor,
    client: Client,
    other: Client,
    take: Collection[str] = (),
    versions: tuple[int, int] | None = None,
) -> ClientMerge:
    """Make `other` part of `client`: every row of it moves, nothing of it is lost.

    `take` names the choices (rules.CHOICES) in which what the other says stays. Stale when
    `versions`, of the two as they were read, are not the stored ones.
    """
    actor.require("client.merge")
    require_mergeable(client, other)
    found = _locked(actor, [client.pk, other.pk])
    if len(found) < 2:
        raise DomainError(_("One of these is not within your reach."), code="reach")
    kept, gone = found[client.pk], found[other.pk]
    require_mergeable(kept, gone)
    if versions is not None and (kept.version, gone.version) != versions:
        raise Stale(_("Somebody changed one of these records in between. Look again."))
    counts = _counts(actor, kept, gone)
    before, theirs = said_by(kept), said_by(gone)
    after = together(before, theirs, set(take) & set(CHOICES))
    merge = ClientMerge(
        practice_id=actor.practice_id,
        client=kept,
        other=gone,
        values={},
        merged_at=now(),
        merged_by_id=actor.membership_id,
    )
    merge.save(force_insert=True)
    refile(client=kept, values=after)
    refile(client=gone, values={"state": ClientState.ARCHIVED.value, "merged_into_id": kept.pk})
    merge.moved = _moved_together(actor, gone.pk, kept.pk)
    moved(actor=actor, client_id=kept.pk)
    merge.values = {
        "before": stored(before),
        "other": stored(theirs),
        "after": stored(said_by(kept)),
        "counts": counts,
    }
    merge.save(update_fields=["moved", "values"])
    following.changed(actor=actor, client=kept)
    return merge


def _counts(actor: Actor, kept: Client, gone: Client) -> dict[str, int]:
    try:
        told, _other = get_pair(actor, kept.pk, gone.pk)
    except Moved as moved:
        raise DomainError(_("One of these is part of another record already.")) from moved
    return {name_of(one): getattr(told, name_of(one)) for one in counted()}


def _moved_together(actor: Actor, source: UUID, target: UUID) -> dict[str, list[str]]:
    """Move every row; what both cannot have at the same time has to be settled before."""
    try:
        with transaction.atomic():
            return _move(actor, source, target)
    except IntegrityError as error:
        if not isinstance(error.__cause__, ExclusionViolation):
            raise
    words = _("Both have booked the same time. Cancel one of the two bookings first.")
    raise DomainError(words, code="booked")


def _move(actor: Actor, source: UUID, target: UUID) -> dict[str, list[str]]:
    """Give every row of one client to another; returns which ones moved, table by table."""
    moves = {
        belongs: set(belongs.movable(actor, source, target).values_list("pk", flat=True))
        for belongs in belonging()
    }
    _stay_together(actor, source, moves)
    for belongs, ids in moves.items():
        if ids:
            rows = belongs.rows(actor, source).filter(pk__in=ids)
            rows.update(**{belongs.column: target})
    return {belongs.name: sorted(map(str, ids)) for belongs, ids in moves.items() if ids}


def _stay_together(actor: Actor, source: UUID, moves: Mapping[Belongs, set[UUID]]) -> None:
    """What hangs on a row that stays, as a question on a begun intake, stays unless set APART."""
    for belongs, ids in moves.items():
        staying = belongs.rows(actor, source).exclude(pk__in=ids) if belongs.may_clash else None
        if staying is None or not staying.exists():
            continue
        for other, theirs in moves.items():
            for column in other.leads_to(belongs.model):
                hanging = other.rows(actor, source).filter(
                    **{f"{column}__in": staying.values("pk")}
                )
                theirs.difference_update(hanging.values_list("pk", flat=True))


@transaction.atomic
def undo_merge(*, actor: Actor, merge: ClientMerge) -> ClientMerge:
    """Make two records again: what moved goes back, what was written since stays with the kept."""
    actor.require("client.merge")
    found = _locked(actor, [merge.client_id, merge.other_id])
    current = get_merge(actor, merge.pk, lock=True)
    if current.undone_at is not None:
        raise DomainError(_("This was taken apart already."), code="undone")
    if not may_undo(current.merged_at, now()):
        raise DomainError(_("This can be taken apart for 30 days, and they are over."), code="late")
    if len(found) < 2:
        raise DomainError(_("One of these is not within your reach."), code="reach")
    kept, gone = found[current.client_id], found[current.other_id]
    if kept.merged_into_id is not None:
        words = _("This record became part of another one since. Take that apart first.")
        raise DomainError(words, code="merged")
    if kept.state == ClientState.ARCHIVED:
        raise DomainError(_("An archived record is read only. Bring it back first."))
    _move_back(actor, current)
    refile(client=kept, values=_restored(kept, current))
    state = current.values["other"]["state"]
    refile(client=gone, values={"state": state, "merged_into_id": None})
    current.undone_at = now()
    current.undone_by_id = actor.membership_id
    current.save(update_fields=["undone_at", "undone_by"])
    for one in (kept, gone):
        moved(actor=actor, client_id=one.pk)
        following.changed(actor=actor, client=one)
    return current


def _move_back(actor: Actor, merge: ClientMerge) -> None:
    for belongs in belonging():
        if ids := merge.moved.get(belongs.name):
            rows = belongs.rows(actor, merge.client_id).filter(pk__in=ids)
            rows.update(**{belongs.column: merge.other_id})


def _restored(kept: Client, merge: ClientMerge) -> dict[str, Any]:
    """What the kept record said before, where nobody has said anything else since."""
    before, after, back = merge.values["before"], merge.values["after"], {}
    for name in KEPT:
        field: Any = Client._meta.get_field(name.removesuffix("_id"))
        read = field.to_python
        if before[name] != after[name] and getattr(kept, name) == read(after[name]):
            back[name] = read(before[name])
    return back

"""Releases: those that a note tells, and those that no note of ours records."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, Subquery
from django.utils.translation import gettext as _

from clients.records.models import Episode
from clients.records.services import keep_standing, require_present
from clients.symptoms.rules import Side
from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.core.errors import DomainError
from practice.core.services import claim_once
from sessions.notes.models import ReleaseEvent, ReleaseMethod, SessionNote
from sessions.notes.queries import MuscleGroupName, muscle_groups
from sessions.notes.rules import Evidence, ReleaseData


def record_release(
    *,
    actor: Actor,
    episode: Episode,
    muscle_group: str,
    side: Side,
    method: ReleaseMethod,
    released_on: date | None = None,
    evidence: str = "",
    known: Sequence[MuscleGroupName] | None = None,
    key: UUID | None = None,
) -> ReleaseEvent:
    """Record a release outside a note: at home, or with somebody else (seed row 86).

    Its evidence is what the client felt, or the practitioner marked; cells are of a note. `known`
    are the practice's muscle groups, for who has read them.
    AlreadyDone if `key` recorded one.
    """
    actor.require("note.write")
    require_present(actor=actor, client_id=episode.client_id)
    if method == ReleaseMethod.IN_SESSION:
        raise DomainError(_("A release in a session belongs to its note."), field="method")
    released_on = released_on or today_in(actor.zone)
    if released_on > today_in(actor.zone):
        raise DomainError(_("This day has not come yet."), field="released_on")
    if evidence not in {"", Evidence.FELT, Evidence.MARKED}:
        raise DomainError(_("Say who noticed it."), field="evidence")
    known = muscle_groups(actor) if known is None else known
    groups = {group.code: group.id for group in known if not group.retired_at}
    if muscle_group not in groups:
        raise DomainError(_("Choose a muscle group from the list."), field="muscle_group")
    once = claim_once(actor=actor, key=key, action="record_release")
    release = ReleaseEvent(
        **once,
        practice_id=actor.practice_id,
        client_id=episode.client_id,
        episode=episode,
        muscle_group_id=groups[muscle_group],
        side=side.value,
        method=method.value,
        evidence=evidence,
        released_on=released_on,
    )
    release.save(force_insert=True)
    keep_first_release(release.practice_id, release.episode_id)
    return release


def take_back_release(*, actor: Actor, client_id: UUID, release_id: UUID) -> None:
    """Take back a release that was recorded outside a note by mistake; its history stays.

    DomainError when there is none of this client, or a note tells it.
    """
    actor.require("note.write")
    require_present(actor=actor, client_id=client_id)
    rows = ReleaseEvent.objects.visible_to(actor, "note.write")
    release = rows.filter(pk=release_id, client_id=client_id, note=None).first()
    if release is None:
        raise DomainError(_("This release is not recorded any more."))
    release.delete()
    keep_first_release(release.practice_id, release.episode_id)


def keep_first_release(practice_id: UUID, episode_id: UUID) -> None:
    """Say on the course of work when something was first released, after releases changed."""
    rows = ReleaseEvent._base_manager.filter(practice_id=practice_id, episode_id=episode_id)
    first = rows.order_by("released_on").values("released_on")[:1]
    keep_standing(practice_id=practice_id, episode_id=episode_id, released_on=Subquery(first))


def change_releases(
    note: SessionNote,
    stored: Sequence[ReleaseData],
    wanted: Sequence[ReleaseData],
    groups: Mapping[str, UUID],
) -> None:
    """Write what differs between the releases of a note: at most one delete and one upsert."""
    kept = {(x.muscle_group, x.side) for x in wanted}
    rows = ReleaseEvent._base_manager.filter(practice_id=note.practice_id, note=note)
    gone = Q()
    for x in stored:
        if (x.muscle_group, x.side) not in kept:
            gone |= Q(muscle_group_id=groups[x.muscle_group], side=x.side)
    if gone:
        rows.filter(gone).delete()
    ReleaseEvent._base_manager.bulk_create(
        [
            ReleaseEvent(
                practice_id=note.practice_id,
                client_id=note.client_id,
                episode_id=note.session.episode_id,
                note=note,
                muscle_group_id=groups[x.muscle_group],
                side=x.side,
                method=x.method,
                evidence=x.evidence,
                released_on=note.session.held_on,
            )
            for x in wanted
            if x not in stored
        ],
        update_conflicts=True,
        unique_fields=["practice", "note", "muscle_group", "side"],
        update_fields=["method", "evidence"],
    )
    keep_first_release(note.practice_id, note.session.episode_id)

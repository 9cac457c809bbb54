"""Releases that no note of ours records."""

from datetime import date
from uuid import UUID

from django.db.models import Subquery
from django.utils.translation import gettext as _

from clients.records.models import Episode
from clients.records.services import keep_standing, require_present
from clients.symptoms.rules import Side
from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.core.errors import DomainError
from sessions.notes.models import ReleaseEvent, ReleaseMethod
from sessions.notes.queries import muscle_groups


def record_release(
    *,
    actor: Actor,
    episode: Episode,
    muscle_group: str,
    side: Side,
    method: ReleaseMethod,
    released_on: date | None = None,
) -> ReleaseEvent:
    """Record a release outside a note: at home, or with somebody else (seed row 86)."""
    actor.require("note.write")
    require_present(actor=actor, client_id=episode.client_id)
    if method == ReleaseMethod.IN_SESSION:
        raise DomainError(_("A release in a session belongs to its note."), field="method")
    released_on = released_on or today_in(actor.zone)
    if released_on > today_in(actor.zone):
        raise DomainError(_("This day has not come yet."), field="released_on")
    groups = {group.code: group.id for group in muscle_groups(actor)}
    if muscle_group not in groups:
        raise DomainError(_("Choose a muscle group from the list."), field="muscle_group")
    release = ReleaseEvent(
        practice_id=actor.practice_id,
        client_id=episode.client_id,
        episode=episode,
        muscle_group_id=groups[muscle_group],
        side=side.value,
        method=method.value,
        released_on=released_on,
    )
    release.save(force_insert=True)
    keep_first_release(release.practice_id, release.episode_id)
    return release


def keep_first_release(practice_id: UUID, episode_id: UUID) -> None:
    """Say on the course of work when something was first released, after releases changed."""
    rows = ReleaseEvent._base_manager.filter(practice_id=practice_id, episode_id=episode_id)
    first = rows.order_by("released_on").values("released_on")[:1]
    keep_standing(practice_id=practice_id, episode_id=episode_id, released_on=Subquery(first))

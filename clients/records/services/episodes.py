"""Writes about courses of work: opened on a concern, closed with how and why."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.records.models import Client, Episode
from clients.records.rules import (
    ClientState,
    EpisodeOutcome,
    EpisodeState,
    Reason,
    reason_needed,
)
from clients.records.services.clients import set_client_state
from clients.records.services.presence import require_present
from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.core.errors import DomainError
from practice.core.services import claim_once

_WITHOUT_REASON = {
    Reason.UNMET: gettext_lazy("Say in a few words why it ended so."),
    Reason.STANDS: gettext_lazy(
        "A release stands without integration. Say why the goals are met all the same."
    ),
}


def open_episode(
    *,
    actor: Actor,
    client: Client,
    concern: str,
    opened_on: date | None = None,
    key: UUID | None = None,
) -> Episode:
    """Open a course of work on a concern; an enquiry becomes active."""
    require_present(actor=actor, client_id=client.pk)
    return begin_episode(actor=actor, client=client, concern=concern, opened_on=opened_on, key=key)


def begin_episode(
    *,
    actor: Actor,
    client: Client,
    concern: str,
    opened_on: date | None = None,
    key: UUID | None = None,
) -> Episode:
    """The same for a caller that holds the client, who is not archived."""
    actor.require("story.write")
    once = claim_once(actor=actor, key=key, action="open_episode")
    if not concern.strip():
        raise DomainError(_("Say what the work is about, in a few words."), field="concern")
    episode = Episode(
        **once,
        practice_id=actor.practice_id,
        client=client,
        concern=concern.strip(),
        opened_on=opened_on or today_in(actor.zone),
    )
    episode.save(force_insert=True)
    if client.state == ClientState.ENQUIRY:
        set_client_state(actor=actor, client=client, state=ClientState.ACTIVE)
    return episode


def close_episode(
    *,
    actor: Actor,
    episode: Episode,
    outcome: EpisodeOutcome,
    reason: str,
) -> Episode:
    """Close a course of work, once. All but *met* need a reason, and *met* while a release stands.

    Judged by what is stored at this moment, whatever was shown before.
    """
    actor.require("story.write")
    require_present(actor=actor, client_id=episode.client_id)
    rows = Episode.objects.visible_to(actor, "story.write").select_for_update()
    stored = rows.get(pk=episode.pk)
    if stored.state == EpisodeState.CLOSED:
        raise DomainError(_("This work is closed already. How it ended stays as it was said."))
    stands = stored.standing_release is not None
    needed = reason_needed(outcome, stands=stands)
    if needed and not reason.strip():
        raise DomainError(_WITHOUT_REASON[needed], field="reason")
    episode.state = EpisodeState.CLOSED
    episode.outcome = outcome.value
    episode.reason = reason.strip()
    episode.closed_on = today_in(actor.zone)
    episode.save(update_fields=["state", "outcome", "reason", "closed_on"])
    return episode

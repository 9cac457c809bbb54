"""One guarded door to a client and to an episode, and what stands beside them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hmac import compare_digest
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from clients.records.models import (
    Client,
    ClientTag,
    ConsentRecord,
    Episode,
    Invitation,
)
from clients.records.rules import ClientState, EpisodeState
from practice.core.actor import Actor
from practice.core.beside import beside, planned_once
from practice.core.clock import now
from practice.core.errors import Moved, ReadOnly
from practice.core.tenancy import TenantQuerySet
from practice.team.rules import InvitationState, InvitationToken, invitation_state
from practice.team.services import digest

EARLIER = 500  # clients whose answers are offered again


def get_client(
    actor: Actor,
    client_id: UUID,
    action: str = "client.read",
    *,
    merged: bool = False,
    hold: bool = False,
) -> Client:
    """The one door to a client: Http404 unless within the actor's reach.

    Moved when the record became part of another, unless `merged` asks for that one too. With `hold`
    nobody archives or changes it until the transaction ends.
    """
    rows = _clients(actor, action)
    if hold:
        rows = rows.select_for_update(of=("self",), no_key=True)
    return _the_client(rows, client_id, merged=merged)


def _clients(actor: Actor, action: str) -> TenantQuerySet[Client]:
    return Client.objects.visible_to(actor, action).select_related("assigned_to")


def _the_client(rows: TenantQuerySet[Client], client_id: UUID, *, merged: bool = False) -> Client:
    client = rows.by_id(client_id)
    if client is None:
        raise Http404("client")
    if not merged:
        lead_on(client)
    return client


def lead_on(client: Client) -> None:
    """Moved when the record became part of another since."""
    if client.merged_into_id is not None:
        raise Moved(client.pk, client.merged_into_id)


def kept_id(actor: Actor, client_id: UUID) -> UUID:
    """The record that a client's id stands for now; an id of nobody stays as it is."""
    rows = Client.objects.visible_to(actor).filter(pk=client_id)
    return rows.values_list("merged_into_id", flat=True).first() or client_id


def read_only(actor: Actor, client_id: UUID) -> ReadOnly:
    """What refuses a write about an archived client, in words for whoever tries."""
    if actor.in_portal:
        words = _("Your record is archived: you can read it, but nothing is added or changed.")
        return ReadOnly(words, client_id)
    return ReadOnly(_("An archived record is read only. Bring it back first."), client_id)


def refuse_archived(actor: Actor, client: Client) -> None:
    """Lead away from a form about an archived client before anybody types into it."""
    if client.state == ClientState.ARCHIVED:
        raise read_only(actor, client.pk)


def client_names(actor: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    """Full names of those of the ids that are clients within the actor's reach."""
    rows = Client.objects.visible_to(actor).filter(pk__in=ids)
    named = rows.values_list("id", "given_name", "family_name")
    return {pk: f"{given} {family}".strip() for pk, given, family in named}


def earlier_ways(actor: Actor) -> list[str]:
    """How the newest clients within the actor's reach came to the practice, by the alphabet."""
    newest = Client.objects.visible_to(actor).order_by("-id").values_list("came_by", flat=True)
    return sorted(set(newest[:EARLIER]) - {""}, key=str.casefold)


def get_episode(actor: Actor, episode_id: UUID, action: str = "story.read") -> Episode:
    """The one door to an episode, with its client."""
    rows = Episode.objects.visible_to(actor, action).select_related("client")
    episode = rows.by_id(episode_id)
    if episode is None:
        raise Http404("episode")
    return episode


def episodes_of(actor: Actor, client: Client) -> list[Episode]:
    """A client's courses of work, newest first."""
    rows = Episode.objects.visible_to(actor).filter(client=client)
    return list(rows.order_by("-opened_on", "-id"))


_EPISODES = """
    SELECT json_build_object(
        'id', work.id, 'concern', work.concern, 'state', work.state,
        'opened_on', work.opened_on, 'closed_on', work.closed_on,
        'outcome', work.outcome, 'reason', work.reason, 'started', work.started,
        'released_on', work.released_on, 'integrates', work.integrates)
    FROM clients_episode work
    WHERE work.practice_id = %s AND work.client_id = clients_client.id
    ORDER BY work.opened_on DESC, work.id DESC"""
_DAYS = ("opened_on", "closed_on", "released_on")


def episodes_beside(actor: Actor) -> Any:
    """Of clients: their courses of work, newest first, for `told_episodes`."""
    return beside(actor, f"{Episode.subject}.read", _EPISODES, actor.practice_id)


def told_episodes(client: Client, found: Sequence[dict[str, Any]]) -> list[Episode]:
    """What `episodes_beside` read."""
    return [
        Episode(
            **row
            | {day: date.fromisoformat(row[day]) for day in _DAYS if row[day]}
            | {"id": UUID(row["id"])},
            practice_id=client.practice_id,
            client=client,
        )
        for row in found
    ]


def open_episode_of(actor: Actor, client_id: UUID) -> Episode | None:
    """The newest course of work that is open."""
    rows = Episode.objects.visible_to(actor).filter(client_id=client_id, state=EpisodeState.OPEN)
    return rows.order_by("-opened_on", "-id").first()


@dataclass(frozen=True)
class OpenInvitation:
    """When an invitation that waits for an answer was sent, and until when it is good."""

    sent_at: datetime
    expires_at: datetime


# What a client last said to each text, and to which version of it.
_AGREEMENTS = """
    SELECT DISTINCT ON (text.kind)
        json_build_object(
            'kind', text.kind, 'title', text.title, 'version', text.version, 'given', said.given,
            'name', said.typed_name, 'at', said.answered_at, 'signed_as', said.signed_as,
            'seen', said.seen_at IS NOT NULL)
    FROM clients_consentrecord said
    JOIN clients_consentdocument text ON text.id = said.document_id
    WHERE said.practice_id = %s AND said.client_id = clients_client.id
    ORDER BY text.kind, said.answered_at DESC, said.id DESC"""
_TAG_NAMES = """
    SELECT tag.name FROM clients_clienttag worn
    JOIN clients_tag tag ON tag.id = worn.tag_id
    WHERE worn.practice_id = %s AND worn.client_id = clients_client.id
    ORDER BY tag.folded"""
_INVITED = """
    SELECT json_build_array(invitation.sent_at, invitation.expires_at)
    FROM clients_invitation invitation
    WHERE invitation.practice_id = %s AND invitation.client_id = clients_client.id
        AND invitation.accepted_at IS NULL AND invitation.withdrawn_at IS NULL LIMIT 1"""


def get_client_with(actor: Actor, client_id: UUID, **more: Any) -> Client:
    """A client by the same door, with what features above read along by `more`."""
    with planned_once():
        return _the_client(_clients(actor, "client.read").annotate(**more), client_id)


def get_client_and_invitation(
    actor: Actor, client_id: UUID, **more: Any
) -> tuple[Client, OpenInvitation | None]:
    """A client by the same door, with the invitation that still waits for their answer.

    `tag_names` and `agreements` stand on the client, and what features above read with `more`.
    """
    client: Any = get_client_with(
        actor,
        client_id,
        invited=beside(actor, f"{Invitation.subject}.read", _INVITED, actor.practice_id),
        tag_names=beside(actor, f"{ClientTag.subject}.read", _TAG_NAMES, actor.practice_id),
        agreements=beside(actor, f"{ConsentRecord.subject}.read", _AGREEMENTS, actor.practice_id),
        **more,
    )
    for said in client.agreements or ():
        said["at"] = datetime.fromisoformat(said["at"])
    waiting = [OpenInvitation(*map(datetime.fromisoformat, days)) for days in client.invited]
    return client, next(iter(waiting), None)


def invitation_behind(actor: Actor, token: InvitationToken) -> Invitation | None:
    """The invitation that a mailed secret opens, with its client; None for any other secret."""
    rows = Invitation.objects.visible_to(actor).select_related("client")
    found = rows.filter(pk=token.invitation_id).first()
    kept = found.digest if found else ""
    return found if compare_digest(kept, digest(token.secret)) else None


def asking_again(actor: Actor) -> TenantQuerySet[Invitation]:
    """Invitations that no longer opened, of people who wait for a new one."""
    rows = Invitation.objects.visible_to(actor, "client.write")
    rows = rows.filter(asked_again_at__isnull=False, client__user=None)
    return rows.exclude(client__state=ClientState.ARCHIVED)


def state_of(invitation: Invitation) -> InvitationState:
    """Where an invitation stands now; a changed address or an archived record withdraws it."""
    client = invitation.client
    gone = client.email != invitation.email or client.state == ClientState.ARCHIVED
    return invitation_state(
        accepted=invitation.accepted_at is not None or client.user_id is not None,
        withdrawn=invitation.withdrawn_at is not None or gone,
        expires_at=invitation.expires_at,
        at=now(),
    )

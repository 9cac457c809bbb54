"""Reads of the client record: one guarded door to a client and an episode, and the list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.http import Http404, HttpRequest

from clients.records.models import (
    CLIENT_STATE_WORDS,
    Client,
    ClientTag,
    ClientWord,
    ConsentRecord,
    Episode,
    Invitation,
    Tag,
)
from clients.records.rules import ClientState, EpisodeState, asked_words
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.rules import Role
from practice.core.tenancy import TenantQuerySet
from practice.team.rules import InvitationState, InvitationToken, invitation_state
from practice.team.services import digest

PAGE = 50


def client_actor(request: HttpRequest) -> Actor | None:
    """The signed-in person as a client, from their login; the address has no say in it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM supple_client(%s, %s, %s)",
            [request.user.pk, request.session.get("client_id"), request.request_id],  # type: ignore[attr-defined]
        )
        row = cursor.fetchone()
    if row is None:
        return None
    client_id, practice_id, name, practice_name, zone, others, locale = row
    chosen = request.session.get("client_id") == str(client_id)
    request.must_choose = bool(others) and not chosen  # type: ignore[attr-defined]
    return Actor(
        practice_id=practice_id,
        role=Role.CLIENT,
        user_id=request.user.pk,
        client_id=client_id,
        name=name,
        practice_name=practice_name,
        zone=zone,
        locale=locale,
        request_id=request.request_id,  # type: ignore[attr-defined]
    )


def get_client(actor: Actor, client_id: UUID, action: str = "client.read") -> Client:
    """The one door to a client: Http404 unless within the actor's reach."""
    return _the_client(_clients(actor, action), client_id)


def _clients(actor: Actor, action: str) -> TenantQuerySet[Client]:
    return Client.objects.visible_to(actor, action).select_related("assigned_to")


def _the_client(rows: TenantQuerySet[Client], client_id: UUID) -> Client:
    client = rows.filter(pk=client_id).first()
    if client is None:
        raise Http404("client")
    return client


def client_names(actor: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    """Full names of those of the ids that are clients within the actor's reach."""
    rows = Client.objects.visible_to(actor).filter(pk__in=ids)
    named = rows.values_list("id", "given_name", "family_name")
    return {pk: f"{given} {family}".strip() for pk, given, family in named}


def get_episode(actor: Actor, episode_id: UUID, action: str = "story.read") -> Episode:
    """The one door to an episode, with its client."""
    rows = Episode.objects.visible_to(actor, action).select_related("client")
    episode = rows.filter(pk=episode_id).first()
    if episode is None:
        raise Http404("episode")
    return episode


def episodes_of(actor: Actor, client: Client) -> list[Episode]:
    """A client's courses of work, newest first."""
    rows = Episode.objects.visible_to(actor).filter(client=client)
    return list(rows.order_by("-opened_on", "-id"))


def open_episode_of(actor: Actor, client_id: UUID) -> Episode | None:
    """The newest course of work that is open."""
    rows = Episode.objects.visible_to(actor).filter(client_id=client_id, state=EpisodeState.OPEN)
    return rows.order_by("-opened_on", "-id").first()


@dataclass(frozen=True)
class OpenInvitation:
    """When an invitation that waits for an answer was sent, and until when it is good."""

    sent_at: datetime
    expires_at: datetime


def _tag_names(actor: Actor) -> ArraySubquery:
    having = ClientTag.objects.visible_to(actor).filter(client_id=OuterRef("pk"))
    return ArraySubquery(having.order_by("tag__folded").values("tag__name"))


def _agreements(actor: Actor) -> ArraySubquery:
    """What a client last said to each text, and to which version of it."""
    told = ConsentRecord.objects.visible_to(actor).filter(client_id=OuterRef("pk"))
    last = told.order_by("document__kind", "-answered_at", "-id").distinct("document__kind")
    said = JSONObject(
        id="document_id", title="document__title", version="document__version", given="given"
    )
    return ArraySubquery(last.values(said=said))


def get_client_and_invitation(
    actor: Actor, client_id: UUID
) -> tuple[Client, OpenInvitation | None]:
    """A client by the same door, with the invitation that still waits for their answer.

    `tag_names` and `agreements` stand on the client.
    """
    waiting = Invitation.objects.visible_to(actor).filter(
        client_id=OuterRef("pk"), accepted_at=None, withdrawn_at=None
    )
    rows: Any = _clients(actor, "client.read").annotate(
        invited_at=Subquery(waiting.values("sent_at")[:1]),
        invited_until=Subquery(waiting.values("expires_at")[:1]),
        tag_names=_tag_names(actor),
        agreements=_agreements(actor),
    )
    client = _the_client(rows, client_id)
    told: Any = client
    if told.invited_at is None:
        return client, None
    return client, OpenInvitation(told.invited_at, told.invited_until)


@dataclass(frozen=True)
class ClientPage:
    """One page of the list: rows as values, and the cursor of the next page ("" at the end)."""

    rows: Sequence[dict[str, Any]]
    next_cursor: str
    count: int
    count_is_more: bool


def _matching(rows: TenantQuerySet[Client], actor: Actor, text: str) -> TenantQuerySet[Client]:
    for word in asked_words(text):
        words = ClientWord._base_manager.filter(
            practice_id=actor.practice_id,
            client_id=OuterRef("pk"),
            word__gte=word,
            word__lt=word + "\U0010ffff",
        )
        rows = rows.filter(Exists(words))
    return rows


def clients_where(actor: Actor, *, search: str = "", state: str = "") -> TenantQuerySet[Client]:
    """Clients that the actor may see, by word beginnings and state."""
    rows = Client.objects.visible_to(actor)
    return _matching(rows.filter(state=state) if state else rows, actor, search)


def list_clients(
    actor: Actor,
    *,
    search: str = "",
    state: str = "",
    mine: bool = False,
    tag_id: UUID | None = None,
    after: str = "",
) -> ClientPage:
    """A page of clients by family name; `after` is a cursor from the page before.

    Without a state, archived clients are left out. The count stops at 1,000.
    """
    rows = Client.objects.visible_to(actor)
    rows = rows.filter(state=state) if state else rows.exclude(state=ClientState.ARCHIVED)
    if mine:
        rows = rows.filter(assigned_to_id=actor.membership_id)
    if tag_id:
        tagged = ClientTag._base_manager.filter(
            practice_id=actor.practice_id, client_id=OuterRef("pk"), tag_id=tag_id
        )
        rows = rows.filter(Exists(tagged))
    rows = _matching(rows, actor, search)
    count = rows.order_by()[:1001].count()
    if after:
        name, _sep, last = after.rpartition("|")
        try:
            rows = rows.filter(Q(sort_name__gt=name) | Q(sort_name=name, id__gt=UUID(last)))
        except ValueError:
            raise Http404("cursor") from None
    named: Any = rows.annotate(tag_names=_tag_names(actor))
    shown = list(
        named.order_by("sort_name", "id").values(
            "id",
            "given_name",
            "family_name",
            "preferred_name",
            "state",
            "email",
            "phone",
            "sort_name",
            "assigned_to__name",
            "tag_names",
        )[: PAGE + 1]
    )
    cursor = ""
    if len(shown) > PAGE:
        shown = shown[:PAGE]
        cursor = f"{shown[-1]['sort_name']}|{shown[-1]['id']}"
    told = [dict(row, state_word=CLIENT_STATE_WORDS[ClientState(row["state"])]) for row in shown]
    return ClientPage(told, cursor, min(count, 1000), count > 1000)


def invitation_behind(actor: Actor, token: InvitationToken) -> Invitation | None:
    """The invitation that a mailed secret opens, with its client; None for any other secret."""
    rows = Invitation.objects.visible_to(actor).select_related("client")
    found = rows.filter(pk=token.invitation_id).first()
    kept = found.digest if found else ""
    return found if compare_digest(kept, digest(token.secret)) else None


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


@dataclass(frozen=True)
class TagBeside:
    """A tag, how many clients have it, and whether one of them is the client in question."""

    id: UUID
    name: str
    has: bool = False
    clients: int = 0


def tags_of(actor: Actor) -> list[TagBeside]:
    """The practice's tags by name, each with how many clients have it within the actor's reach."""
    having = ClientTag.objects.visible_to(actor).filter(tag_id=OuterRef("pk")).order_by()
    counted = having.values("tag_id").annotate(n=Count("id")).values("n")
    rows: Any = Tag.objects.visible_to(actor).annotate(n=Coalesce(Subquery(counted), 0))
    found = rows.order_by("folded").values_list("id", "name", "n")
    return [TagBeside(tag_id, name, clients=n) for tag_id, name, n in found]


def tags_beside(actor: Actor, client_id: UUID | None = None) -> list[TagBeside]:
    """The practice's tags by name, and which of them a client has."""
    having = ClientTag.objects.visible_to(actor).filter(tag_id=OuterRef("pk"))
    has = Exists(having.filter(client_id=client_id)) if client_id else Value(False)
    rows: Any = Tag.objects.visible_to(actor).annotate(has=has)
    return [TagBeside(*row) for row in rows.order_by("folded").values_list("id", "name", "has")]


def get_tag(actor: Actor, tag_id: UUID) -> Tag:
    """The one door to a tag: Http404 unless the actor may change it."""
    tag = Tag.objects.visible_to(actor, "settings.write").filter(pk=tag_id).first()
    if tag is None:
        raise Http404("tag")
    return tag

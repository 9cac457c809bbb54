"""Reads across the sessions: where a client is on the arc."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from clients.records.models import Episode
from clients.records.rules import ClientState
from clients.symptoms.rules import Phase
from practice.core.actor import Actor
from practice.core.tenancy import TenantQuerySet
from sessions.progress.rules import Stone, StoneState, arc_of


@dataclass(frozen=True, slots=True)
class ClientArc:
    """The arc of a client's newest course of work, with the day of its first release."""

    stones: tuple[Stone, ...]
    released_on: date | None = None

    @property
    def phase(self) -> Phase:
        """The stone where the client is."""
        here = (StoneState.NOW, StoneState.OPEN)
        return next(stone.phase for stone in self.stones if stone.state in here)

    @property
    def is_open(self) -> bool:
        """Whether a release stands without integration."""
        return any(stone.state is StoneState.OPEN for stone in self.stones)

    def for_picture(self) -> list[dict[str, str]]:
        """The stones as components/phase_arc.html draws them."""
        return [{"label": s.phase.label, "state": s.state.value, "note": ""} for s in self.stones]


def arc_of_episode(episode: Episode | None, client_state: str) -> ClientArc:
    """Where a course of work stands, as its row says; without one, at the beginning."""
    stones = arc_of(
        started=episode is not None and episode.started,
        released=episode is not None and episode.released_on is not None,
        integrating=episode is not None and episode.integrates,
        maintaining=client_state == ClientState.MAINTAINING,
    )
    return ClientArc(stones, episode.released_on if episode else None)


def courses_of(actor: Actor, client_id: UUID) -> TenantQuerySet[Episode]:
    """A client's courses of work with the client: an open one before a closed one, newest first."""
    rows = Episode.objects.visible_to(actor).select_related("client").filter(client_id=client_id)
    return rows.order_by("-state", "-opened_on", "-id")


def arc_of_client(actor: Actor, client_id: UUID) -> ClientArc | None:
    """Where a client is, in one statement; None for a role that sees no story.

    `client_id` has come through a door, or is the portal's own.
    """
    if not actor.may("story.read"):
        return None
    episode = courses_of(actor, client_id).first()
    return arc_of_episode(episode, episode.client.state if episode else "")

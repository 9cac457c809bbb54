"""Reads of the work done: sessions of a client, and the last one of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from clients.records.models import Episode
from clients.records.rules import EpisodeState
from practice.core.actor import Actor
from sessions.appointments.models import Session


@dataclass(frozen=True)
class HeldSession:
    """One lesson as a line in a list."""

    id: UUID
    episode_id: UUID
    number: int
    held_on: date
    practitioner: str
    place: str


def get_session(actor: Actor, session_id: UUID, action: str = "session.read") -> Session:
    """The one door to a session, with its client, episode and place."""
    rows = Session.objects.visible_to(actor, action)
    rows = rows.select_related("client", "episode", "place", "practitioner")
    session = rows.by_id(session_id)
    if session is None:
        raise Http404("session")
    return session


def sessions_of(actor: Actor, client_id: UUID, limit: int = 100) -> list[HeldSession]:
    """A client's lessons, newest first."""
    rows = Session.objects.visible_to(actor).filter(client_id=client_id)
    rows = rows.select_related("practitioner", "place").order_by("-held_on", "-id")
    return [
        HeldSession(
            id=row.pk,
            episode_id=row.episode_id,
            number=row.number,
            held_on=row.held_on,
            practitioner=row.practitioner.name,
            place=row.place.name if row.place else "",
        )
        for row in rows[:limit]
    ]


def last_session(actor: Actor, client_id: UUID) -> HeldSession | None:
    """The newest lesson of a client."""
    return next(iter(sessions_of(actor, client_id, limit=1)), None)


def last_session_days(actor: Actor, client_ids: Iterable[UUID]) -> dict[UUID, date]:
    """The day of the newest lesson of each of many clients, in one statement."""
    rows = Session.objects.visible_to(actor).filter(client_id__in=list(client_ids))
    rows = rows.order_by("client_id", "-held_on").distinct("client_id")
    return dict(rows.values_list("client_id", "held_on"))


def open_episodes_of(actor: Actor, client_id: UUID) -> list[Episode]:
    """Courses of work that a lesson can be held in, newest first."""
    rows = Episode.objects.visible_to(actor).filter(client_id=client_id, state=EpisodeState.OPEN)
    return list(rows.order_by("-opened_on", "-id"))

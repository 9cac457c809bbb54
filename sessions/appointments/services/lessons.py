"""Writes of the work done."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from clients.records.models import Client, Episode
from clients.records.rules import EpisodeState
from practice.core.actor import Actor, NotAllowed
from practice.core.clock import today_in
from practice.core.errors import DomainError
from practice.core.models import Place
from sessions.appointments.models import Session

NUMBER_TRIES = 3


def writer_of(actor: Actor) -> UUID:
    """The membership that gives lessons and writes notes; NotAllowed for the system and clients."""
    if actor.membership_id is None:
        raise NotAllowed("session.write")
    return actor.membership_id


def _next_number(actor: Actor, episode: Episode) -> int:
    rows = Session.objects.visible_to(actor).filter(episode_id=episode.pk)
    return int(rows.aggregate(last=Max("number"))["last"] or 0) + 1


def _check(actor: Actor, client: Client, episode: Episode, held_on: date, zone: str) -> None:
    actor.require("session.write")
    if episode.client_id != client.pk or episode.state != EpisodeState.OPEN:
        raise DomainError(_("Choose a course of work that is open."), field="episode")
    if held_on > today_in(zone):
        raise DomainError(_("This day has not come yet."), field="held_on")


def start_session(
    *,
    actor: Actor,
    client: Client,
    episode: Episode,
    held_on: date | None = None,
    place: Place | None = None,
) -> Session:
    """Begin the next lesson of an open episode; `held_on` is the place's local date.

    The caller holds the client, who is not archived.
    """
    zone = place.timezone if place else actor.zone
    held_on = held_on or today_in(zone)
    _check(actor, client, episode, held_on, zone)
    for attempt in range(1, NUMBER_TRIES + 1):
        session = Session(
            practice_id=actor.practice_id,
            client=client,
            episode=episode,
            practitioner_id=writer_of(actor),
            place=place,
            held_on=held_on,
            number=_next_number(actor, episode),
        )
        try:
            with transaction.atomic():
                session.save(force_insert=True)
        except IntegrityError as error:
            # Somebody else took the number in between; any other violation is a fault of ours.
            if "one_session_a_number" not in str(error) or attempt == NUMBER_TRIES:
                raise
        else:
            return session
    raise AssertionError("unreachable")

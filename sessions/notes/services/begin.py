"""How a lesson and its note begin."""

from datetime import date
from uuid import UUID

from clients.records.models import Client, Episode
from clients.records.queries import refuse_archived
from clients.records.services import require_present
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.models import Place
from practice.core.services import claim_once
from sessions.appointments.models import Session
from sessions.appointments.services import start_session, writer_of
from sessions.evaluations.services import begin_assessment
from sessions.notes.models import SessionNote


def begin_note(*, actor: Actor, session: Session, **made: UUID) -> SessionNote:
    """Begin an empty draft for a session, with an empty matrix; `made` may name its id."""
    actor.require("note.write")
    assessment = begin_assessment(actor=actor, session=session)
    note = SessionNote(
        **made,
        practice_id=actor.practice_id,
        client_id=session.client_id,
        session=session,
        assessment=assessment,
        author_id=writer_of(actor),
        saved_at=now(),
    )
    note.save(force_insert=True)
    return note


def start_lesson(
    *,
    actor: Actor,
    client: Client,
    episode: Episode,
    held_on: date | None = None,
    place: Place | None = None,
    key: UUID | None = None,
) -> SessionNote:
    """Begin the next lesson and its note. AlreadyDone, with the note's id, if `key` made one.

    The caller holds the client (`get_client`).
    """
    refuse_archived(actor, client)
    once = claim_once(actor=actor, key=key, action="start_lesson")
    session = start_session(
        actor=actor, client=client, episode=episode, held_on=held_on, place=place
    )
    return begin_note(actor=actor, session=session, **once)


def begin_another(*, actor: Actor, note: SessionNote, key: UUID | None = None) -> SessionNote:
    """Begin another note on the lesson of one that came through its door, by whoever writes it.

    AlreadyDone, with the note's id, if `key` made one.
    """
    actor.require("note.write")
    require_present(actor=actor, client_id=note.client_id)
    once = claim_once(actor=actor, key=key, action="begin_another")
    return begin_note(actor=actor, session=note.session, **once)

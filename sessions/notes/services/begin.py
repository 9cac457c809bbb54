"""How a lesson and its note begin."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from clients.records.models import Client, Episode
from clients.records.queries import refuse_archived
from clients.records.services import require_present
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.models import Place
from practice.core.services import claim_once
from sessions.appointments.models import Session
from sessions.appointments.queries import get_appointment, open_episodes_of
from sessions.appointments.rules import LIVE, MAY, AppointmentState, Verb
from sessions.appointments.services import arrive, start_session, tie_session, writer_of
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
    appointment_id: UUID | None = None,
) -> SessionNote:
    """Begin the next lesson and its note. AlreadyDone, with the note's id, if `key` made one.

    `appointment_id` is the booked time in which it is given. The caller holds the client
    (`get_client`).
    """
    refuse_archived(actor, client)
    once = claim_once(actor=actor, key=key, action="start_lesson")
    session = start_session(
        actor=actor, client=client, episode=episode, held_on=held_on, place=place
    )
    if appointment_id is not None:
        tie_session(actor=actor, appointment_id=appointment_id, session=session)
    return begin_note(actor=actor, session=session, **once)


@transaction.atomic
def start_booked_lesson(*, actor: Actor, appointment_id: UUID) -> SessionNote | None:
    """They are here: begin the lesson that was booked, and its note.

    None where the course of work has to be chosen first; they are here all the same. Refused once
    the lesson has its note.
    """
    actor.require("note.write")
    found = get_appointment(actor, appointment_id, "appointment.write")
    if found.session_id is not None:
        raise DomainError(_("Its note has begun already."), code="begun")
    if AppointmentState(found.state) in MAY[Verb.ARRIVE]:
        found = arrive(actor=actor, appointment_id=appointment_id)
    elif found.state not in set(LIVE):
        raise DomainError(_("It was given up: book it anew."), code="state")
    episodes = open_episodes_of(actor, found.client.pk)
    if len(episodes) != 1:
        return None
    return start_lesson(
        actor=actor,
        client=found.client,
        episode=episodes[0],
        held_on=found.local_date,
        place=found.place,
        appointment_id=appointment_id,
    )


def begin_another(*, actor: Actor, note: SessionNote, key: UUID | None = None) -> SessionNote:
    """Begin another note on the lesson of one that came through its door, by whoever writes it.

    AlreadyDone, with the note's id, if `key` made one.
    """
    actor.require("note.write")
    require_present(actor=actor, client_id=note.client_id)
    once = claim_once(actor=actor, key=key, action="begin_another")
    return begin_note(actor=actor, session=note.session, **once)

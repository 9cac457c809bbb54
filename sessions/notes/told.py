"""What pages of the rooms above say of notes and releases, read along with a client."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from practice.core.actor import Actor
from practice.core.beside import beside
from sessions.appointments.authors import OPEN, open_values
from sessions.notes.models import ReleaseEvent, SessionNote

_NOTES = f"""
    SELECT json_build_array(note.id, held.held_on, held.number, note.state,
        left(note.clients_words, %s))
    FROM care_sessions_sessionnote note
    JOIN care_sessions_session held ON held.practice_id = note.practice_id
        AND held.id = note.session_id
    WHERE note.practice_id = %s AND note.client_id = clients_client.id AND {OPEN}
    ORDER BY held.held_on DESC, note.id DESC LIMIT %s"""  # noqa: S608 – constants
_RELEASES = f"""
    SELECT json_build_array(released.released_on, muscle.name, released.side)
    FROM care_sessions_releaseevent released
    JOIN clients_musclegroup muscle ON muscle.practice_id = released.practice_id
        AND muscle.id = released.muscle_group_id
    LEFT JOIN care_sessions_sessionnote note ON note.practice_id = released.practice_id
        AND note.id = released.note_id
    WHERE released.practice_id = %s AND released.client_id = clients_client.id
        AND (released.note_id IS NULL OR {OPEN})
    ORDER BY released.released_on DESC LIMIT %s"""  # noqa: S608 – constants


class ToldNote(NamedTuple):
    """What a client's page says of a note; `words` is the beginning of what the client said."""

    note_id: UUID
    held_on: date
    number: int
    state: str
    words: str


class ToldRelease(NamedTuple):
    """What a client's page says of a release."""

    released_on: date
    muscle_group: str
    side: str


def notes_beside(actor: Actor, most: int, words: int) -> Any:
    """Of clients: the newest notes, each with so many letters of words, for `told_notes`."""
    values = (words, actor.practice_id, *open_values(actor), most)
    return beside(actor, f"{SessionNote.subject}.read", _NOTES, *values)


def told_notes(found: Iterable[Sequence[Any]]) -> list[ToldNote]:
    """What `notes_beside` read."""
    return [ToldNote(UUID(pk), date.fromisoformat(day), *rest) for pk, day, *rest in found]


def releases_beside(actor: Actor, most: int) -> Any:
    """Of clients: what was let go, the newest first, for `told_releases`."""
    values = (actor.practice_id, *open_values(actor), most)
    return beside(actor, f"{ReleaseEvent.subject}.read", _RELEASES, *values)


def told_releases(found: Iterable[Sequence[Any]]) -> list[ToldRelease]:
    """What `releases_beside` read."""
    return [ToldRelease(date.fromisoformat(day), *rest) for day, *rest in found]

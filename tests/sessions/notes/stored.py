"""What the database holds of notes, read past every guard, to show what a request did."""

from typing import Any

from django.db import connection

from practice.core.actor import Actor, enter_as
from sessions.notes.models import SessionNote
from sessions.notes.queries import content_of, whole_notes
from sessions.notes.rules import NoteData

TABLES = (
    "care_sessions_session",
    "care_sessions_positiontransitionassessment",
    "care_sessions_assessmentcell",
    "care_sessions_finding",
    "care_sessions_smafinding",
    "care_sessions_sessionnote",
    "care_sessions_techniqueapplication",
    "care_sessions_noteaddendum",
    "care_sessions_releaseevent",
)


def fresh(actor: Actor, note: SessionNote) -> SessionNote:
    """The note as it is stored now, whole."""
    enter_as(actor)
    return whole_notes(actor).get(pk=note.pk)


def kept(actor: Actor, note: SessionNote) -> NoteData:
    """The content as it is stored now."""
    return content_of(fresh(actor, note))


def rows(actor: Actor) -> dict[str, list[Any]]:
    """Every row of a practice's notes."""
    enter_as(actor)
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT to_jsonb(t) FROM {table} t ORDER BY id")  # noqa: S608
            found[table] = cursor.fetchall()
    return found


__all__ = ["fresh", "kept", "rows"]

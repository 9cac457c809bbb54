"""One guarded door to a note on the person, and its earlier wordings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.http import Http404

from clients.person_notes.models import PersonNote, PersonNoteWording
from practice.core.actor import Actor
from practice.core.beside import beside

_BESIDE = """
    SELECT json_build_array(
        note.id, note.written_at, author.name, note.version > 1, left(note.about, %s))
    FROM clients_personnote note
    JOIN practice_membership author ON author.id = note.author_id
    WHERE note.practice_id = %s AND note.client_id = clients_client.id
    ORDER BY note.written_at DESC, note.id DESC LIMIT %s"""


def get_person_note(
    actor: Actor, person_note_id: UUID, action: str = "person_note.read"
) -> PersonNote:
    """The one door to a note on the person: Http404 unless within the actor's reach."""
    rows = PersonNote.objects.visible_to(actor, action)
    rows = rows.select_related("client", "author", "corrected_by")
    note = rows.by_id(person_note_id)
    if note is None:
        raise Http404("person note")
    return note


def earlier_wordings(actor: Actor, note: PersonNote) -> list[PersonNoteWording]:
    """How a note read before its corrections, newest first."""
    rows = PersonNoteWording.objects.visible_to(actor).filter(person_note=note)
    return list(rows.select_related("author").order_by("-number"))


class ToldPersonNote(NamedTuple):
    """What a client's page says of a note on the person."""

    person_note_id: UUID
    written_at: datetime
    author: str
    is_corrected: bool
    words: str


def person_notes_beside(actor: Actor, most: int, letters: int) -> Any:
    """The newest notes on each client of a query, read along with it: `told_person_notes`."""
    return beside(actor, "person_note.read", _BESIDE, letters, actor.practice_id, most)


def told_person_notes(found: Sequence[Sequence[Any]]) -> list[ToldPersonNote]:
    """What `person_notes_beside` read."""
    return [
        ToldPersonNote(UUID(note_id), datetime.fromisoformat(at), *said)
        for note_id, at, *said in found
    ]

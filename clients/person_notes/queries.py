"""One guarded door to a note on the person, and its earlier wordings."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject, Left
from django.http import Http404

from clients.person_notes.models import PersonNote, PersonNoteWording
from practice.core.actor import Actor


def get_person_note(
    actor: Actor, person_note_id: UUID, action: str = "person_note.read"
) -> PersonNote:
    """The one door to a note on the person: Http404 unless within the actor's reach."""
    rows = PersonNote.objects.visible_to(actor, action)
    rows = rows.select_related("client", "author", "corrected_by")
    note = rows.filter(pk=person_note_id).first()
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


def person_notes_beside(actor: Actor, most: int, letters: int) -> ArraySubquery:
    """The newest notes on each client of a query, read along with it: `told_person_notes`."""
    rows = PersonNote.objects.visible_to(actor).filter(client_id=OuterRef("pk"))
    said = JSONObject(
        id="pk",
        at="written_at",
        author="author__name",
        version="version",
        words=Left("about", letters),
    )
    return ArraySubquery(rows.order_by("-written_at", "-id").values(said=said)[:most])


def told_person_notes(found: list[dict[str, Any]]) -> list[ToldPersonNote]:
    """What `person_notes_beside` read."""
    return [
        ToldPersonNote(
            UUID(row["id"]),
            datetime.fromisoformat(row["at"]),
            row["author"],
            row["version"] > 1,
            row["words"],
        )
        for row in found
    ]

"""Hold a note while it is written, so that two people never write at once."""

from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.errors import Stale
from sessions.notes.models import SessionNote
from sessions.notes.queries import whole_notes


def locked(actor: Actor, note_id: UUID) -> SessionNote:
    """The note, whole, locked until the transaction ends; Http404 out of reach of writing."""
    rows = whole_notes(actor, "note.write").select_for_update(of=("self",))
    note = rows.filter(pk=note_id).first()
    if note is None:
        raise Http404("note")
    return note


def stale(note: SessionNote) -> Stale:
    """The error of a writer who has read another version."""
    return Stale(_("Somebody saved another version in between."), current=note)

"""Saying who reads a note."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from clients.records.services import require_present
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from sessions.appointments.authors import is_supervised
from sessions.appointments.services import writer_of
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteState
from sessions.notes.services.lock import locked_alone
from sessions.notes.visibility.models import NoteVisibility
from sessions.notes.visibility.queries import visibilities_of
from sessions.notes.visibility.rules import SharedPart, Visibility


def say_who_reads(
    *, actor: Actor, note_id: UUID, visibility: Visibility, parts: Sequence[SharedPart] = ()
) -> None:
    """Say who reads a note from now on; the same said again is not written twice.

    Only its author keeps a note to themselves. A signed note can be shared and taken back too:
    what was signed does not change by it.
    """
    actor.require("note.write")
    note = locked_alone(actor, note_id)
    require_present(actor=actor, client_id=note.client_id)
    chosen = [part.value for part in SharedPart if part in parts]
    if visibility is Visibility.CLIENT and not chosen:
        raise DomainError(_("Choose which parts the client may read."), field="parts")
    if visibility is not Visibility.CLIENT:
        chosen = []
    if visibility is Visibility.AUTHOR:
        _require_closable(actor, note)
    newest = next(iter(visibilities_of(actor, note)), None)
    before = (newest.visibility, newest.parts) if newest else (Visibility.PRACTICE.value, [])
    if before == (visibility.value, chosen):
        return
    said = NoteVisibility(
        practice_id=actor.practice_id,
        note=note,
        visibility=visibility.value,
        parts=chosen,
        said_by_id=writer_of(actor),
        said_at=now(),
    )
    said.save(force_insert=True)


def _require_closable(actor: Actor, note: SessionNote) -> None:
    if note.author_id != actor.membership_id:
        raise DomainError(_("Only who wrote a note keeps it to themselves."), field="visibility")
    waits = note.state == NoteState.AWAITING_CO_SIGNATURE
    if waits and not is_supervised(note.practice_id, note.author_id):
        words = _(
            "This note waits for a co-signature, and nobody supervises you who could read it."
        )
        raise DomainError(words, field="visibility")

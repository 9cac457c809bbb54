"""Writes of the notes on the person: written, and corrected with what it said before kept."""

from uuid import UUID

from django.utils.translation import gettext as _

from clients.person_notes.models import PersonNote, PersonNoteWording
from clients.records.models import Client
from clients.records.services import require_present
from practice.core.actor import Actor, NotAllowed
from practice.core.clock import now
from practice.core.errors import DomainError, Stale
from practice.core.services import claim_once


def _writer(actor: Actor) -> UUID:
    if actor.membership_id is None:
        raise NotAllowed("person_note.write")
    return actor.membership_id


def _said(about: str) -> str:
    said = about.strip()
    if not said:
        raise DomainError(_("Write a word or two."), field="about")
    return said


def write_person_note(
    *, actor: Actor, client: Client, about: str, key: UUID | None = None
) -> PersonNote:
    """Write down something of a person. AlreadyDone if `key` wrote it before."""
    actor.require("person_note.write")
    require_present(actor=actor, client_id=client.pk)
    once = claim_once(actor=actor, key=key, action="write_person_note")
    note = PersonNote(
        **once,
        practice_id=actor.practice_id,
        client=client,
        author_id=_writer(actor),
        about=_said(about),
        written_at=now(),
    )
    note.save(force_insert=True)
    return note


def correct_person_note(
    *, actor: Actor, person_note_id: UUID, about: str, version: int
) -> PersonNote:
    """Let a note read otherwise; how it read stays. Stale if `version` is not the stored one."""
    actor.require("person_note.write")
    rows = PersonNote.objects.visible_to(actor, "person_note.write")
    note = rows.select_for_update().get(pk=person_note_id)
    require_present(actor=actor, client_id=note.client_id)
    if note.version != version:
        raise Stale(_("Somebody corrected this note in between."), current=note)
    said = _said(about)
    if said == note.about:
        return note
    wording = PersonNoteWording(
        practice_id=actor.practice_id,
        person_note=note,
        number=note.version,
        about=note.about,
        author_id=note.corrected_by_id or note.author_id,
        written_at=note.corrected_at or note.written_at,
    )
    wording.save(force_insert=True)
    note.about, note.version = said, note.version + 1
    note.corrected_at, note.corrected_by_id = now(), _writer(actor)
    note.save(update_fields=["about", "version", "corrected_at", "corrected_by"])
    return note

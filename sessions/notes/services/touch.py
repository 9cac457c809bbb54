"""Hands-on work that is agreed to or taken back aloud while a lesson is held."""

from uuid import UUID

from django.utils.translation import gettext as _

from clients.texts.rules import ConsentKind
from clients.texts.services import agree_aloud, take_back
from practice.core.actor import Actor
from practice.core.errors import DomainError
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteState


def withdraw_touch(*, actor: Actor, note: SessionNote) -> None:
    """Write down, on the client's word, that hands-on work is not wanted any more, from now on.

    Hands-on lines of a draft of the same day are closed from then on; what was done stays.
    """
    _require_unsigned(actor, note)
    if not take_back(actor=actor, kind=ConsentKind.TOUCH.value, client_id=note.client_id):
        raise DomainError(_("Nothing stands that could be taken back."))


def give_touch(*, actor: Actor, note: SessionNote, document_id: UUID) -> None:
    """Write down that the client agreed aloud to hands-on work, in the words of this text."""
    _require_unsigned(actor, note)
    kind = ConsentKind.TOUCH.value
    if not agree_aloud(actor=actor, client_id=note.client_id, kind=kind, document_id=document_id):
        raise DomainError(_("They have agreed to it already."))


def _require_unsigned(actor: Actor, note: SessionNote) -> None:
    actor.require("note.write")
    if note.state == NoteState.SIGNED:
        raise DomainError(_("A signed note does not change. Add to it instead."), code="signed")

"""Hands-on work that is taken back while a lesson is held."""

from django.utils.translation import gettext as _

from clients.texts.rules import ConsentKind
from clients.texts.services import take_back
from practice.core.actor import Actor
from practice.core.errors import DomainError
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteState


def withdraw_touch(*, actor: Actor, note: SessionNote) -> None:
    """Write down, on the client's word, that hands-on work is not wanted any more, from now on.

    Hands-on lines of a draft of the same day are closed from then on; what was done stays.
    """
    actor.require("note.write")
    if note.state == NoteState.SIGNED:
        raise DomainError(_("A signed note does not change. Add to it instead."), code="signed")
    if not take_back(actor=actor, kind=ConsentKind.TOUCH.value, client_id=note.client_id):
        raise DomainError(_("Nothing stands that could be taken back."))

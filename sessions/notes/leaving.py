"""What stays a colleague's own when they leave: notes that were not signed."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.team.leaving import OpenWork
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteState

MOST = 100


def open_notes_of(actor: Actor, member_id: UUID) -> Sequence[OpenWork]:
    """Somebody's notes that wait to be signed, the oldest first."""
    rows = SessionNote.objects.visible_to(actor).filter(author=member_id)
    waiting = rows.exclude(state=NoteState.SIGNED).select_related("client", "session")
    words = _("%(name)s, lesson %(number)s")
    return [
        OpenWork(
            words % {"name": note.client.full_name, "number": note.session.number},
            reverse("note_page", kwargs={"note_id": note.pk}),
        )
        for note in waiting.order_by("session__held_on", "id")[:MOST]
    ]

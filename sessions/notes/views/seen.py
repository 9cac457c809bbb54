"""The part of the editor for what was seen and sensed, which its page fetches for itself."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from practice.core.actor import Actor, SuppleRequest
from practice.core.pages import staff_page
from sessions.notes.forms import NoteForm, SeenForm, SeenPieces
from sessions.notes.models import SessionNote
from sessions.notes.phrases import parts_with_phrases
from sessions.notes.queries import content_of, get_note, groups_of, pattern_before
from sessions.notes.rules import NoteData
from sessions.notes.seen import followed


def seen_context(
    actor: Actor, note: SessionNote, form: SeenForm, data: NoteData, names: dict[str, str]
) -> dict[str, Any]:
    """What the part shows."""
    return {"form": form, "seen": followed(data, names), "stands": pattern_before(actor, note)}


def stands_in_page(form: NoteForm) -> bool:
    """Whether the editor shows the part at once: something of it was typed, or is to be open."""
    return form.is_bound or form.wants_seen


@staff_page("note.write")
def note_seen(request: SuppleRequest, note_id: UUID) -> HttpResponse:
    """The part as it is stored, and all that opens in it for the script to draw from."""
    actor = request.actor
    note = get_note(actor, note_id, "note.write")
    data = content_of(note)
    names = {group.code: group.name for group in groups_of(note)}
    context = seen_context(actor, note, SeenForm.told(data), data, names)
    context |= {"pieces": SeenPieces(), "phrases": parts_with_phrases(actor)}
    return render(request, "sessions/notes/seen.html", context)

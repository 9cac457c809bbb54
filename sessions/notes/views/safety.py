"""What the editor says as somebody taps what can come from elsewhere."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from practice.core.actor import SuppleRequest
from practice.core.pages import staff_page
from sessions.notes.queries import get_note
from sessions.notes.safety import ASKS, safety_due_for


@staff_page("note.write")
def note_safety(request: SuppleRequest, note_id: UUID) -> HttpResponse:
    """Whether the safety questions are due for what is ticked, stored or not; empty when not."""
    note = get_note(request.actor, note_id, "note.write")
    ticked = {code for _name, codes in request.GET.lists() for code in codes}
    found = [one for one in ASKS if one.code in ticked]
    due = safety_due_for(request.actor, note, found)
    return render(request, "sessions/notes/asks_safety.html", {"note": note, "safety_due": due})

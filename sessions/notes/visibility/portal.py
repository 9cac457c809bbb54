"""What a client is shown of their notes."""

from typing import cast
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from practice.core.actor import SuppleRequest
from practice.core.pages import portal_page
from sessions.notes.visibility.queries import shared_notes_of

FURTHEST = 10_000


@portal_page("shared_note.read")
def portal_notes(request: SuppleRequest) -> HttpResponse:
    """Parts of notes that the practice shares, the newest lesson first."""
    asked = request.GET.get("after", "")
    begin = min(int(asked[:9]), FURTHEST) if asked.isascii() and asked.isdigit() else 0
    found = shared_notes_of(request.actor, cast(UUID, request.actor.client_id), begin=begin)
    return render(request, "sessions/notes/portal_notes.html", {"found": found})

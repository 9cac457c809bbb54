"""The page that says who reads a note."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clients.records.rules import ClientState
from practice.core.actor import SuppleRequest
from practice.core.pages import errors_beside, page, staff_page
from sessions.notes.queries import get_note
from sessions.notes.visibility.forms import VisibilityForm
from sessions.notes.visibility.queries import visibilities_of
from sessions.notes.visibility.rules import SharedPart, Visibility
from sessions.notes.visibility.services import say_who_reads


@staff_page("note.write", "GET", "POST")
def note_visibility(request: SuppleRequest, note_id: UUID) -> HttpResponse:
    """Who reads this note, and who said so when."""
    actor = request.actor
    note = get_note(actor, note_id, "note.write")
    said = visibilities_of(actor, note)
    now = said[0] if said else None
    initial = {
        "visibility": now.visibility if now else Visibility.PRACTICE.value,
        "parts": now.parts if now else [],
    }
    is_author = note.author_id == actor.membership_id
    typed = request.POST if request.method == "POST" else None
    form = VisibilityForm(typed, initial=initial, is_author=is_author)
    if request.method == "POST" and form.is_valid():
        visibility, parts = form.visibility_and_parts()
        with errors_beside(form):
            say_who_reads(actor=actor, note_id=note_id, visibility=visibility, parts=parts)
            messages.success(request, _("Kept."))
            return redirect("note_page", note_id=note_id)
    told = [
        (one, Visibility(one.visibility), [SharedPart(part).label for part in one.parts])
        for one in said
    ]
    archived = note.client.state == ClientState.ARCHIVED
    context = {"note": note, "form": form, "said": told, "archived": archived}
    return page(request, "sessions/notes/visibility.html", context, form)

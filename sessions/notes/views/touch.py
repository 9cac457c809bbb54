"""Taking hands-on work back in a lesson, on the client's word."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clients.records.queries import refuse_archived
from practice.core.actor import SuppleRequest
from practice.core.errors import DomainError
from practice.core.pages import page, staff_page
from sessions.notes.queries import get_note
from sessions.notes.services import withdraw_touch
from sessions.notes.touching import touch_of


@staff_page("note.write", "GET", "POST")
def note_touch(request: SuppleRequest, note_id: UUID) -> HttpResponse:
    """Ask once, then write down that it was taken back; leads back to the draft."""
    note = get_note(request.actor, note_id, "note.write")
    refuse_archived(request.actor, note.client)
    if request.method == "POST":
        try:
            withdraw_touch(actor=request.actor, note=note)
        except DomainError as error:
            messages.error(request, str(error.message))
        else:
            messages.success(request, _("Written down with your name and the time."))
        return redirect("note_page", note_id=note.pk)
    context = {"note": note, "touched": touch_of(note)}
    return page(request, "sessions/notes/touch_back.html", context)

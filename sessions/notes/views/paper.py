"""A note as a PDF."""

from uuid import UUID

from django.http import Http404, HttpResponse

from practice.core.actor import SuppleRequest
from practice.core.pages import staff_page
from practice.core.paper import as_answer
from sessions.notes.paper import Arrangement, PrintedNote, note_pdf
from sessions.notes.queries import addenda_of, get_note, muscle_groups


@staff_page("note.read")
def note_paper(request: SuppleRequest, note_id: UUID) -> HttpResponse:
    """The note as it stands, with what was added later; `?as=soap` in that order."""
    wanted = request.GET.get("as", Arrangement.NOTE.value)
    if wanted not in set(Arrangement):
        raise Http404("arrangement")
    actor = request.actor
    note = get_note(actor, note_id)
    printed = PrintedNote(note, addenda_of(actor, note))
    pdf = note_pdf(actor, printed, muscle_groups(actor), Arrangement(wanted))
    return as_answer(pdf, "note.pdf")

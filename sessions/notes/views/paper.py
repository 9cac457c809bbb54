"""A note as a PDF."""

from uuid import UUID

from django.http import Http404, HttpResponse

from clients.records.queries import get_episode
from practice.core.actor import SuppleRequest
from practice.core.pages import staff_page
from practice.core.paper import as_answer
from sessions.notes.paper import Arrangement, PrintedNote, note_pdf, work_pdf
from sessions.notes.queries import (
    MOST_PRINTED,
    addenda_by_note,
    addenda_of,
    get_note,
    groups_of,
    muscle_groups,
    signed_notes_of,
)


@staff_page("note.read")
def note_paper(request: SuppleRequest, note_id: UUID) -> HttpResponse:
    """The note as it stands, with what was added later; `?as=soap` in that order."""
    wanted = request.GET.get("as", Arrangement.NOTE.value)
    if wanted not in set(Arrangement):
        raise Http404("arrangement")
    actor = request.actor
    note = get_note(actor, note_id)
    printed = PrintedNote(note, addenda_of(actor, note))
    pdf = note_pdf(actor, printed, groups_of(note), Arrangement(wanted))
    return as_answer(pdf, "note.pdf")


@staff_page("note.read")
def work_paper(request: SuppleRequest, episode_id: UUID) -> HttpResponse:
    """A course of work with all its signed notes."""
    actor = request.actor
    episode = get_episode(actor, episode_id)
    found = signed_notes_of(actor, episode_id)
    notes = found[-MOST_PRINTED:]
    added = addenda_by_note(actor, notes)
    printed = [PrintedNote(note, added.get(note.pk, ())) for note in notes]
    are_all = len(found) == len(notes)
    pdf = work_pdf(actor, episode, printed, muscle_groups(actor), are_all=are_all)
    return as_answer(pdf, "work.pdf")

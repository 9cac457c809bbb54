"""Agreeing to hands-on work in a lesson, and taking it back, on the client's word."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clients.guardians.queries import guarding_of
from clients.records.models import ConsentDocument
from clients.records.queries import refuse_archived
from clients.texts.queries import consent_documents
from clients.texts.rules import ConsentKind
from practice.core.actor import SuppleRequest
from practice.core.errors import DomainError
from practice.core.pages import page, staff_page
from sessions.notes.forms import AgreedForm
from sessions.notes.models import SessionNote
from sessions.notes.queries import get_note
from sessions.notes.services import give_touch, withdraw_touch
from sessions.notes.touching import touch_of


@staff_page("note.write", "GET", "POST")
def note_touch(request: SuppleRequest, note_id: UUID) -> HttpResponse:
    """Ask once, then write down what they said; leads back to the draft."""
    note = get_note(request.actor, note_id, "note.write")
    refuse_archived(request.actor, note.client)
    if request.method == "POST":
        try:
            _write_down(request, note)
        except DomainError as error:
            messages.error(request, str(error.message))
        else:
            messages.success(request, _("Written down with your name and the time."))
        return redirect("note_page", note_id=note.pk)
    context = {
        "note": note,
        "touched": touch_of(note),
        "text": _text(request),
        "is_minor": guarding_of(request.actor, note.client_id).is_minor,
    }
    return page(request, "sessions/notes/touch_back.html", context)


def _text(request: SuppleRequest) -> ConsentDocument | None:
    """What they would agree to; None where nobody is asked for it."""
    documents = consent_documents(request.actor)
    return next((one for one in documents if one.kind == ConsentKind.TOUCH), None)


def _write_down(request: SuppleRequest, note: SessionNote) -> None:
    form = AgreedForm(request.POST)
    if form.is_valid():
        document_id = form.cleaned_data["agreed"]
        give_touch(actor=request.actor, note=note, document_id=document_id)
    else:
        withdraw_touch(actor=request.actor, note=note)

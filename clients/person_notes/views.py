"""The practice's pages of the notes on the person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.person_notes.forms import CorrectionForm, PersonNoteForm
from clients.person_notes.queries import earlier_wordings, get_person_note
from clients.person_notes.services import correct_person_note, write_person_note
from clients.records.queries import get_client, refuse_archived
from clients.records.rules import ClientState
from practice.core.actor import SuppleRequest
from practice.core.errors import Stale
from practice.core.forms import decide_anew
from practice.core.pages import errors_beside, page, staff_page
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone


@staff_page("person_note.write", "GET", "POST")
def person_note_new(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Write a note on somebody."""
    client = get_client(request.actor, client_id, "person_note.write")
    if request.method != "POST":
        refuse_archived(request.actor, client)
    form = PersonNoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        with errors_beside(form):
            try:
                write_person_note(
                    actor=request.actor, client=client, about=typed["about"], key=typed["key"]
                )
            except AlreadyDone:
                otherwise = reverse("client_list")
                return sent_before(request, "client_page", client.pk, otherwise=otherwise)
            messages.success(request, _("The note is kept."))
            return redirect("client_page", client_id=client.pk)
    context = {"form": form, "client": client}
    return page(request, "clients/person_notes/person_note_new.html", context, form)


@staff_page("person_note.read", "GET", "POST")
def person_note_page(request: SuppleRequest, person_note_id: UUID) -> HttpResponse:
    """One note, how it read before, and a way to correct it."""
    note = get_person_note(request.actor, person_note_id)
    initial = {"about": note.about, "version": note.version}
    form = CorrectionForm(request.POST or None, initial=initial)
    stale = False
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            try:
                correct_person_note(
                    actor=request.actor, person_note_id=note.pk, **form.cleaned_data
                )
            except Stale:
                decide_anew(form, note.version)
                stale = True
            else:
                messages.success(request, _("Saved. How it read before stays below."))
                return redirect("person_note_page", person_note_id=note.pk)
    context = {
        "form": form,
        "note": note,
        "earlier": earlier_wordings(request.actor, note),
        "may_correct": note.client.state != ClientState.ARCHIVED,
        "stale": stale,
    }
    response = page(request, "clients/person_notes/person_note_page.html", context, form)
    if stale:
        response.status_code = 409
    return response

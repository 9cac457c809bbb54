"""The page that begins a lesson, and the press that begins another note on it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from clients.records.queries import get_client, refuse_archived
from practice.core.actor import SuppleRequest
from practice.core.clock import today_in
from practice.core.errors import DomainError
from practice.core.pages import OnceForm, errors_beside, page, staff_page
from practice.core.queries import places
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone
from sessions.appointments.queries import get_appointment, open_episodes_of
from sessions.notes.forms import LessonForm
from sessions.notes.queries import get_note
from sessions.notes.services import begin_another, start_booked_lesson, start_lesson


@staff_page("session.write", "GET", "POST")
def session_new(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Begin a lesson in an open course of work; leads to its note."""
    actor = request.actor
    client = get_client(actor, client_id, "session.write", hold=request.method == "POST")
    if request.method != "POST":
        refuse_archived(actor, client)
    episodes, rooms = open_episodes_of(actor, client_id), places(actor)
    zone = rooms[0].timezone if rooms else actor.zone
    initial = {"held_on": today_in(zone), "place": rooms[0].pk if len(rooms) == 1 else ""}
    initial["appointment"] = request.GET.get("appointment", "")
    form = LessonForm(request.POST or None, initial=initial, episodes=episodes, places=rooms)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        with errors_beside(form):
            try:
                note = start_lesson(
                    actor=actor,
                    client=client,
                    episode=next(e for e in episodes if str(e.pk) == typed["episode"]),
                    held_on=typed["held_on"],
                    place=next((p for p in rooms if str(p.pk) == typed.get("place")), None),
                    key=typed["key"],
                    appointment_id=typed["appointment"],
                )
            except AlreadyDone as done:
                to_client = reverse("client_page", args=[client_id])
                return sent_before(request, "note_page", done.object_id, otherwise=to_client)
            return redirect("note_page", note_id=note.pk)
    context = {"form": form, "client": client, "episodes": episodes}
    return page(request, "sessions/notes/session_new.html", context, form)


@staff_page("note.write", "POST")
def appointment_note(request: SuppleRequest, appointment_id: UUID) -> HttpResponse:
    """They are here: one press leads to the note of the lesson that was booked."""
    actor = request.actor
    try:
        note = start_booked_lesson(actor=actor, appointment_id=appointment_id)
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect("appointment_page", appointment_id=appointment_id)
    if note is not None:
        return redirect("note_page", note_id=note.pk)
    client_id = get_appointment(actor, appointment_id).client_id
    there = reverse("session_new", args=[client_id])
    return redirect(f"{there}?{urlencode({'appointment': str(appointment_id)})}")


@staff_page("note.write", "POST")
def note_another(request: SuppleRequest, note_id: UUID) -> HttpResponse:
    """Begin another note on the same lesson; leads to it."""
    note = get_note(request.actor, note_id, "note.write")
    form = OnceForm(request.POST)
    key = form.cleaned_data["key"] if form.is_valid() else None
    try:
        another = begin_another(actor=request.actor, note=note, key=key)
    except AlreadyDone as done:
        otherwise = reverse("note_page", args=[note_id])
        return sent_before(request, "note_page", done.object_id, otherwise=otherwise)
    return redirect("note_page", note_id=another.pk)

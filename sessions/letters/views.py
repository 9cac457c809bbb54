"""Make a letter to a doctor, and print the ones that were made."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from clients.records.queries import get_episode
from clients.records.rules import ClientState
from practice.core.actor import SuppleRequest
from practice.core.pages import errors_beside, page, staff_page
from practice.core.paper import as_answer
from practice.core.services import AlreadyDone
from sessions.letters.forms import LetterForm
from sessions.letters.paper import covering_words, letter_pdf, told_of
from sessions.letters.queries import course_of, get_letter, letters_of
from sessions.letters.services import make_letter
from sessions.notes.queries import muscle_groups


@staff_page("note.read", "GET", "POST")
def doctor_letters(request: SuppleRequest, episode_id: UUID) -> HttpResponse:
    """A new letter about a course of work, and those that were made."""
    actor = request.actor
    if request.method == "POST":
        actor.require("note.write")
    episode = get_episode(actor, episode_id)
    course, groups = course_of(actor, episode), muscle_groups(actor)
    typed = request.POST if request.method == "POST" else None
    form = LetterForm(typed, initial={"words": covering_words(course)})
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            try:
                make_letter(actor=actor, course=course, groups=groups, **form.cleaned_data)
            except AlreadyDone:
                return redirect("doctor_letters", episode_id=episode_id)
            return redirect(f"{reverse('doctor_letters', args=[episode_id])}?made=1")
    if "made" in request.GET:  # in the address rather than in the session, which would be written
        messages.success(request, _("The letter is made. Open it below to print it."))
    archived = episode.client.state == ClientState.ARCHIVED
    context = {
        "episode": episode,
        "form": form,
        "letters": letters_of(actor, episode),
        "told": told_of(actor, course, groups, addressee="", words=""),
        "may_write": actor.may("note.write") and (form.is_bound or not archived),
    }
    return page(request, "sessions/letters/doctor_letters.html", context, form)


@staff_page("note.read")
def doctor_letter_paper(request: SuppleRequest, doctor_letter_id: UUID) -> HttpResponse:
    """A letter as it was made."""
    return as_answer(letter_pdf(get_letter(request.actor, doctor_letter_id)), "letter.pdf")

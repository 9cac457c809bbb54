"""The settings' page of phrases."""

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from practice.core.actor import SuppleRequest
from practice.core.pages import errors_beside, page, staff_page
from practice.core.undo import say_undoable
from sessions.notes.forms.phrases import PhraseForm, part_words
from sessions.notes.phrases import get_phrase, phrases_by_part
from sessions.notes.services import add_phrase, remove_phrase

A_PAGE = 50  # phrases of up to 300 characters: a page below 40 kB


@staff_page("settings.read", "GET", "POST")
def phrase_list(request: SuppleRequest) -> HttpResponse:
    """Words that notes use often, by part of the note; the owner adds one."""
    form = PhraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        request.actor.require("settings.write")
        if form.is_valid():
            with errors_beside(form):
                add_phrase(actor=request.actor, **form.cleaned_data)
                messages.success(request, _("The phrase is added."))
                return redirect("phrase_list")
    found = Paginator(phrases_by_part(request.actor), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "parts": [
            (part_words(part), list(phrases)) for part, phrases in groupby(found, lambda p: p.part)
        ],
        "previous_url": f"?page={found.number - 1}" if found.has_previous() else "",
        "next_url": f"?page={found.number + 1}" if found.has_next() else "",
        "may_edit": request.actor.may("settings.write"),
    }
    return page(request, "sessions/notes/phrase_list.html", context, form)


@staff_page("settings.read", "GET")
def phrases_offered(request: SuppleRequest) -> JsonResponse:
    """The phrases by part of the note: what the editor reads when some are first opened."""
    found: dict[str, list[str]] = {}
    for phrase in phrases_by_part(request.actor):
        found.setdefault(phrase.part, []).append(phrase.text)
    return JsonResponse(found)


@staff_page("settings.write", "POST")
def phrase_remove(request: SuppleRequest, phrase_id: UUID) -> HttpResponse:
    """Offer a phrase no more."""
    phrase = get_phrase(request.actor, phrase_id)
    remove_phrase(actor=request.actor, phrase=phrase)
    words = _("The phrase is gone: %(phrase)s") % {"phrase": phrase.text}
    say_undoable(request, words, reverse("phrase_list"), part=phrase.part, text=phrase.text)
    return redirect("phrase_list")

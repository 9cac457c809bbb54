"""The practice's own details and places, and choosing between one's practices."""

from http import HTTPStatus
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from practice.core.actor import SuppleRequest, aside, enter
from practice.core.errors import DomainError, Stale
from practice.core.forms import decide_anew
from practice.core.locales import LOCALES
from practice.core.models import Place
from practice.core.pages import errors_beside, page, staff_page
from practice.core.queries import get_practice, practices_of
from practice.core.services import AlreadyDone
from practice.core.undo import say_undoable
from practice.team.forms import TOLD_OF_PLACE, PlaceForm, PracticeForm
from practice.team.queries import all_places, get_place
from practice.team.services import (
    PracticeData,
    add_place,
    edit_place,
    edit_practice,
    retire_place,
)

PLACE = "practice/team/place.html"


def _on_from(request: SuppleRequest, here: str) -> HttpResponse:
    """After a save: back to the first steps for who came from there, otherwise stay."""
    return redirect("/" if "first" in request.GET else here)


@staff_page("settings.read", "GET", "POST")
def settings_home(request: SuppleRequest) -> HttpResponse:
    """The practice as it presents itself."""
    actor = request.actor
    practice = get_practice(actor)
    form = PracticeForm(request.POST if request.method == "POST" else None, instance=practice)
    if request.method == "POST":
        actor.require("settings.write")
        if form.is_valid():
            with errors_beside(form):
                edit_practice(actor=actor, data=PracticeData(**form.cleaned_data))
                messages.success(request, _("Saved."))
                return _on_from(request, "settings_home")
    context = {
        "form": form,
        "practice": practice,
        "country": LOCALES.get(practice.locale, practice.locale),
        "practices": practices_of(cast(UUID, request.user.pk)),
        "may_edit": actor.may("settings.write"),
    }
    return page(request, "practice/team/settings.html", context, form)


@login_required
@require_POST
def practice_choose(request: HttpRequest) -> HttpResponse:
    """Work in another practice of one's own from now on."""
    wanted = request.POST.get("practice", "")
    user_id = cast(UUID, request.user.pk)
    with aside():
        enter(practice_id=None, user_id=user_id)
        mine = {str(practice_id) for practice_id, _name in practices_of(user_id)}
    if wanted in mine:
        request.session["practice_id"] = wanted
    else:
        messages.error(request, _("You do not work in this practice."))
    return redirect("/")


@staff_page("settings.read", "GET", "POST")
def place_list(request: SuppleRequest) -> HttpResponse:
    """Where lessons are given; the owner adds a place."""
    actor = request.actor
    posted = request.method == "POST"
    form = PlaceForm(request.POST if posted else None, initial={"timezone": actor.zone})
    if posted:
        actor.require("settings.write")
        if form.is_valid():
            with errors_beside(form):
                try:
                    add_place(actor=actor, data=form.place, key=form.cleaned_data["key"])
                    messages.success(request, _("The place is added."))
                except AlreadyDone:
                    messages.info(request, _("It was added a moment ago."))
                return _on_from(request, "place_list")
    context = {
        "form": form,
        "places": all_places(actor),
        "may_edit": actor.may("settings.write"),
    }
    return page(request, "practice/team/places.html", context, form)


@staff_page("settings.write", "GET", "POST")
def place_edit(request: SuppleRequest, place_id: UUID) -> HttpResponse:
    """Rename a place, say where it is, or give it another zone."""
    place = get_place(request.actor, place_id)
    initial = {name: getattr(place, name) for name in (*TOLD_OF_PLACE, "version")}
    form = PlaceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        with errors_beside(form):
            try:
                edit_place(actor=request.actor, place=place, data=form.place, version=version)
            except Stale as stale:
                stored = cast(Place, stale.current)
                decide_anew(form, stored.version)
                newer = form.stored_in_between(stored)
                context = {"form": form, "place": place, "newer": newer}
                return render(request, PLACE, context, status=HTTPStatus.CONFLICT)
            messages.success(request, _("Saved."))
            return redirect("place_list")
    return page(request, PLACE, {"form": form, "place": place}, form)


@staff_page("settings.write", "POST")
def place_retire(request: SuppleRequest, place_id: UUID) -> HttpResponse:
    """Offer a place no more, or again."""
    place = get_place(request.actor, place_id)
    back = request.POST.get("back") == "1"
    try:
        retire_place(actor=request.actor, place=place, retired=not back)
    except DomainError as error:
        messages.error(request, str(error.message))
    else:
        words = _("%(place)s is offered again.") if back else _("%(place)s is retired.")
        said, undo = words % {"place": place.name}, reverse("place_retire", args=[place.pk])
        say_undoable(request, said, undo, back="" if back else "1")
    return redirect("place_list")

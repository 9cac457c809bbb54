"""Pages of the library."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from practice.core.actor import SuppleRequest
from practice.core.pages import staff_page
from sessions.movements.forms import LibraryFilters
from sessions.movements.queries import (
    aliases_in_words,
    cautions_in_words,
    find_movements,
    get_movement,
    muscle_choices,
    shown,
    targets_in_words,
)


@staff_page("movement.read")
def movement_list(request: SuppleRequest) -> HttpResponse:
    """The library: by name, by place, by what a movement does."""
    form = LibraryFilters(request.GET, muscles=muscle_choices(request.actor))
    wanted = form.wanted()
    movements = find_movements(
        request.actor,
        search=wanted["q"],
        place=wanted["place"],
        phase=wanted["phase"],
        muscle=wanted["muscle"],
    )
    context = {
        "form": form,
        "filters": [form["muscle"], form["place"], form["phase"]],
        "search": wanted["q"],
        "movements": [shown(movement) for movement in movements],
        "narrowed": any(wanted.values()),
    }
    return render(request, "sessions/movements/list.html", context)


@staff_page("movement.read")
def movement_page(request: SuppleRequest, movement_id: UUID) -> HttpResponse:
    """One movement: how it goes, what it reaches, where it comes from."""
    movement = get_movement(request.actor, movement_id)
    context = {
        "movement": movement,
        "shown": shown(movement),
        "aliases": aliases_in_words(movement),
        "cautions": cautions_in_words(movement),
        "targets": targets_in_words(request.actor, movement),
    }
    return render(request, "sessions/movements/page.html", context)

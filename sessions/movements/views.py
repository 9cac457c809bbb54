"""Pages of the library."""

from uuid import UUID

from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import render

from clients.records.models import Client
from clients.records.queries import get_client
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
    client = _for_whom(request, form.client_id)
    found = find_movements(
        request.actor,
        search=wanted["q"],
        place=wanted["place"],
        phase=wanted["phase"],
        muscle=wanted["muscle"],
        position=wanted["position"],
        minutes=int(wanted["minutes"] or 0),
        retired=form.is_of_retired,
        after=request.GET.get("after", ""),
    )
    context = {
        "form": form,
        "filters": [form["muscle"], form["place"], form["phase"], *_goes_along(form, client)],
        "client": client,
        "search": wanted["q"],
        "movements": [shown(movement) for movement in found.movements],
        "next_cursor": found.next_cursor,
        "narrowed": any(wanted.values()),
    }
    return render(request, "sessions/movements/list.html", context)


def _for_whom(request: SuppleRequest, client_id: UUID | None) -> Client | None:
    """The client whose program is added to, for who may write one; Http404 out of reach."""
    if client_id is None or not request.actor.may("program.write"):
        return None
    return get_client(request.actor, client_id, "program.write")


def _goes_along(form: LibraryFilters, client: Client | None) -> list[BoundField]:
    """What stays in the address as the list is narrowed."""
    return [form["client"]] if client else []


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

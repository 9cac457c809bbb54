"""Pages of the library."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.records.models import Client
from clients.records.queries import get_client
from clients.symptoms.models import MuscleGroup
from clients.symptoms.own_pages import Says, retire_page
from practice.core.actor import SuppleRequest
from practice.core.errors import Stale
from practice.core.forms import decide_anew
from practice.core.pages import errors_beside, page, staff_page
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone
from sessions.movements.forms import (
    LibraryFilters,
    MovementForm,
    as_initial,
    rows_of,
    with_another_row,
)
from sessions.movements.media.queries import media_of
from sessions.movements.models import Movement
from sessions.movements.queries import (
    aliases_in_words,
    cautions_in_words,
    find_movements,
    get_movement,
    listed,
    muscle_choices,
    muscles_offered,
    shown,
    targets_in_words,
)
from sessions.movements.services import add_movement, edit_movement, retire_movement

EDIT = "sessions/movements/edit.html"
_SAYS = Says(
    title=gettext_lazy("Library"),
    note="",
    add="",
    add_word="",
    added="",
    saved="",
    renaming="",
    retiring=gettext_lazy(
        "A retired one is offered no more. Programs and notes that have it keep it."
    ),
    retired=gettext_lazy("Retired. It is offered no more."),
    again=gettext_lazy("Offer it again"),
    offered=gettext_lazy("It is offered again."),
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
        "filters": [
            *(form[name] for name in ("muscle", "place", "phase", "position", "minutes")),
            *_goes_along(form, client),
        ],
        "client": client,
        "search": wanted["q"],
        "movements": [listed(movement) for movement in found.movements],
        "narrowed": any(wanted.values()),
        "retired": form.is_of_retired,
        "more_url": _more(request, found.next_cursor),
        "may_write": request.actor.may("movement.write"),
    }
    return render(request, "sessions/movements/list.html", context)


def _for_whom(request: SuppleRequest, client_id: UUID | None) -> Client | None:
    """The client whose program is added to, for who may write one; Http404 out of reach."""
    if client_id is None or not request.actor.may("program.write"):
        return None
    return get_client(request.actor, client_id, "program.write")


def _goes_along(form: LibraryFilters, client: Client | None) -> list[BoundField]:
    """What stays in the address as the list is narrowed."""
    along = [form["client"]] if client else []
    return [*along, form["retired"]] if form.is_of_retired else along


def _more(request: SuppleRequest, cursor: str) -> str:
    """The address of the next page, with all that narrows this one; "" at the end."""
    if not cursor:
        return ""
    asked = request.GET.copy()
    asked["after"] = cursor
    return f"?{asked.urlencode()}"


@staff_page("movement.read")
def movement_page(request: SuppleRequest, movement_id: UUID) -> HttpResponse:
    """One movement: how it goes, what it reaches, where it comes from."""
    movement = get_movement(request.actor, movement_id)
    context = {
        **_told(request, movement),
        "media": media_of(request.actor, [movement.pk]).get(movement.pk, []),
        "may_write": request.actor.may("movement.write"),
        "says": _SAYS,
    }
    return render(request, "sessions/movements/page.html", context)


def _told(request: SuppleRequest, movement: Movement) -> dict[str, Any]:
    """All that is said of a movement, in words."""
    return {
        "movement": movement,
        "shown": shown(movement),
        "aliases": aliases_in_words(movement),
        "cautions": cautions_in_words(movement),
        "targets": targets_in_words(request.actor, movement),
    }


@staff_page("movement.write", "GET", "POST")
def movement_new(request: SuppleRequest) -> HttpResponse:
    """Add a movement of the practice's own; `copy` names one to begin from."""
    actor = request.actor
    wanted = request.POST.get("copied_from") or request.GET.get("copy", "")
    model = get_movement(actor, _id(wanted)) if wanted else None
    muscles = muscles_offered(actor, model)
    if "more" in request.POST:
        return _form(request, with_another_row(request.POST, muscles), model=model)
    if request.method != "POST":
        return _form(request, _begun(muscles, model), model=model)
    form = MovementForm(request.POST, muscles=muscles)
    if form.is_valid():
        with errors_beside(form, form.field_of):
            try:
                made = add_movement(
                    actor=actor,
                    data=form.movement_data(),
                    copied_from=model.pk if model else None,
                    key=form.cleaned_data["key"],
                )
            except AlreadyDone as already:
                there = reverse("movement_list")
                return sent_before(request, "movement_page", already.object_id, otherwise=there)
            messages.success(request, _("Kept. Programs and lessons offer it from now on."))
            return redirect("movement_page", made.pk)
    return _form(request, form, model=model)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404("movement") from None


def _begun(muscles: Sequence[MuscleGroup], model: Movement | None) -> MovementForm:
    """An empty form, or one that says what `model` says, under another name."""
    if model is None:
        return MovementForm(muscles=muscles)
    initial = as_initial(model, muscles)
    initial["name"] = _("%(name)s, our way") % {"name": model.name}
    initial["copied_from"] = model.pk
    return MovementForm(muscles=muscles, rows=rows_of(model), initial=initial)


def _form(
    request: SuppleRequest,
    form: MovementForm,
    *,
    movement: Movement | None = None,
    model: Movement | None = None,
    newer: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {"form": form, "movement": movement, "model": model, "newer": newer}
    if newer:
        return render(request, EDIT, context, status=409)
    return page(request, EDIT, context, form)


@staff_page("movement.write", "GET", "POST")
def movement_edit(request: SuppleRequest, movement_id: UUID) -> HttpResponse:
    """Change one of the practice's own; what came along is copied first."""
    actor, is_sent = request.actor, request.method == "POST"
    movement = get_movement(actor, movement_id, "movement.write", hold=is_sent)
    if not movement.is_own:
        messages.info(request, _("What came along stays as it is. This is a copy to change."))
        return redirect(f"{reverse('movement_new')}?copy={movement.pk}")
    muscles = muscles_offered(actor, movement)
    if "more" in request.POST:
        return _form(request, with_another_row(request.POST, muscles), movement=movement)
    if request.method != "POST":
        initial = as_initial(movement, muscles)
        form = MovementForm(muscles=muscles, rows=rows_of(movement), initial=initial)
        return _form(request, form, movement=movement)
    form = MovementForm(request.POST, muscles=muscles)
    if form.is_valid():
        with errors_beside(form, form.field_of):
            try:
                edit_movement(
                    actor=actor,
                    movement=movement,
                    data=form.movement_data(),
                    version=form.cleaned_data["version"] or 0,
                )
            except Stale:
                decide_anew(form, movement.version)
                return _form(request, form, movement=movement, newer=_told(request, movement))
            messages.success(request, _("Kept."))
            return redirect("movement_page", movement.pk)
    return _form(request, form, movement=movement)


@staff_page("movement.write", "POST")
def movement_retire(request: SuppleRequest, movement_id: UUID) -> HttpResponse:
    """Offer one no more, or again."""
    movement = get_movement(request.actor, movement_id, "movement.write", hold=True)
    return retire_page(request, "movement", movement, retire_movement, _SAYS)

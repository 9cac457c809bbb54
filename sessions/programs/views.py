"""Pages of home programs: build one, look at it, change it, move it along."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clients.records.models import Episode
from clients.records.queries import get_client, refuse_archived
from clients.records.rules import ClientState
from practice.core.actor import SuppleRequest
from practice.core.errors import DomainError, Stale
from practice.core.forms import decide_anew
from practice.core.pages import errors_beside, page, staff_page
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone
from sessions.movements.models import Movement
from sessions.movements.queries import all_movements
from sessions.programs import services
from sessions.programs.forms import ProgramForm, as_initial, with_another_row, with_movement
from sessions.programs.grounds import grounds_of
from sessions.programs.models import HomeProgram
from sessions.programs.queries import (
    get_home_program,
    how_words,
    items_of,
    open_episode_with_client,
    program_to_change,
    release_days,
    revisions_of,
    warnings_for,
    weekday_words,
)
from sessions.programs.rules import HomeProgramState

BUILDER = "sessions/programs/builder.html"


@contextmanager
def errors_in_rows(form: ProgramForm) -> Iterator[None]:
    """Put a domain error beside its row: empty rows in between are not counted by the service."""
    with errors_beside(form):
        try:
            yield
        except DomainError as error:
            error.field = form.field_of(error.field)
            raise


def _context(form: ProgramForm, episode: Episode) -> dict[str, Any]:
    releases = release_days(episode.practice_id, episode.pk)
    context = {"form": form, "client": episode.client, "episode": episode}
    return context | {"released_on": releases[:1]}


@staff_page("program.write", "GET", "POST")
def program_new(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Plan a program for a client's open course of work."""
    actor = request.actor
    episode = open_episode_with_client(actor, client_id)
    if episode is None:
        client = get_client(actor, client_id, "program.write")
        refuse_archived(actor, client)
        return render(request, "sessions/programs/no_episode.html", {"client": client})
    if request.method != "POST":
        refuse_archived(actor, episode.client)
    movements = all_movements(actor)
    if "more" in request.POST:
        form = with_another_row(request.POST, movements)
        return render(request, BUILDER, _context(form, episode))
    added = with_movement({}, 0, request.GET.get("add", ""), movements)
    typed = request.POST if request.method == "POST" else None
    form = ProgramForm(typed, movements=movements, initial=added)
    if request.method == "POST" and form.is_valid():
        with errors_in_rows(form):
            data, key = form.program_data(), form.cleaned_data["key"]
            try:
                made = services.create_program(actor=actor, episode=episode, data=data, key=key)
            except AlreadyDone as already:
                to_client = reverse("client_page", args=[client_id])
                return sent_before(request, "program_page", already.object_id, otherwise=to_client)
            return redirect("program_page", made.pk)
    return page(request, BUILDER, _context(form, episode), form)


@staff_page("program.write")
def program_add(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """Lead to the builder of what a client practises, or of a new program, with a movement in its
    next row. Nothing is stored until that is saved."""
    get_client(request.actor, client_id, "program.write")
    found = program_to_change(request.actor, client_id)
    there = (
        reverse("program_edit", args=[found]) if found else reverse("program_new", args=[client_id])
    )
    wanted = urlencode({"add": request.GET.get("movement", "")})
    return redirect(f"{there}?{wanted}#items")


@staff_page("program.read")
def program_page(request: SuppleRequest, home_program_id: UUID) -> HttpResponse:
    """The program as it stands, and the ways on."""
    actor = request.actor
    home_program = get_home_program(actor, home_program_id)
    items = items_of(actor, home_program)
    revisions = revisions_of(actor, home_program)
    grounds = grounds_of(actor, home_program.client_id, home_program.episode_id)
    state = HomeProgramState(home_program.state)
    archived = home_program.client.state == ClientState.ARCHIVED
    context = {
        "archived": archived,
        "home_program": home_program,
        "client": home_program.client,
        "items": [(item, how_words(item)) for item in items],
        "minutes": sum(item.minutes for item in items),
        "state": state,
        "days": weekday_words(home_program.days),
        "warnings": warnings_for(home_program, items, revisions, grounds.avoided),
        "revisions": revisions,
        "may_write": not archived
        and actor.may("program.write")
        and state is not HomeProgramState.ENDED,
    }
    return render(request, "sessions/programs/page.html", context)


@staff_page("program.write", "GET", "POST")
def program_edit(request: SuppleRequest, home_program_id: UUID) -> HttpResponse:
    """Change what is practised, when, and the words with it."""
    actor, is_sent = request.actor, request.method == "POST"
    home_program = get_home_program(actor, home_program_id, "program.write", hold=is_sent)
    if not is_sent:
        refuse_archived(actor, home_program.client)
    movements = all_movements(actor)
    form = _edit_form(request, home_program, movements)
    if request.method == "POST" and "more" not in request.POST and form.is_valid():
        with errors_in_rows(form):
            try:
                services.edit_program(
                    actor=actor,
                    home_program=home_program,
                    data=form.program_data(),
                    version=form.cleaned_data["version"] or 0,
                )
            except Stale:
                return _both(request, home_program_id, form)
            return redirect("program_page", home_program.pk)
    context = _context(form, home_program.episode)
    return page(request, BUILDER, context | {"home_program": home_program}, form)


def _both(request: SuppleRequest, home_program_id: UUID, form: ProgramForm) -> HttpResponse:
    """Show what is stored beside what was typed; saving once more then decides knowingly."""
    stored = get_home_program(request.actor, home_program_id, "program.write")
    decide_anew(form, stored.version)
    newer = {
        "items": [(item, how_words(item)) for item in items_of(request.actor, stored)],
        "days": weekday_words(stored.days),
    }
    context = _context(form, stored.episode) | {"home_program": stored, "newer": newer}
    return render(request, BUILDER, context, status=409)


def _edit_form(
    request: SuppleRequest, home_program: HomeProgram, movements: Sequence[Movement]
) -> ProgramForm:
    if "more" in request.POST:
        return with_another_row(request.POST, movements)
    if request.method == "POST":
        return ProgramForm(request.POST, movements=movements)
    items = items_of(request.actor, home_program)
    wanted = request.GET.get("add", "")
    initial = with_movement(as_initial(home_program, items), len(items), wanted, movements)
    return ProgramForm(movements=movements, rows=len(items) + 1, initial=initial)


def _move(
    request: SuppleRequest, home_program_id: UUID, service: Callable[..., HomeProgram], done: Any
) -> HttpResponse:
    home_program = get_home_program(request.actor, home_program_id, "program.write", hold=True)
    try:
        service(actor=request.actor, home_program=home_program)
        messages.success(request, done)
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect("program_page", home_program_id)


@staff_page("program.write", "POST")
def program_activate(request: SuppleRequest, home_program_id: UUID) -> HttpResponse:
    """Start it."""
    words = _("Started. The client sees it in the portal from now on.")
    return _move(request, home_program_id, services.activate_program, words)


@staff_page("program.write", "POST")
def program_pause(request: SuppleRequest, home_program_id: UUID) -> HttpResponse:
    """Let it rest."""
    return _move(request, home_program_id, services.pause_program, _("Paused."))


@staff_page("program.write", "POST")
def program_resume(request: SuppleRequest, home_program_id: UUID) -> HttpResponse:
    """Go on after a pause."""
    return _move(request, home_program_id, services.resume_program, _("It goes on."))


@staff_page("program.write", "POST")
def program_end(request: SuppleRequest, home_program_id: UUID) -> HttpResponse:
    """End it for good."""
    return _move(request, home_program_id, services.end_program, _("Ended."))

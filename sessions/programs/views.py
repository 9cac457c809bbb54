"""Pages of home programs: look at one, move it along."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from clients.records.rules import ClientState
from practice.core.actor import SuppleRequest
from practice.core.errors import DomainError
from practice.core.pages import staff_page
from sessions.programs import services
from sessions.programs.cautions import warnings_for
from sessions.programs.changes import told_revisions
from sessions.programs.dosing import how_words
from sessions.programs.grounds import grounds_of
from sessions.programs.models import HomeProgram
from sessions.programs.queries import (
    get_home_program,
    items_of,
    revisions_of,
    weekday_words,
)
from sessions.programs.rules import HomeProgramState
from sessions.programs.templating import template_of


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
        "warnings": warnings_for(home_program, items, revisions, grounds),
        "revisions": told_revisions(revisions),
        "earlier": revisions[-1].number - 1 if revisions else 0,
        "made_from": template_of(actor, home_program),
        "may_keep": actor.may("movement.write"),
        "may_write": not archived
        and actor.may("program.write")
        and state is not HomeProgramState.ENDED,
    }
    return render(request, "sessions/programs/page.html", context)


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

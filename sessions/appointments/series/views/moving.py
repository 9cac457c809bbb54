"""The page on which several of a series are moved: each is looked at, then all go at once."""

import hashlib
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.records.queries import refuse_archived
from practice.core.actor import Actor, SuppleRequest
from practice.core.errors import Stale
from practice.core.pages import errors_beside, staff_page
from practice.core.undo import say_undoable
from sessions.appointments.asking import nearest_of
from sessions.appointments.models import Appointment
from sessions.appointments.queries.choices import choices_of
from sessions.appointments.series.forms import SeriesMoveForm
from sessions.appointments.series.moves import Move, SeriesMoveData
from sessions.appointments.series.moving import (
    MoveHindered,
    look_at_moves,
    move_series,
    nearby_moves,
)
from sessions.appointments.series.queries import from_here
from sessions.appointments.series.rules import Scope
from sessions.appointments.series.views.booking import (
    counted,
    days_sent,
    of_series,
    shown_nearby,
    word_of_hindrance,
)
from sessions.appointments.services.taking import JustTaken
from sessions.appointments.views.booking import asked_where, instead

MOVE = "sessions/appointments/series_move.html"


def mark_of_moves(scope: str, moves: Sequence[Move]) -> str:
    """What was looked at: the form as it was, and the appointments as they stood."""
    told = [
        (one.appointment.pk, one.appointment.version, one.day, one.is_there, one.seen.wanted)
        for one in moves
    ]
    where = [
        (pk, version, day, there, wanted and (wanted.span, wanted.practitioner_id, wanted.place))
        for pk, version, day, there, wanted in told
    ]
    return hashlib.sha256(repr((scope, where)).encode()).hexdigest()[:16]


def _shown(moves: Sequence[Move]) -> dict[str, Any]:
    """Each with where it would go, and how many go."""
    rows = [
        {
            "appointment": one.appointment,
            "day": one.day,
            "words": [word_of_hindrance(why) for why in one.seen.hindered],
            "may": bool(one.seen.hindered) and not one.seen.is_impossible,
            "goes": one.goes,
            "is_there": one.is_there,
        }
        for one in moves
    ]
    stay = sum(not one.goes and not one.is_there for one in moves)
    may = any(row["may"] for row in rows)
    return {"rows": rows, "go": sum(one.goes for one in moves), "stay": stay, "may": may}


@staff_page("appointment.write", "GET", "POST")
def appointment_series_move(request: SuppleRequest, appointment_id: UUID) -> HttpResponse:
    """Move this and the following ones, or all that are to come."""
    actor = request.actor
    found, ahead = of_series(request, appointment_id)
    there = redirect("appointment_page", appointment_id=found.pk)
    if not ahead and request.method != "POST":
        messages.info(request, _("Nothing of a series is to come here."))
        return there
    choices = choices_of(actor)
    zone = choices.zone_of(choices.place(request.POST.get("place", "")), actor)
    form = SeriesMoveForm(
        instead(request.POST, zone) if request.POST else None,
        initial={"scope": Scope.FOLLOWING.value, **asked_where(request, found)},
        choices=choices,
        actor=actor,
        counted=counted(found, ahead),
    )
    context: dict[str, Any] = {"form": form, "appointment": found}
    status = HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            try:
                moved = _look_or_move(request, actor, found, ahead, form, context)
            except MoveHindered as hindered:
                context["seen"] = _shown(hindered.moves)
                context["nearby"] = shown_nearby(hindered.nearby, zone)
                status = HTTPStatus.CONFLICT
                raise
            except JustTaken as taken:
                context["nearby"] = nearest_of(taken)
                status = HTTPStatus.CONFLICT
                raise
            except Stale as stale:
                messages.error(request, str(stale.message))
                return there
            if moved:
                return _moved(request, moved)
    if form.errors and status == HTTPStatus.OK and form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, MOVE, context, status=status)


def _look_or_move(
    request: SuppleRequest,
    actor: Actor,
    found: Appointment,
    ahead: Sequence[Appointment],
    form: SeriesMoveForm,
    context: dict[str, Any],
) -> list[Appointment]:
    """Move what was looked at, or show it."""
    typed = form.cleaned_data
    data = SeriesMoveData(
        day=typed["day"],
        clock=typed["time"],
        practitioner_id=UUID(typed["practitioner"]),
        place=form.where,
    )
    refuse_archived(actor, found.client)
    rows = from_here(found, ahead, Scope(typed["scope"]))
    anyway = days_sent(request, "all_the_same")
    moves = look_at_moves(actor, found, rows, data, anyway)
    context["mark"] = mark_of_moves(typed["scope"], moves)
    if "move" in request.POST and request.POST.get("mark") == context["mark"]:
        return move_series(
            actor=actor,
            appointment_id=found.pk,
            scope=typed["scope"],
            data=data,
            stay=days_sent(request, "stay"),
            anyway=anyway,
            why=typed["why"],
            words=typed["words"],
            version=typed["version"],
        )
    context["seen"] = _shown(moves)
    nearby, zone = nearby_moves(actor, moves, data), form.choices.zone_of(form.where, actor)
    context["nearby"] = shown_nearby(nearby, zone)
    return []


def _moved(request: SuppleRequest, moved: Sequence[Appointment]) -> HttpResponse:
    said = ngettext("Moved once.", "Moved %(n)s times.", len(moved)) % {"n": len(moved)}
    say_undoable(request, said, reverse("appointment_series_undo", args=[moved[0].pk]))
    return redirect("appointment_page", appointment_id=moved[0].pk)

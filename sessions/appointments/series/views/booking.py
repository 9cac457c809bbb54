"""Pages of a series: its days are looked at one by one, then booked; several are given back."""

import hashlib
from collections.abc import Sequence
from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.files.queries import is_uuid
from clients.records.models import Client
from clients.records.queries import client_names, get_client, refuse_archived
from practice.core.actor import Actor, SuppleRequest
from practice.core.errors import DomainError, Stale
from practice.core.pages import errors_beside, page, staff_page
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone
from practice.core.undo import say_undoable
from sessions.appointments.asking import nearest_of
from sessions.appointments.models import Appointment
from sessions.appointments.queries import get_appointment
from sessions.appointments.queries.choices import choices_of
from sessions.appointments.series.forms import SeriesCancelForm, SeriesForm
from sessions.appointments.series.nearby import Nearby
from sessions.appointments.series.queries import (
    Asked,
    Occurrence,
    first_of,
    from_here,
    still_ahead,
)
from sessions.appointments.series.rules import Hindrance, Scope
from sessions.appointments.series.services import (
    SeriesData,
    SeriesHindered,
    asked_of,
    book_series,
    cancel_series,
    looked_at,
)
from sessions.appointments.series.undoing import undo_together
from sessions.appointments.services.taking import BROKEN_WORDS, JustTaken, in_words
from sessions.appointments.views.booking import (
    asked_before,
    asked_for_whom,
    calendar_at,
    instead,
    zone_sent,
)

NEW, CANCEL = "sessions/appointments/series_new.html", "sessions/appointments/series_cancel.html"


def word_of_hindrance(one: Any) -> str:
    """What is in the way of a day, as people say it."""
    if one in BROKEN_WORDS:
        return str(BROKEN_WORDS[one])
    return {
        Hindrance.SKIPPED: _("There is no such time on this day: the clocks go forward."),
        Hindrance.PASSED: _("This day has passed."),
        Hindrance.TAKEN: _("This time is taken."),
    }[one]


def _shown(seen: Sequence[Occurrence], anyway: Sequence[date]) -> dict[str, Any]:
    """Each day with what is in its way, and how many of them are free."""
    days = [
        {
            "day": one.day,
            "words": [word_of_hindrance(why) for why in one.hindered],
            "may": bool(one.hindered) and not one.is_impossible,
            "is_wanted": one.day in anyway,
        }
        for one in seen
    ]
    free = sum(not one.hindered for one in seen)
    return {"days": days, "free": free, "hindered": len(seen) - free, "all": len(seen)}


def shown_nearby(nearby: Sequence[Nearby], zone: str) -> list[dict[str, str]]:
    """Buttons of other starts; of how many days they are free, where they are not of all."""
    found = []
    for one in nearby:
        word = in_words(one.starts_at, zone)
        if one.free < one.all:
            word = _("%(time)s (%(n)s of %(all)s)") % {"time": word, "n": one.free, "all": one.all}
        found.append({"name": "instead", "value": one.starts_at.isoformat(), "word": word})
    return found


def mark_of(asked: Sequence[Asked]) -> str:
    """What was looked at: whoever changes the form afterwards looks again before it is booked."""
    told = [(one.day, one.wanted.span.starts_at if one.wanted else None) for one in asked]
    first = next((one.wanted for one in asked if one.wanted), None)
    where = (first.client_id, first.practitioner_id, first.place, first.span) if first else None
    return hashlib.sha256(repr((told, where)).encode()).hexdigest()[:16]


def days_sent(request: SuppleRequest, name: str) -> list[date]:
    """The days that were ticked, or left out."""
    found = []
    for typed in request.POST.getlist(name)[:60]:
        try:
            day = parse_date(typed)
        except ValueError:
            day = None
        if day is not None:
            found.append(day)
    return found


@staff_page("appointment.write", "GET", "POST")
def appointment_series_new(request: SuppleRequest) -> HttpResponse:
    """Ask for days, look at each, leave out what cannot be, and book the others at once."""
    actor = request.actor
    choices = choices_of(actor)
    search, named, people = asked_for_whom(request, actor)
    known = {str(one["id"]): one["name"] for one in people}
    if is_uuid(named):
        known = {str(pk): name for pk, name in client_names(actor, [UUID(named)]).items()}
    sent = request.POST
    form = SeriesForm(
        instead(sent, zone_sent(sent, choices, actor)) if sent else None,
        initial=asked_before(request, actor, choices, people),
        choices=choices,
        clients=list(known.items()),
        actor=actor,
    )
    context: dict[str, Any] = {"form": form, "search": search, "people": people, "named": named}
    status = HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            try:
                made = _look_or_book(request, actor, form, context)
            except AlreadyDone as done:
                return _sent_before(request, actor, done.object_id)
            except SeriesHindered as hindered:
                context["seen"] = _shown(hindered.seen, days_sent(request, "all_the_same"))
                context["nearby"] = shown_nearby(
                    hindered.nearby, choices.zone_of(form.where, actor)
                )
                status = HTTPStatus.CONFLICT
                raise
            except JustTaken as taken:
                context["nearby"] = nearest_of(taken)
                status = HTTPStatus.CONFLICT
                raise
            if made:
                return _booked(request, made)
    if form.errors and status == HTTPStatus.OK:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else status
    return render(request, NEW, context, status=status)


def _look_or_book(
    request: SuppleRequest, actor: Actor, form: SeriesForm, context: dict[str, Any]
) -> list[Appointment]:
    """Book what was looked at, or show it."""
    client = get_client(actor, UUID(form.cleaned_data["client"]), "appointment.write")
    data = _data(form)
    asked = asked_of(actor, client, data)
    context["mark"] = mark_of(asked)
    anyway = days_sent(request, "all_the_same")
    if "book" in request.POST and request.POST.get("mark") == context["mark"]:
        leave_out = set(days_sent(request, "leave_out")) - set(anyway)
        key = form.cleaned_data["key"]
        return book_series(
            actor=actor, client=client, data=data, leave_out=leave_out, anyway=anyway, key=key
        )
    seen, nearby = looked_at(actor, asked, data)
    context["seen"] = _shown(seen, anyway)
    context["nearby"] = shown_nearby(nearby, form.choices.zone_of(form.where, actor))
    return []


def _data(form: SeriesForm) -> SeriesData:
    typed = form.cleaned_data
    service = form.choices.service(typed["service"])
    assert service is not None  # noqa: S101 - a choice of the form
    return SeriesData(
        service=service,
        practitioner_id=UUID(typed["practitioner"]),
        place=form.where,
        first=typed["day"],
        clock=typed["time"],
        minutes=typed["minutes"],
        every_weeks=typed["every_weeks"],
        times=typed["times"],
        until=typed["until"],
    )


def _sent_before(request: SuppleRequest, actor: Actor, series_id: UUID | None) -> HttpResponse:
    first = first_of(actor, series_id) if series_id else None
    there = first.pk if first else None
    return sent_before(request, "appointment_page", there, otherwise=reverse("calendar"))


def _booked(request: SuppleRequest, made: Sequence[Appointment]) -> HttpResponse:
    client: Client = made[0].client
    said = ngettext("Booked once: %(name)s.", "Booked %(n)s times: %(name)s.", len(made)) % {
        "n": len(made),
        "name": client.full_name,
    }
    say_undoable(request, said, reverse("appointment_series_undo", args=[made[0].pk]))
    return redirect(calendar_at(made[0]))


def counted(found: Appointment, ahead: Sequence[Appointment]) -> list[tuple[Scope, str]]:
    """How many each choice reaches, of those that are to come."""
    following = len(from_here(found, ahead, Scope.FOLLOWING))
    return [
        (Scope.FOLLOWING, _("This one and those after it (%(n)s)") % {"n": following}),
        (Scope.ALL, _("All that are to come (%(n)s)") % {"n": len(ahead)}),
    ]


def of_series(
    request: SuppleRequest, appointment_id: UUID
) -> tuple[Appointment, Sequence[Appointment]]:
    """The appointment whose page leads here, and what of its series is to come."""
    found = get_appointment(request.actor, appointment_id, "appointment.write")
    if request.method != "POST":
        refuse_archived(request.actor, found.client)
    return found, still_ahead(request.actor, found, Scope.ALL) if found.series_id else []


@staff_page("appointment.write", "GET", "POST")
def appointment_series_cancel(request: SuppleRequest, appointment_id: UUID) -> HttpResponse:
    """Give back this and the following ones, or all that are to come."""
    actor = request.actor
    found, ahead = of_series(request, appointment_id)
    there = redirect("appointment_page", appointment_id=found.pk)
    if not ahead and request.method != "POST":
        messages.info(request, _("Nothing of a series is to come here."))
        return there
    form = SeriesCancelForm(
        request.POST or None, initial={"version": found.version}, counted=counted(found, ahead)
    )
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            try:
                gone = cancel_series(actor=actor, appointment_id=found.pk, **form.cleaned_data)
            except Stale as stale:
                messages.error(request, str(stale.message))
            else:
                said = _("Cancelled: %(n)s. Their times are free again.") % {"n": len(gone)}
                undo = reverse("appointment_series_undo", args=[gone[0].pk])
                say_undoable(request, said, undo)
            return there
    return page(request, CANCEL, {"form": form, "appointment": found, "ahead": ahead}, form)


@staff_page("appointment.write", "POST")
def appointment_series_undo(request: SuppleRequest, appointment_id: UUID) -> HttpResponse:
    """Take back what one did with several a moment ago."""
    try:
        done = undo_together(actor=request.actor, appointment_id=appointment_id)
    except DomainError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("Taken back: %(n)s.") % {"n": done})
    return redirect("appointment_page", appointment_id=appointment_id)

"""Booking and moving by the practice."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from clients.files.queries import is_uuid
from clients.records.models import Client
from clients.records.queries import lead_on, refuse_archived
from practice.core.actor import Actor, SuppleRequest
from practice.core.clock import now
from practice.core.pages import staff_page
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone
from practice.core.undo import say_undoable
from sessions.appointments.asking import Asked, ask, start_asked
from sessions.appointments.forms import BookingForm, MoveForm
from sessions.appointments.models import Appointment
from sessions.appointments.queries import get_appointment
from sessions.appointments.queries.choices import Choices, choices_of, clients_to_choose
from sessions.appointments.queries.free import wants_spacing
from sessions.appointments.queries.spacing import (
    choices_and_client,
    choices_and_spacing,
    spacing_of,
)
from sessions.appointments.rules import Spacing
from sessions.appointments.services import BookingData, book_appointment, move_appointment
from sessions.appointments.services.moving import MoveData
from sessions.appointments.services.taking import in_words

JUST_BOOKED = "booked"  # what the calendar is asked to say: it was booked a moment ago
NEW, MOVE = "sessions/appointments/new.html", "sessions/appointments/move.html"


def calendar_at(appointment: Appointment) -> str:
    """The day of the calendar on which it stands."""
    return f"{reverse('calendar')}?{urlencode({'day': appointment.local_date.isoformat()})}"


def instead(data: QueryDict, zone: str) -> QueryDict:
    """What was sent, with one of the times that were offered instead, if it was pressed."""
    start = start_asked(data.get("instead", ""))
    if start is None:
        return data
    local = start.astimezone(ZoneInfo(zone))
    changed = data.copy()
    changed["day"], changed["time"] = local.date().isoformat(), f"{local:%H:%M}"
    return changed


def zone_sent(data: QueryDict, choices: Choices, actor: Actor) -> str:
    """By whose clock the form meant it: online by the practice's, whatever place was left
    standing."""
    service = choices.service(data.get("service", ""))
    is_online = service is not None and service.is_online
    place = None if is_online else choices.place(data.get("place", ""))
    return choices.zone_of(place, actor)


def asked_for_whom(request: HttpRequest, actor: Actor) -> tuple[str, str, list[dict[str, Any]]]:
    """What is searched, who is named, and whom to choose from where nobody is."""
    search = request.GET.get("q", "")[:200]
    named = request.POST.get("client") or request.GET.get("client", "")
    is_open = request.method != "POST" and not named
    return search, named, clients_to_choose(actor, search) if is_open else []


def asked_before(
    request: HttpRequest, actor: Actor, choices: Choices, people: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """What the address of a free slot says already; without a client, who was looked at last."""
    looked = next((one for one in people if one["looked"]), None)
    asked = request.GET
    at = now().astimezone(ZoneInfo(actor.zone))
    only_place = choices.places[0].pk if choices.places else ""
    where = asked.get("place", only_place)
    lessons = [one for one in choices.services if one.kind == "lesson"]
    first = next((one for one in lessons if one.is_online is not bool(where)), None)
    return {
        "client": asked.get("client") or (looked["id"] if looked else ""),
        "practitioner": asked.get("with") or actor.membership_id,
        "place": where,
        "service": asked.get("service") or (first.pk if first else ""),
        "day": asked.get("day", at.date().isoformat()),
        "time": asked.get("time", ""),
    }


def _chosen(
    actor: Actor, named: str, *, is_sent: bool
) -> tuple[Choices, Client | None, Spacing | None]:
    """What can be chosen, and who is named; of them also when they should come, until they are
    booked."""
    if not is_uuid(named):
        return choices_of(actor), None, None
    if is_sent:
        return *choices_and_client(actor, UUID(named)), None
    choices, about = choices_and_spacing(actor, UUID(named))
    return choices, *(about or (None, None))


@staff_page("appointment.write", "GET", "POST")
def appointment_new(request: SuppleRequest) -> HttpResponse:
    """Book somebody: the slot that was pressed stands in the form already."""
    actor = request.actor
    search, named, people = asked_for_whom(request, actor)
    known = {str(one["id"]): one["name"] for one in people}
    sent = request.POST
    choices, client, spacing = _chosen(actor, named, is_sent=bool(sent))
    if named:
        known = {named: client.full_name} if client else {}
    data = instead(sent, zone_sent(sent, choices, actor)) if sent else None
    form = BookingForm(
        data,
        initial=asked_before(request, actor, choices, people) if data is None else None,
        choices=choices,
        clients=list(known.items()),
        actor=actor,
    )
    asked: Asked[Appointment] = Asked()
    if request.method == "POST" and form.is_valid() and client:
        booked_for, anyway = client, "anyway" in request.POST
        try:
            asked = ask(form, lambda: _book(actor, booked_for, form, anyway=anyway))
        except AlreadyDone as done:
            return sent_before(
                request, "appointment_page", done.object_id, otherwise=reverse("calendar")
            )
        if asked.made is not None:
            told = urlencode({JUST_BOOKED: str(asked.made.pk)})
            return redirect(f"{calendar_at(asked.made)}&{told}")
    if sent and client:  # it was refused: what the form says is read too
        about = spacing_of(actor, client.pk)
        spacing = about[1] if about else None
    context = {"form": form, "search": search, "people": people, "asked": asked, "named": named}
    context["tells"] = actor.may("note.read")
    context["spacing"] = spacing
    context["looked"] = next((one for one in people if one["looked"]), None)
    return _page(request, NEW, context, form, asked)


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], form: Any, asked: Asked[Any]
) -> HttpResponse:
    wrong = form.is_bound and form.errors
    return render(request, template, context, status=asked.status or (422 if wrong else 200))


def _book(actor: Actor, client: Client, form: BookingForm, *, anyway: bool) -> Appointment:
    typed = form.cleaned_data
    lead_on(client)
    service = form.choices.service(typed["service"])
    assert service is not None  # noqa: S101 - a choice of the form
    data = BookingData(
        service=service,
        practitioner_id=UUID(typed["practitioner"]),
        place=form.where,
        starts_at=form.starts_at,
        minutes=typed["minutes"],
    )
    return book_appointment(actor=actor, client=client, data=data, anyway=anyway, key=typed["key"])


def say_booked(request: SuppleRequest, made: Appointment) -> None:
    """Say on this page what was booked, with the way back, and whether other days are suggested
    after a lesson."""
    said = _("Booked: %(name)s, %(time)s.") % {
        "name": made.client.full_name,
        "time": in_words(made.starts_at, made.zone),
    }
    say_undoable(request, said, reverse("appointment_undo", args=[made.pk]))
    about = (
        spacing_of(request.actor, made.client.pk, made.pk) if wants_spacing(made.service) else None
    )
    if about and about[1].side(made.local_date):
        words = _(
            "This is outside the %(least)s to %(most)s days that are suggested after a lesson."
        )
        days = {"least": about[1].least, "most": about[1].most}
        messages.warning(request, words % days)


def asked_where(request: HttpRequest, found: Appointment) -> dict[str, Any]:
    """Where it stands, or where the address says it is to go: it was drawn there."""
    asked = request.GET
    return {
        "version": found.version,
        "practitioner": asked.get("with") or found.practitioner_id,
        "place": asked.get("place", found.place_id or ""),
        "day": asked.get("day") or found.local_date,
        "time": asked.get("time") or found.local_time,
    }


@staff_page("appointment.write", "GET", "POST")
def appointment_move(request: SuppleRequest, appointment_id: UUID) -> HttpResponse:
    """Move it to another time, person or place."""
    actor = request.actor
    found = get_appointment(actor, appointment_id, "appointment.write")
    if request.method != "POST":
        refuse_archived(actor, found.client)
    choices = choices_of(actor)
    place = choices.place(request.POST.get("place", ""))
    data = instead(request.POST, choices.zone_of(place, actor)) if request.POST else None
    form = MoveForm(data, initial=asked_where(request, found), choices=choices, actor=actor)
    asked: Asked[Any] = Asked()
    if request.method == "POST" and form.is_valid():
        asked = ask(form, lambda: _move(actor, found, form, anyway="anyway" in request.POST))
        if asked.is_done:
            return _moved(request, actor, found.pk, was_moved=asked.made is not None)
    context = {"form": form, "appointment": found, "asked": asked}
    context["several"] = f"?{request.GET.urlencode()}" if request.GET else ""
    return _page(request, MOVE, context, form, asked)


def _move(actor: Actor, found: Appointment, form: MoveForm, *, anyway: bool) -> Any:
    typed = form.cleaned_data
    data = MoveData(
        starts_at=form.starts_at,
        practitioner_id=UUID(typed["practitioner"]),
        place=form.where,
    )
    return move_appointment(
        actor=actor,
        appointment_id=found.pk,
        data=data,
        why=typed["why"],
        words=typed["words"],
        anyway=anyway,
        version=typed["version"],
    )


def _moved(request: HttpRequest, actor: Actor, pk: UUID, *, was_moved: bool) -> HttpResponse:
    if was_moved:
        now_at = get_appointment(actor, pk)
        said = _("Moved to %(time)s.") % {"time": in_words(now_at.starts_at, now_at.zone)}
        say_undoable(request, said, reverse("appointment_undo", args=[pk]))
    return redirect("appointment_page", appointment_id=pk)

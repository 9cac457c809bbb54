"""The client's own pages of booked time: what is to come, and booking it alone."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clients.mail_wishes.stopping import ended_by_link
from clients.records.queries import get_client, read_only, refuse_archived
from practice.core.actor import Actor, SuppleRequest
from practice.core.clock import now, today_in
from practice.core.errors import DomainError, Stale
from practice.core.models import Place
from practice.core.pages import errors_beside, page, portal_page
from practice.core.queries import get_practice
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone
from practice.core.undo import say_undoable
from sessions.appointments import services
from sessions.appointments.asking import Asked, ask, day_asked, take_back
from sessions.appointments.beside import beside_own
from sessions.appointments.forms import AnotherStartForm, CancelForm, ComingForm, StartForm
from sessions.appointments.forms.starting import seal_of
from sessions.appointments.models import Appointment
from sessions.appointments.queries import get_appointment
from sessions.appointments.queries.choices import Choices
from sessions.appointments.queries.own import (
    Offered,
    offered_to,
    own_appointments,
    own_choices,
    same_place,
)
from sessions.appointments.reminding import NO_REMINDERS
from sessions.appointments.rules import MAY, AppointmentState, Verb, is_late
from sessions.appointments.services.booking import policy_of, price_words
from sessions.appointments.services.holding import refuse_booked
from sessions.appointments.services.moving import MoveData
from sessions.appointments.services.taking import in_words
from sessions.appointments.services.telling import stop_reminders

OWN = (Verb.CONFIRM, Verb.MOVE, Verb.CANCEL)


@portal_page("appointment.read")
def portal_appointments(request: SuppleRequest) -> HttpResponse:
    """What is to come, and what has been."""
    to_come, been = own_appointments(request.actor)
    at = now()
    context = {
        "to_come": [(one, {verb.value for verb in OWN if _may(one, verb, at)}) for one in to_come],
        "been": been,
        "may_write": not request.actor.is_archived,
        "zone": request.actor.zone,
        **beside_own(request.actor),
    }
    return render(request, "sessions/appointments/portal_list.html", context)


def _may(one: Appointment, verb: Verb, at: datetime) -> bool:
    if AppointmentState(one.state) not in MAY[verb] or one.starts_at <= at:
        return False
    late = is_late(one.starts_at, at, one.policy["cancellation_hours"])
    return verb is not Verb.MOVE or not (late or one.group_class_id)


def _sent_form[F: StartForm](request: HttpRequest, kind: type[F], version: int | None = None) -> F:
    if request.method != "POST":
        return kind(initial={"version": version})
    data = request.POST.copy()
    if "instead" in data:  # one of the times nearby was pressed, at the same place
        where = data.get("start", "").partition("|")[2]
        data["start"] = f"{data['instead']}|{where}"
    return kind(data)


def _place(choices: Choices, form: StartForm) -> Place | None:
    if form.place_id is None:
        return None
    found = choices.place(str(form.place_id))
    if found is None:
        raise DomainError(_("Choose one of the times that are shown."), field="start")
    return found


def _first(request: HttpRequest, actor: Actor) -> date:
    today = today_in(actor.zone)
    return max(day_asked(request.GET.get("from", ""), today), today)


def _still_offered(request: SuppleRequest, choices: Choices, form: StartForm) -> None:
    """Book nothing else, and with nobody else, than was chosen; AlreadyDone if it was, before."""
    chosen, people = request.GET, {str(one.pk) for one in choices.people}
    service, whose = chosen.get("service", ""), chosen.get("with", "")
    if (service and choices.service(service) is None) or (whose and whose not in people):
        refuse_booked(request.actor, form.cleaned_data["key"])
        raise DomainError(_("What you chose is not offered any more. Look at what is, and choose."))


@portal_page("appointment.write", "GET", "POST")
def portal_appointment_new(request: SuppleRequest) -> HttpResponse:
    """Choose what and with whom, then a time; the policy stands above the button."""
    actor, asked_for = request.actor, request.GET
    if request.method != "POST" and actor.is_archived:
        raise read_only(actor, cast(UUID, actor.client_id))
    choices = own_choices(actor)
    kinds = choices.services
    usual = next((one for one in kinds if one.kind == "lesson"), next(iter(kinds), None))
    service = choices.service(asked_for.get("service", "")) or usual
    whom = {str(one.pk): one for one in choices.people}
    mine = whom.get(str(choices.mine), next(iter(choices.people), None))
    member = whom.get(asked_for.get("with", ""), mine)
    form = _sent_form(request, StartForm)
    asked: Asked[Appointment] = Asked()
    if request.method == "POST" and form.is_valid() and service and member:

        def book() -> Appointment:
            _still_offered(request, choices, form)
            client = get_client(actor, cast(UUID, actor.client_id), "appointment.write")
            data = services.BookingData(
                service=service,
                practitioner_id=member.pk,
                place=_place(choices, form),
                starts_at=form.starts_at,
                was_offered=form.was_shown(actor, service.pk, member.pk),
            )
            key = form.cleaned_data["key"]
            return services.book_appointment(actor=actor, client=client, data=data, key=key)

        try:
            asked = ask(form, book)
        except AlreadyDone:
            there = reverse("portal_appointments")
            return sent_before(request, "portal_appointments", None, otherwise=there)
        if asked.made is not None:
            return _said(request, asked.made, _("Booked: %(time)s."))
    offered = offered_to(actor, choices, service, member, _first(request, actor))
    return _choosing(request, form, asked, offered)


def _choosing(
    request: HttpRequest,
    form: StartForm,
    asked: Asked[Any],
    offered: Offered,
    moved: Appointment | None = None,
) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    policy: Mapping[str, Any] = {"words": "", "price": None}
    if moved:
        policy = moved.policy
    elif offered.service:
        policy = policy_of(offered.service, get_practice(actor))
    context = {
        "form": form,
        "asked": asked,
        "offered": offered,
        "is_open": offered.is_folded(form["start"].value()),
        "moved": moved,
        "policy": policy["words"],
        "price": price_words(policy, actor.locale),
        "own_zone": actor.zone,
        "seal": seal_of(actor, offered, form, asked.nearby),
    }
    wrong = form.is_bound and form.errors
    status = asked.status or (422 if wrong else 200)
    return render(request, "sessions/appointments/portal_choose.html", context, status=status)


def _said(request: HttpRequest, made: Appointment, words: str) -> HttpResponse:
    said = words % {"time": in_words(made.starts_at, made.zone)}
    say_undoable(request, said, reverse("portal_appointment_undo", args=[made.pk]))
    return redirect("portal_appointments")


@portal_page("appointment.write", "GET", "POST")
def portal_appointment_move(request: SuppleRequest, appointment_id: UUID) -> HttpResponse:
    """Another time with the same person."""
    actor = request.actor
    found = get_appointment(actor, appointment_id, "appointment.write")
    if request.method != "POST":
        refuse_archived(actor, found.client)
        if not _may(found, Verb.MOVE, now()):
            messages.error(request, _("It cannot be moved here any more. Ask the practice."))
            return redirect("portal_appointments")
    choices = same_place(found)
    form = _sent_form(request, AnotherStartForm, found.version)
    asked: Asked[Any] = Asked()
    if request.method == "POST" and form.is_valid():

        def move() -> Any:
            data = MoveData(
                starts_at=form.starts_at,
                practitioner_id=found.practitioner_id,
                place=_place(choices, form),
                was_offered=form.was_shown(actor, found.service_id, found.practitioner_id),
            )
            told = {name: form.cleaned_data[name] for name in ("why", "words", "version")}
            return services.move_appointment(
                actor=actor, appointment_id=found.pk, data=data, **told
            )

        asked = ask(form, move)
        if asked.is_done:
            moved = get_appointment(actor, found.pk)
            return _said(request, moved, _("Moved to %(time)s."))
    member = next((one for one in choices.people if one.pk == found.practitioner_id), None)
    first = _first(request, actor)
    offered = offered_to(actor, choices, found.service, member, first, but=found.pk)
    return _choosing(request, form, asked, offered, moved=found)


@portal_page("appointment.write", "GET", "POST")
def portal_appointment_cancel(request: SuppleRequest, appointment_id: UUID) -> HttpResponse:
    """Give it back, with why; whether that is late is said before."""
    actor = request.actor
    found = get_appointment(actor, appointment_id, "appointment.write")
    if request.method != "POST":
        refuse_archived(actor, found.client)
    form = CancelForm(request.POST or None, initial={"version": found.version}, in_portal=True)
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            try:
                services.cancel(actor=actor, appointment_id=found.pk, **form.cleaned_data)
            except Stale as stale:
                messages.error(request, str(stale.message))
                return redirect("portal_appointments")
            return _said(request, found, _("Cancelled: %(time)s."))
    late = is_late(found.starts_at, now(), found.policy["cancellation_hours"])
    context = {"form": form, "appointment": found, "late": late}
    return page(request, "sessions/appointments/portal_cancel.html", context, form)


@portal_page("appointment.write", "POST")
def portal_appointment_confirm(request: SuppleRequest, appointment_id: UUID) -> HttpResponse:
    """Say that one comes."""
    form = ComingForm(request.POST)
    if not form.is_valid():
        get_appointment(request.actor, appointment_id, "appointment.write")
        messages.error(request, _("Press one of what stands there."))
        return redirect("portal_appointments")
    version = form.cleaned_data["version"]
    try:
        coming = services.confirm(
            actor=request.actor, appointment_id=appointment_id, version=version
        )
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect("portal_appointments")
    return _said(request, coming, _("You come: %(time)s."))


@portal_page("appointment.write", "POST")
def portal_appointment_undo(request: SuppleRequest, appointment_id: UUID) -> HttpResponse:
    """Take back what one did a moment ago."""
    take_back(request, appointment_id)
    return redirect("portal_appointments")


# RFC 8058: a mail program posts without cookies; the signed token alone says who asks.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def appointment_reminders_off_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a page; POST ends these reminders at once, and again is as good as once."""
    template = "sessions/appointments/reminders_off.html"
    return ended_by_link(
        request, token, purpose=NO_REMINDERS, template=template, stop=stop_reminders
    )

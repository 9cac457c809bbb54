"""The practice's pages of classes: planned, and one with its list."""

from dataclasses import replace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.files.queries import is_uuid
from clients.records.queries import client_names, get_client, lead_on
from practice.core.actor import Actor, SuppleRequest
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.pages import errors_beside, page, staff_page
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone
from practice.core.undo import say_undoable
from sessions.appointments.asking import Asked, ask
from sessions.appointments.classes.changing import cancel_class, change_class, finish_class
from sessions.appointments.classes.forms import (
    ClassCancelForm,
    ClassChangeForm,
    ClassForm,
    JoinForm,
    PlaceStepForm,
)
from sessions.appointments.classes.queries import (
    class_services,
    get_class,
    list_of,
    may_take_back,
    steps_of,
    unsaid_of,
)
from sessions.appointments.classes.services import join_class, may_plan_for, plan_class
from sessions.appointments.classes.undoing import undo_class
from sessions.appointments.models import Appointment, GroupClass
from sessions.appointments.queries.choices import Choices, choices_of
from sessions.appointments.rules import AHEAD, LIVE, MAY, UNSAID, AppointmentState, Verb
from sessions.appointments.services import undo as undo_step
from sessions.appointments.services.taking import in_words
from sessions.appointments.views.booking import asked_for_whom, calendar_at, instead
from sessions.appointments.views.one import VERBS, may_now, presses, said_of

ROOT = "sessions/appointments/classes/"


def _choices(actor: Actor) -> Choices:
    found = choices_of(actor)
    people = [one for one in found.people if may_plan_for(actor, one.pk)]
    return replace(found, services=class_services(actor), people=people)


def _usual(request: HttpRequest, actor: Actor, choices: Choices) -> dict[str, Any]:
    asked, at = request.GET, now().astimezone(ZoneInfo(actor.zone))
    first = choices.services[0] if choices.services else None
    return {
        "service": first.pk if first else "",
        "places": first.places if first else "",
        "practitioner": asked.get("with") or actor.membership_id,
        "place": asked.get("place") or (choices.places[0].pk if choices.places else ""),
        "day": asked.get("day", at.date().isoformat()),
        "time": asked.get("time", ""),
    }


def _answer(
    request: HttpRequest, template: str, context: dict[str, Any], form: Any, asked: Asked[Any]
) -> HttpResponse:
    wrong = form.is_bound and form.errors
    status = asked.status or (422 if wrong else 200)
    return render(request, ROOT + template, context, status=status)


@staff_page("appointment.write", "GET", "POST")
def class_new(request: SuppleRequest) -> HttpResponse:
    """Plan a class, once or weekly."""
    actor = request.actor
    choices = _choices(actor)
    place = choices.place(request.POST.get("place", ""))
    data = instead(request.POST, choices.zone_of(place, actor)) if request.POST else None
    form = ClassForm(data, initial=_usual(request, actor, choices), choices=choices, actor=actor)
    asked: Asked[list[Appointment]] = Asked()
    if request.method == "POST" and form.is_valid():
        key, anyway = form.cleaned_data["key"], "anyway" in request.POST
        try:
            asked = ask(
                form, lambda: plan_class(actor=actor, data=form.asked, anyway=anyway, key=key)
            )
        except AlreadyDone as done:
            there = reverse("calendar")
            return sent_before(request, "class_page", done.object_id, otherwise=there)
        if asked.made:
            first = asked.made[0]
            said = ngettext("Planned: %(time)s.", "Planned %(n)s times: %(time)s.", len(asked.made))
            words = said % {"n": len(asked.made), "time": in_words(first.starts_at, first.zone)}
            say_undoable(request, words, reverse("class_undo", args=[first.pk]))
            return redirect("class_page", first.pk)
    return _answer(request, "new.html", {"form": form, "asked": asked}, form, asked)


def _line(found: GroupClass, one: Appointment) -> dict[str, Any]:
    """Somebody on the list, and what can be pressed beside their name: that it is over is said of
    the class, for all who came; who was missed may have come, where it is as they had it."""
    state, is_over = AppointmentState(one.state), found.state == AppointmentState.DONE
    may = presses(one, is_over=is_over)
    if not is_over:
        may = [press for press in may if press["value"] != Verb.FINISH]
    if state not in LIVE and (found.state not in LIVE or found.starts_at != one.starts_at):
        may = []
    return {
        "one": one,
        "presses": may,
        "may_cancel": state in MAY[Verb.CANCEL],
        "may_say_why": may_now(one, Verb.SAY_WHY),
    }


def _unsaid(own: int, others: int) -> str:
    """Of how many nobody has said whether they came: of the reader's own, and of others."""
    if not own:
        words = ngettext(
            "Of %(n)s person whom you do not look after it is still to be said whether they came.",
            "Of %(n)s people whom you do not look after it is still to be said whether they came.",
            others,
        )
        return words % {"n": others} if others else ""
    words = ngettext(
        "Of %(n)s person it is still to be said whether they came.",
        "Of %(n)s people it is still to be said whether they came.",
        own,
    )
    also = ngettext(
        "And of %(n)s person whom you do not look after.",
        "And of %(n)s people whom you do not look after.",
        others,
    )
    return " ".join([words % {"n": own}, *([also % {"n": others}] if others else [])])


@staff_page("appointment.read")
def class_page(request: SuppleRequest, class_id: UUID) -> HttpResponse:
    """When it is, who comes, and what can be done now; on paper its list."""
    actor = request.actor
    found = get_class(actor, class_id)
    people, trail = list_of(actor, class_id), steps_of(actor, class_id)
    live = [one for one in people if one.state in LIVE]
    others = max((found.taken or 0) - len(live), 0)
    is_ahead, is_over = found.state in AHEAD, found.state == AppointmentState.DONE
    unsaid = sum(one.state in UNSAID for one in live)
    of_others = max(unsaid_of(actor, class_id) - unsaid, 0) if is_over and others else 0
    context = {
        "found": found,
        "comes": [_line(found, one) for one in live],
        "off": [_line(found, one) for one in people if one.state not in LIVE],
        "unsaid": _unsaid(unsaid, of_others) if is_over else "",
        "others": others,
        "trail": trail,
        "may_write": (may := actor.may("appointment.write")),
        "may_change": may and is_ahead,
        "may_add": may and is_ahead and found.free_places > 0,
        "may_finish": may and is_ahead and found.starts_at <= now(),
        "may_undo": may and may_take_back(actor, trail),
        "may_read": actor.may("story.read"),
        "back": calendar_at(found),
    }
    return render(request, ROOT + "class.html", context)


@staff_page("appointment.write", "GET", "POST")
def class_join(request: SuppleRequest, class_id: UUID) -> HttpResponse:
    """Put somebody on the list."""
    actor = request.actor
    found = get_class(actor, class_id, "appointment.write")
    search, named, people = asked_for_whom(request, actor)
    known = {str(one["id"]): one["name"] for one in people}
    if is_uuid(named):
        known = {str(pk): name for pk, name in client_names(actor, [UUID(named)]).items()}
    form = JoinForm(request.POST or None, initial={"client": named}, clients=list(known.items()))
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            client = get_client(actor, UUID(form.cleaned_data["client"]), "appointment.write")
            lead_on(client)
            try:
                made = join_class(
                    actor=actor, class_id=class_id, client=client, key=form.cleaned_data["key"]
                )
            except AlreadyDone:
                there = reverse("class_page", args=[class_id])
                return sent_before(request, "class_page", None, otherwise=there)
            words = _("%(name)s has a place.") % {"name": client.full_name}
            say_undoable(request, words, reverse("class_step", args=[class_id]), undo=str(made.pk))
            return redirect("class_page", class_id)
    context = {"form": form, "found": found, "search": search, "people": people, "named": named}
    return page(request, ROOT + "join.html", context, form)


@staff_page("appointment.write", "POST")
def class_step(request: SuppleRequest, class_id: UUID) -> HttpResponse:
    """A press beside a name: confirmed, here, did not come; or that the class is over."""
    actor = request.actor
    get_class(actor, class_id, "appointment.write")
    form, there = PlaceStepForm(request.POST), redirect("class_page", class_id)
    undo = request.POST.get("undo", "")
    try:
        if "over" in request.POST:
            finish_class(actor=actor, class_id=class_id)
            words = _("The class is over: whoever came has had theirs.")
            say_undoable(request, words, reverse("class_undo", args=[class_id]))
        elif is_uuid(undo):
            undo_step(actor=actor, appointment_id=UUID(undo))
            messages.success(request, _("Taken back."))
        elif form.is_valid():
            typed = form.cleaned_data
            pk, verb = typed["appointment"], Verb(typed["verb"])
            stepped = VERBS[verb](actor=actor, appointment_id=pk, version=typed["version"])
            way = reverse("class_step", args=[class_id])
            say_undoable(request, said_of(stepped), way, undo=str(pk))
        else:
            messages.error(request, _("Press one of what stands there."))
    except DomainError as error:
        messages.error(request, str(error.message))
    return there


@staff_page("appointment.write", "GET", "POST")
def class_change(request: SuppleRequest, class_id: UUID) -> HttpResponse:
    """Another time, person, place, or number of places: everybody on the list is told."""
    actor = request.actor
    found = get_class(actor, class_id, "appointment.write")
    choices = _choices(actor)
    initial = {
        "version": found.version,
        "practitioner": found.practitioner_id,
        "place": found.place_id or "",
        "day": found.local_date,
        "time": found.local_time,
        "places": found.places,
    }
    place = choices.place(request.POST.get("place", ""))
    data = instead(request.POST, choices.zone_of(place, actor)) if request.POST else None
    form = ClassChangeForm(data, initial=initial, choices=choices, actor=actor)
    asked: Asked[bool] = Asked()
    if request.method == "POST" and form.is_valid():
        version, anyway = form.cleaned_data["version"], "anyway" in request.POST
        asked = ask(
            form,
            lambda: change_class(
                actor=actor, class_id=class_id, data=form.asked, anyway=anyway, version=version
            ),
        )
        if asked.is_done:
            if asked.made:
                say_undoable(request, _("Moved."), reverse("class_undo", args=[class_id]))
            else:
                messages.success(request, _("Kept."))
            return redirect("class_page", class_id)
    context = {"form": form, "found": found, "asked": asked}
    return _answer(request, "change.html", context, form, asked)


@staff_page("appointment.write", "GET", "POST")
def class_cancel(request: SuppleRequest, class_id: UUID) -> HttpResponse:
    """Cancel it for everybody; they are told once it can be taken back no more."""
    actor = request.actor
    found = get_class(actor, class_id, "appointment.write")
    form = ClassCancelForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            told = cancel_class(actor=actor, class_id=class_id, **form.cleaned_data)
            words = ngettext(
                "Cancelled, for %(n)s person too. They are told in three minutes.",
                "Cancelled, for %(n)s people too. They are told in three minutes.",
                told,
            )
            say_undoable(request, words % {"n": told}, reverse("class_undo", args=[class_id]))
            return redirect("class_page", class_id)
    return page(request, ROOT + "cancel.html", {"form": form, "found": found}, form)


@staff_page("appointment.write", "POST")
def class_undo(request: SuppleRequest, class_id: UUID) -> HttpResponse:
    """Take back what one did with the class a moment ago."""
    get_class(request.actor, class_id, "appointment.write")
    try:
        done = undo_class(actor=request.actor, class_id=class_id)
    except DomainError as error:
        messages.error(request, str(error.message))
    else:
        words = _("Taken back: %(n)s.") % {"n": done} if done > 1 else _("Taken back.")
        messages.success(request, words)
    return redirect("class_page", class_id)

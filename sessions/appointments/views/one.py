"""The page of one appointment: what it is, what became of it, and what can be done now."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.records.queries import refuse_archived
from clients.records.rules import ClientState
from practice.core.actor import SuppleRequest
from practice.core.clock import now, today_in
from practice.core.errors import DomainError, Stale
from practice.core.pages import errors_beside, page, staff_page
from practice.core.undo import say_undoable
from sessions.appointments import services
from sessions.appointments.asking import take_back
from sessions.appointments.classes.places import is_of_a_class_over
from sessions.appointments.forms import CancelForm, MissedForm, PutRightForm, StepForm
from sessions.appointments.models import Appointment, AppointmentChange
from sessions.appointments.queries import get_appointment, may_take_back, trail_of
from sessions.appointments.rules import (
    LIVE,
    MAY,
    NOT_WITH_A_NOTE,
    AppointmentState,
    Verb,
    is_late,
    is_time_for,
)
from sessions.appointments.services.booking import price_words
from sessions.appointments.views.booking import calendar_at

VERBS: dict[Verb, Callable[..., Appointment]] = {
    Verb.CONFIRM: services.confirm,
    Verb.ARRIVE: services.arrive,
    Verb.FINISH: services.finish,
    Verb.NO_SHOW: services.mark_no_show,
}
WORDS = {
    Verb.ARRIVE: gettext_lazy("They are here"),
    Verb.CONFIRM: gettext_lazy("They have confirmed"),
    Verb.FINISH: gettext_lazy("The lesson is done"),
    Verb.NO_SHOW: gettext_lazy("Nobody came"),
}
OVER = dict.fromkeys((Verb.ARRIVE, Verb.FINISH), gettext_lazy("They came"))
SAID = {
    AppointmentState.ARRIVED: gettext_lazy("They are here."),
    AppointmentState.CONFIRMED: gettext_lazy("Confirmed."),
    AppointmentState.DONE: gettext_lazy("Done."),
    AppointmentState.NO_SHOW: gettext_lazy("Kept: nobody came."),
}


def said_of(stepped: Appointment) -> str:
    """What is answered to a press, by where it led: in a class that is over, who came is done."""
    return str(SAID[AppointmentState(stepped.state)])


def may_now(found: Appointment, verb: Verb) -> bool:
    """Whether a page offers this now, of an appointment as it stands."""
    if found.session_id is not None and verb in NOT_WITH_A_NOTE:
        return False
    state = AppointmentState(found.state)
    return state in MAY[verb] and is_time_for(verb, found.starts_at, found.zone, now())


def presses(found: Appointment, *, is_over: bool = False) -> list[dict[str, Any]]:
    """What can be pressed of it now; where its class `is_over`, whether they came."""
    may = [verb for verb in WORDS if may_now(found, verb)]
    if is_over:
        came = Verb.ARRIVE if Verb.ARRIVE in may else Verb.FINISH
        may = [verb for verb in may if verb in {came, Verb.NO_SHOW}]
    words = WORDS | OVER if is_over else WORDS
    return [{"value": verb.value, "word": words[verb]} for verb in may]


def _last(trail: list[AppointmentChange]) -> AppointmentChange | None:
    return next((step for step in reversed(trail) if step.undone_at is None), None)


@staff_page("appointment.read")
def appointment_page(request: SuppleRequest, appointment_id: UUID) -> HttpResponse:
    """What it is, its trail, and what can be done with it now."""
    actor = request.actor
    found = get_appointment(actor, appointment_id)
    trail = trail_of(actor, appointment_id)
    last = _last(trail)
    is_open = AppointmentState(found.state) in MAY[Verb.MOVE]
    may = actor.may("appointment.write") and found.client.state != ClientState.ARCHIVED
    is_over = is_of_a_class_over(actor, found)
    context = {
        "appointment": found,
        "trail": trail,
        "price": price_words(found.policy, actor.locale),
        "presses": presses(found, is_over=is_over) if may else [],
        "may_change": may and is_open,
        "may_say_why": may and may_now(found, Verb.SAY_WHY),
        "may_put_right": may and may_now(found, Verb.PUT_RIGHT),
        "may_begin": may
        and found.state in set(LIVE)
        and found.session_id is None
        and found.local_date <= today_in(found.zone)
        and actor.may("note.write"),
        "may_undo": (can := may and may_take_back(actor, last)),
        "may_undo_all": can
        and found.series_id is not None
        and last is not None
        and last.together is not None,
        "may_read": actor.may("story.read"),
        "back": calendar_at(found),
    }
    return render(request, "sessions/appointments/appointment.html", context)


@staff_page("appointment.write", "POST")
def appointment_step(request: SuppleRequest, appointment_id: UUID) -> HttpResponse:
    """Confirmed, here, done, or nobody came."""
    form = StepForm(request.POST)
    there = redirect("appointment_page", appointment_id=appointment_id)
    if not form.is_valid():
        get_appointment(request.actor, appointment_id, "appointment.write")
        messages.error(request, _("Press one of what stands there."))
        return there
    verb = Verb(form.cleaned_data["verb"])
    try:
        stepped = VERBS[verb](
            actor=request.actor,
            appointment_id=appointment_id,
            version=form.cleaned_data["version"],
        )
    except DomainError as error:
        messages.error(request, str(error.message))
    else:
        undo = reverse("appointment_undo", args=[appointment_id])
        say_undoable(request, said_of(stepped), undo)
    return there


def _done(
    request: SuppleRequest, found: Appointment, form: Form, step: Callable[..., Any], words: str
) -> HttpResponse | None:
    """The answer to a step that was sent with its reason; None where the form is shown."""
    if request.method != "POST":
        refuse_archived(request.actor, found.client)
    elif form.is_valid():
        with errors_beside(form):
            try:
                step(actor=request.actor, appointment_id=found.pk, **form.cleaned_data)
            except Stale as stale:
                messages.error(request, str(stale.message))
            else:
                undo = reverse("appointment_undo", args=[found.pk])
                say_undoable(request, words, undo)
            return redirect("appointment_page", appointment_id=found.pk)
    return None


@staff_page("appointment.write", "GET", "POST")
def appointment_cancel(request: SuppleRequest, appointment_id: UUID) -> HttpResponse:
    """Cancel it, with a reason; it says before whether that is late."""
    actor = request.actor
    found = get_appointment(actor, appointment_id, "appointment.write")
    form = CancelForm(request.POST or None, initial={"version": found.version})
    if done := _done(
        request, found, form, services.cancel, _("Cancelled. The time is free again.")
    ):
        return done
    late = is_late(found.starts_at, now(), found.policy["cancellation_hours"])
    context = {"form": form, "appointment": found, "late": late}
    return page(request, "sessions/appointments/cancel.html", context, form)


@staff_page("appointment.write", "GET", "POST")
def appointment_put_right(request: SuppleRequest, appointment_id: UUID) -> HttpResponse:
    """What was pressed by mistake is put right, with a reason."""
    actor = request.actor
    found = get_appointment(actor, appointment_id, "appointment.write")
    form = PutRightForm(request.POST or None, initial={"version": found.version})
    if done := _done(
        request, found, form, services.put_right, _("Put right. Nobody is mailed of it.")
    ):
        return done
    context = {"form": form, "appointment": found, "may": may_now(found, Verb.PUT_RIGHT)}
    return page(request, "sessions/appointments/put_right.html", context, form)


@staff_page("appointment.write", "GET", "POST")
def appointment_why(request: SuppleRequest, appointment_id: UUID) -> HttpResponse:
    """Say of somebody who was missed why they did not come."""
    actor = request.actor
    found = get_appointment(actor, appointment_id, "appointment.write")
    form = MissedForm(request.POST or None, initial={"version": found.version})
    if done := _done(request, found, form, services.say_why, _("Kept.")):
        return done
    context = {"form": form, "appointment": found, "may": may_now(found, Verb.SAY_WHY)}
    return page(request, "sessions/appointments/why.html", context, form)


@staff_page("appointment.write", "POST")
def appointment_undo(request: SuppleRequest, appointment_id: UUID) -> HttpResponse:
    """Take back what one did a moment ago."""
    take_back(request, appointment_id)
    return redirect("appointment_page", appointment_id=appointment_id)

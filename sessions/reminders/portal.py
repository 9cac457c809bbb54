"""The client's page of reminders: they own them."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients.mail_wishes.forms import WishesForm
from clients.mail_wishes.queries import wishes_of
from practice.core.actor import SuppleRequest
from practice.core.clock import today_in
from practice.core.errors import DomainError, ReadOnly, Stale
from practice.core.forms import decide_anew
from practice.core.pages import errors_beside, page, portal_page
from sessions.practice_logs.ending import end_links, last_ended
from sessions.programs.queries import weekday_words
from sessions.reminders.forms import ReminderForm, initial_of
from sessions.reminders.models import ReminderPlan
from sessions.reminders.queries import get_plan, plans_of, steps_of
from sessions.reminders.services import (
    answer_question,
    change_reminders,
    change_stage,
    change_wishes,
    send_test,
)
from sessions.reminders.telling import told_plan

PAGE = "sessions/reminders/portal.html"


@portal_page("reminder.write", "GET", "POST")
def portal_reminders(request: SuppleRequest) -> HttpResponse:
    """Show every plan that runs; a POST changes the one it names.

    Days and times that changed in between are shown beside what was typed.
    """
    actor = request.actor
    client_id = cast(UUID, actor.client_id)
    if "end_links" in request.POST:
        end_links(actor=actor, client_id=client_id)
        messages.success(request, _("Ended. Sign in and open your practice, and it goes on."))
        return redirect("portal_reminders")
    for name, act in (("test", _try), ("verb", _step), ("answer", _answer)):
        if name in request.POST:
            return _acted(request, act)
    plans = plans_of(actor, client_id)
    named = request.POST.get("plan", "")
    asked = []
    newer: ReminderPlan | None = None
    for plan in plans:
        mine = request.method == "POST" and named == str(plan.pk)
        data = request.POST if mine else None
        form = ReminderForm(data, initial=initial_of(plan), auto_id=f"id_{plan.pk.hex}_%s")
        if mine and form.is_valid():
            with errors_beside(form):
                try:
                    change_reminders(actor=actor, plan=plan, **form.wanted())
                except Stale:
                    newer = get_plan(actor, plan.pk)
                    decide_anew(form, newer.home_program.version)
                else:
                    messages.success(request, _("Your reminders are as you want them."))
                    return redirect("portal_reminders")
        pause = plan.pause_on(today_in(plan.client.timezone))
        asked.append((plan, form, pause))
    forms, steps = [form for _plan, form, _pause in asked], steps_of(actor, [p.pk for p in plans])
    shown = [(told_plan(plan, steps), form, pause) for plan, form, pause in asked]
    context: dict[str, Any] = {"shown": shown, "zone": actor.zone}
    context["links_ended"] = last_ended(actor, client_id)
    if newer is not None:
        days = weekday_words(newer.home_program.days)
        return render(request, PAGE, context | {"newer": newer, "days": days}, status=409)
    return page(request, PAGE, context, *forms)


def _acted(request: SuppleRequest, act: Callable[[SuppleRequest, UUID], str]) -> HttpResponse:
    """One of the buttons beside a plan's form: it does what it says, or says why not."""
    try:
        plan_id = UUID(request.POST.get("plan", ""))
    except ValueError as error:
        raise Http404("plan") from error
    try:
        messages.success(request, act(request, plan_id))
    except ReadOnly:
        raise
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect("portal_reminders")


def _try(request: SuppleRequest, plan_id: UUID) -> str:
    to = send_test(actor=request.actor, plan_id=plan_id)
    return _("A test is on its way to %(to)s.") % {"to": to}


def _step(request: SuppleRequest, plan_id: UUID) -> str:
    change_stage(actor=request.actor, plan_id=plan_id, verb=request.POST["verb"])
    return _("Kept. From now on it is as you want it.")


def _answer(request: SuppleRequest, plan_id: UUID) -> str:
    goes_on = request.POST["answer"] == "yes"
    stands = answer_question(actor=request.actor, plan_id=plan_id, goes_on=goes_on)
    if stands != goes_on:
        on, off = _("Answered before: reminders are on."), _("Answered before: reminders are off.")
        return f"{on if stands else off} {_('You can change that here.')}"
    return _("They go on.") if stands else _("They stay away. Turn them on whenever you like.")


@portal_page("mail_wish.write", "GET", "POST")
def portal_mails(request: SuppleRequest) -> HttpResponse:
    """Which mails they want, since when, and who wrote it down."""
    actor = request.actor
    client_id = cast(UUID, actor.client_id)
    form = WishesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            change_wishes(actor=actor, client_id=client_id, wanted=form.wanted())
            messages.success(request, _("Kept. From now on it is as you want it."))
            return redirect("portal_mails")
    wishes = wishes_of(actor, client_id)
    form.show(wishes)
    context = {"wishes": wishes, "form": form}
    return page(request, "sessions/reminders/portal_mails.html", context, form)

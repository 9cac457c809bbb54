"""One's other calendars, in the settings."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from practice.core.actor import SuppleRequest
from practice.core.errors import DomainError
from practice.core.pages import errors_beside, page, staff_page
from practice.core.rules import Role
from practice.core.services import AlreadyDone
from sessions.busy_times.forms import CalendarForm, ChangeForm
from sessions.busy_times.queries import get_calendar, listed
from sessions.busy_times.rules import MOST_CALENDARS
from sessions.busy_times.services import add_calendar, ask_now, change_calendar, remove_calendar

HERE = "busy_calendar_list"


@staff_page("hours.read", "GET", "POST")
def busy_calendar_list(request: SuppleRequest) -> HttpResponse:
    """What is read, how that went, and a form for one more."""
    form = CalendarForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        request.actor.require("hours.write")
        if form.is_valid():
            try:
                with errors_beside(form):
                    add_calendar(actor=request.actor, **form.cleaned_data)
                    messages.success(request, _("Added. It is read within a minute."))
                    return redirect(HERE)
            except AlreadyDone:
                return redirect(HERE)
    calendars = listed(request.actor)
    context = {
        "form": form,
        "calendars": calendars,
        "is_full": len(calendars) >= MOST_CALENDARS,
        "gives_lessons": request.actor.role is not Role.ASSISTANT,
    }
    return page(request, "sessions/busy_times/list.html", context, form)


@staff_page("hours.write", "GET", "POST")
def busy_calendar_edit(request: SuppleRequest, busy_calendar_id: UUID) -> HttpResponse:
    """Name it anew, or give another address."""
    calendar = get_calendar(request.actor, busy_calendar_id)
    typed = request.POST if request.method == "POST" else None
    form = ChangeForm(typed, initial={"name": calendar.name})
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("name", "address")}
        with errors_beside(form):
            change_calendar(actor=request.actor, calendar=calendar, **told)
            messages.success(request, _("Kept."))
            return redirect(HERE)
    context = {"form": form, "one": calendar}
    return page(request, "sessions/busy_times/edit.html", context, form)


@staff_page("hours.write", "POST")
def busy_calendar_remove(request: SuppleRequest, busy_calendar_id: UUID) -> HttpResponse:
    """Forget it and what it said."""
    calendar = get_calendar(request.actor, busy_calendar_id)
    remove_calendar(actor=request.actor, calendar=calendar)
    messages.success(request, _("Removed. Its busy times hold no more."))
    return redirect(HERE)


@staff_page("hours.write", "POST")
def busy_calendar_read(request: SuppleRequest, busy_calendar_id: UUID) -> HttpResponse:
    """Have it read now."""
    calendar = get_calendar(request.actor, busy_calendar_id)
    try:
        ask_now(actor=request.actor, calendar=calendar)
    except DomainError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("It is read within a minute."))
    return redirect(HERE)

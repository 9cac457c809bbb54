"""The calendar of the practice: a day, or a week."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from clients.files.queries import is_uuid
from practice.core.actor import SuppleRequest
from practice.core.clock import today_in
from practice.core.pages import staff_page
from sessions.appointments.asking import day_asked
from sessions.appointments.queries.calendar import calendar_of, week_of

WEEK = "week"


@staff_page("appointment.read")
def calendar_page(request: SuppleRequest) -> HttpResponse:
    """Who comes when, with whom: a day by its people, or a week."""
    actor, asked = request.actor, request.GET
    day = day_asked(asked.get("day", ""), today_in(actor.zone))
    view = WEEK if asked.get("view") == WEEK else "day"
    whose = asked.get("with", "")
    found = calendar_of(
        actor,
        week_of(day) if view == WEEK else [day],
        whose=UUID(whose) if is_uuid(whose) else None,
    )
    context = {
        "calendar": found,
        "day": day,
        "view": view,
        "whose": whose,
        "may_write": actor.may("appointment.write"),
    }
    return render(request, "sessions/appointments/calendar.html", context)

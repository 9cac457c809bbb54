"""The calendar of the practice: a day, a week, or a month."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from clients.files.queries import is_uuid
from practice.core.actor import SuppleRequest
from practice.core.clock import today_in
from practice.core.pages import staff_page
from sessions.appointments.asking import day_asked
from sessions.appointments.queries.booked import was_just_booked
from sessions.appointments.queries.calendar import Calendar, calendar_of, week_of
from sessions.appointments.queries.month import Month, month_of
from sessions.appointments.queries.spacing import spacing_of
from sessions.appointments.views.booking import JUST_BOOKED, say_booked

WEEK, MONTH = "week", "month"


@staff_page("appointment.read")
def calendar_page(request: SuppleRequest) -> HttpResponse:
    """Who comes when, with whom: a day by its people, a week, or how full a month is."""
    actor, asked = request.actor, request.GET
    day = day_asked(asked.get("day", ""), today_in(actor.zone))
    view = asked.get("view", "")
    view = view if view in {WEEK, MONTH} else "day"
    whose = asked.get("with", "")
    may_write = actor.may("appointment.write")
    one = UUID(whose) if is_uuid(whose) else None
    if view == MONTH:
        found: Calendar | Month = month_of(actor, day, whose=one)
    else:
        days = week_of(day) if view == WEEK else [day]
        found = calendar_of(actor, days, whose=one, free=may_write)
        made = found.appointment(asked.get(JUST_BOOKED, ""))
        if made is not None and may_write and was_just_booked(actor, made):
            say_booked(request, made)
    named = asked.get("client", "")
    about = spacing_of(actor, UUID(named)) if is_uuid(named) and may_write else None
    kept = {"with": whose, "client": named if about else ""}
    context = {
        "calendar": found,
        "day": day,
        "view": view,
        "whose": whose,
        "client": kept["client"],
        "client_name": about[0].full_name if about else "",
        "spacing": about[1] if about else None,
        "side": about[1].side(day) if about else 0,
        "kept": "".join(f"&{urlencode({name: value})}" for name, value in kept.items() if value),
        "may_write": may_write,
        "may_begin": actor.may("note.write"),
    }
    return render(request, "sessions/appointments/calendar.html", context)

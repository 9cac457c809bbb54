"""Hours: the week by person and place, days of their own, time off, public holidays."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from practice.core.actor import Actor, NotAllowed, SuppleRequest
from practice.core.clock import today_in
from practice.core.errors import Stale
from practice.core.models import Membership, Place
from practice.core.pages import errors_beside, page, staff_page
from practice.core.repeats import sent_before
from practice.core.services import AlreadyDone
from sessions.hours.closing import holiday_setting
from sessions.hours.forms import DayForm, HolidayForm, OnlineRoomForm, TimeOffForm, WeekForm
from sessions.hours.public_holidays import (
    countries_by_name,
    country_of,
    holidays_between,
    is_known,
    known_regions,
)
from sessions.hours.services import (
    keep_holidays,
    keep_online_room,
    keep_week,
    open_day,
    remove_day,
    remove_time_off,
    take_time_off,
)
from sessions.hours.whose import (
    coming_days,
    coming_time_off,
    get_day_hours,
    get_time_off,
    may_change,
    standing_week,
    where_they_work,
    who_works,
)

HOURS = "sessions/hours/hours.html"
AHEAD = timedelta(days=365)


class Chosen:
    """Whose hours are looked at, and where: as the address says, else one's own, at the first
    place."""

    def __init__(self, request: SuppleRequest) -> None:
        self.actor = request.actor
        self.team: Sequence[Membership] = who_works(self.actor)
        self.places: Sequence[Place] = where_they_work(self.actor)
        self.is_gone = False  # the place that the address names is not in use
        self.who = self._who(request.GET.get("who", ""))
        self.where = self._where(request.GET.get("where"))

    def _who(self, said: str) -> Membership | None:
        by_id = {str(member.pk): member for member in self.team}
        if said:
            return by_id.get(said)
        return by_id.get(str(self.actor.membership_id)) or next(iter(self.team), None)

    def _where(self, said: str | None) -> Place | None:
        if said is None:
            return next(iter(self.places), None)
        if said in {"", "online"}:
            return None
        found = next((place for place in self.places if str(place.pk) == said), None)
        self.is_gone = found is None
        return found or next(iter(self.places), None)

    @property
    def may(self) -> bool:
        """Whether the actor may change these hours."""
        return self.who is not None and may_change(self.actor, self.who.pk)

    def require(self) -> Membership:
        """Who it is, if the actor may change their hours; NotAllowed otherwise."""
        if self.who is None or not self.may:
            raise NotAllowed("hours.write")
        return self.who

    def address(self, who: Membership | None = None, where: Any = ...) -> str:
        """The same page for another person, or another place."""
        who = who or self.who
        place = self.where if where is ... else where
        said = {"who": str(who.pk) if who else "", "where": str(place.pk) if place else "online"}
        return f"{reverse('hours_page')}?{urlencode(said)}"

    def people_tabs(self) -> list[dict[str, Any]]:
        """A tab for each person."""
        return [
            {"name": one.name, "url": self.address(one), "current": one == self.who}
            for one in self.team
        ]

    def place_tabs(self) -> list[dict[str, Any]]:
        """A tab for each place, and for online."""
        there = [(place.name, place) for place in self.places]
        return [
            {"name": name, "url": self.address(where=place), "current": place == self.where}
            for name, place in [*there, (_("Online"), None)]
        ]


def _show(
    request: SuppleRequest,
    chosen: Chosen,
    week: WeekForm | None = None,
    day: DayForm | None = None,
    off: TimeOffForm | None = None,
    room: OnlineRoomForm | None = None,
) -> HttpResponse:
    actor = chosen.actor
    context: dict[str, Any] = {"chosen": chosen, "may_edit": chosen.may}
    context["zone"] = chosen.where.timezone if chosen.where else actor.zone
    if chosen.who is not None:
        today, who = today_in(actor.zone), chosen.who.pk
        where = chosen.where.pk if chosen.where else None
        week = week or WeekForm(rows=standing_week(actor, who, where))
        day = day or DayForm(places=chosen.places, initial={"place": where or ""})
        off = off or TimeOffForm()
        if chosen.where is None:
            said = chosen.who.online_room
            room = room or OnlineRoomForm(initial={"address": said, "was": said})
        context |= {"week": week, "day": day, "off": off, "room": room}
        context |= {
            "days": coming_days(actor, who, today),
            "times_off": coming_time_off(actor, who, today),
        }
    forms = [form for form in (week, day, off, room) if form is not None]
    return page(request, HOURS, context, *forms)


@staff_page("hours.read", "GET", "POST")
def hours_page(request: SuppleRequest) -> HttpResponse:
    """Somebody's week at a place; whoever may changes it."""
    chosen = Chosen(request)
    if request.method != "POST":
        return _show(request, chosen)
    actor, who = chosen.actor, chosen.require()
    if chosen.is_gone:
        messages.error(request, _("This place is not in use any more. Nothing was kept."))
        return redirect(chosen.address())
    where = chosen.where.pk if chosen.where else None
    form = WeekForm(request.POST, rows=standing_week(actor, who.pk, where))
    if form.is_valid():
        with errors_beside(form):
            keep_week(
                actor=actor,
                practitioner_id=who.pk,
                place_id=where,
                rows=form.rows(),
                mark=form.cleaned_data["mark"],
            )
            messages.success(request, _("Saved. What is booked already stays as it is."))
            return redirect(chosen.address())
    return _show(request, chosen, week=form)


@staff_page("hours.write", "POST")
def online_room(request: SuppleRequest) -> HttpResponse:
    """Say under which address somebody is met online."""
    chosen = Chosen(request)
    who = chosen.require()
    form = OnlineRoomForm(request.POST.copy())
    if form.is_valid():
        with errors_beside(form):
            try:
                keep_online_room(actor=chosen.actor, practitioner_id=who.pk, **form.cleaned_data)
            except Stale as stale:
                form.data["was"] = stale.current  # type: ignore[index]
                raise
            messages.success(request, _("Saved. Clients with an appointment online find it there."))
            return redirect(chosen.address(where=None))
    chosen.where = None
    return _show(request, chosen, room=form)


@staff_page("hours.write", "POST")
def day_hours_new(request: SuppleRequest) -> HttpResponse:
    """Give one day hours of its own, or close it."""
    chosen = Chosen(request)
    who = chosen.require()
    form = DayForm(request.POST, places=chosen.places)
    if form.is_valid():
        with errors_beside(form):
            open_day(actor=chosen.actor, practitioner_id=who.pk, data=form.day)
            messages.success(request, _("Kept. It stands in place of the week’s hours there."))
            return redirect(chosen.address())
    return _show(request, chosen, day=form)


@staff_page("hours.write", "POST")
def day_hours_remove(request: SuppleRequest, day_hours_id: UUID) -> HttpResponse:
    """Let the week hold on that day again."""
    row = get_day_hours(request.actor, day_hours_id)
    remove_day(actor=request.actor, day_hours=row)
    messages.success(request, _("Removed. The week’s hours hold on that day again."))
    return redirect(f"{reverse('hours_page')}?who={row.practitioner_id}")


@staff_page("hours.write", "POST")
def time_off_new(request: SuppleRequest) -> HttpResponse:
    """Take somebody out of the calendar for a while."""
    chosen = Chosen(request)
    who = chosen.require()
    form = TimeOffForm(request.POST)
    if form.is_valid():
        key = form.cleaned_data["key"]
        with errors_beside(form):
            try:
                take_time_off(
                    actor=chosen.actor, practitioner_id=who.pk, data=form.time_off, key=key
                )
            except AlreadyDone:
                return sent_before(request, "hours_page", None, otherwise=chosen.address())
            messages.success(request, _("Kept. Nothing new can be booked then."))
            return redirect(chosen.address())
    return _show(request, chosen, off=form)


@staff_page("hours.write", "POST")
def time_off_remove(request: SuppleRequest, time_off_id: UUID) -> HttpResponse:
    """Work after all."""
    row = get_time_off(request.actor, time_off_id)
    remove_time_off(actor=request.actor, time_off=row)
    messages.success(request, _("Removed. It can be booked again."))
    return redirect(f"{reverse('hours_page')}?who={row.practitioner_id}")


def _country(actor: Actor, said: str) -> str:
    return said or country_of(actor.zone)


@staff_page("hours.read", "GET", "POST")
def holiday_page(request: SuppleRequest) -> HttpResponse:
    """Public holidays: closed or not, of which country, and which come next."""
    actor = request.actor
    setting = holiday_setting(actor)
    initial: dict[str, Any] = {"is_closed": False, "country": "", "region": ""}
    if setting is not None:
        initial = {name: getattr(setting, name) for name in initial}
    posted = request.method == "POST"
    country = _country(actor, request.POST.get("country", "") if posted else initial["country"])
    regions = known_regions().get(country, [])
    form = HolidayForm(
        request.POST if posted else None,
        initial=initial,
        countries=countries_by_name(),
        regions=regions,
    )
    if posted:
        actor.require("service.write")
        if form.is_valid():
            with errors_beside(form):
                keep_holidays(actor=actor, zone=actor.zone, **form.cleaned_data)
                messages.success(request, _("Saved."))
                return redirect("holiday_page")
    today = today_in(actor.zone)
    context = {
        "form": form,
        "may_edit": actor.may("service.write"),
        "setting": setting,
        "country": countries_by_name().get(country, country),
        "is_known": is_known(country),
        "coming": holidays_between(country, str(initial["region"]), today, today + AHEAD),
    }
    return page(request, "sessions/hours/holidays.html", context, form)

"""The practice's pages of the radar: who stands where, one client, its rules, what it was worth."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from clients.records.queries import get_client
from practice.core.actor import SuppleRequest
from practice.core.errors import DomainError
from practice.core.pages import errors_beside, page, staff_page
from sessions.progress.radar.calibrating import calibration_of
from sessions.progress.radar.drawn import Day, drawn, stretches
from sessions.progress.radar.forms import RadarSettingsForm
from sessions.progress.radar.queries import (
    COUNTED,
    JUDGED,
    SERIES,
    WARNINGS,
    counted,
    in_force,
    last_run,
    listed,
    newest_of,
    series_of,
)
from sessions.progress.radar.rules import DEFAULTS, FEWEST, FOLLOWED, LIMITS, Level, Signal
from sessions.progress.radar.services import back_to_defaults, change_settings, look_again
from sessions.progress.radar.wording import KINDS, level_words, told_verdict

WHOSE = ("", "mine")


@staff_page("radar.read")
def radar(request: SuppleRequest) -> HttpResponse:
    """Who stands where, act first, each with reasons and one next step; who is unknown apart."""
    actor, asked = request.actor, request.GET
    level = asked.get("level", "") if asked.get("level", "") in Level else ""
    mine = asked.get("whose") == "mine"
    numbers = counted(actor, mine=mine)
    found = listed(actor, [level] if level else WARNINGS, mine=mine, after=asked.get("after", ""))
    apart = not level and not asked.get("after")
    unknown = listed(actor, [Level.UNKNOWN.value], mine=mine) if apart else None
    kept = {"whose": "mine"} if mine else {}
    context = {
        "verdicts": [told_verdict(shot) for shot in found.shots],
        "unknown": [told_verdict(shot) for shot in unknown.shots] if unknown else [],
        "unknown_goes_on": bool(unknown and unknown.goes_on),
        "next_url": _next({"level": level} | kept, found.goes_on),
        "levels": _level_tabs(numbers, level, kept),
        "whose": _whose_tabs(level, mine=mine),
        "level": level_words(level),
        "kept": urlencode(kept),
        "run": last_run(actor),
        "nobody": not sum(numbers.values()),
    }
    return page(request, "sessions/radar/radar.html", context)


def _next(kept: dict[str, str], goes_on: str) -> str:
    return (
        f"?{urlencode({k: v for k, v in kept.items() if v} | {'after': goes_on})}"
        if goes_on
        else ""
    )


def _level_tabs(numbers: dict[str, int], level: str, kept: dict[str, str]) -> list[dict[str, Any]]:
    every = [("", _("Warnings"), _figure([numbers.get(one, 0) for one in WARNINGS]))]
    every += [(one.value, _(one.label), _figure([numbers.get(one.value, 0)])) for one in Level]
    return [
        {
            "name": name,
            "count": number,
            "current": one == level,
            "url": f"?{urlencode(({'level': one} if one else {}) | kept)}",
        }
        for one, name, number in every
    ]


def _figure(numbers: Sequence[int]) -> str:
    """A sum of counts that stop somewhere: 1,000+ where one of them did."""
    words = number_format(sum(min(one, COUNTED) for one in numbers), force_grouping=True)
    return f"{words}+" if max(numbers) > COUNTED else words


def _whose_tabs(level: str, *, mine: bool) -> list[dict[str, Any]]:
    kept = {"level": level} if level else {}
    return [
        {"name": _("Whole practice"), "url": f"?{urlencode(kept)}", "current": not mine},
        {"name": _("Mine"), "url": f"?{urlencode(kept | {'whose': 'mine'})}", "current": mine},
    ]


@staff_page("radar.read", "GET", "POST")
def client_radar(request: SuppleRequest, client_id: UUID) -> HttpResponse:
    """One client: every signal, what speaks and what nobody knows, and the days before. A POST
    looks again at once."""
    actor = request.actor
    if request.method == "POST":
        actor.require("radar.write")
        try:
            look_again(actor=actor, client_id=client_id)
            messages.success(request, _("Looked at again, as things stand now."))
        except DomainError as error:
            messages.error(request, str(error.message))
        return redirect("client_radar", client_id=client_id)
    client = get_client(actor, client_id, "radar.read")
    by = in_force(actor)
    shot = newest_of(actor, client.pk)
    days = series_of(actor, client.pk, by.today)
    first = max(days[0][0], by.today - SERIES) if days else by.today
    context = {
        "client": client,
        "verdict": told_verdict(shot) if shot else None,
        "is_today": shot is not None and shot.day == by.today,
        "by": by,
        "is_judged": client.state in JUDGED,
        "drawing": drawn(days, first, by.today) if len(days) > 1 else None,
        "heads": [
            {"word": word, "number": word == _("Points")}
            for word in (_("Days"), _("Level"), _("Points"), _("What speaks most"))
        ],
        "rows": _rows(days),
        "may_look": actor.may("radar.write") and client.state in JUDGED,
    }
    return page(request, "sessions/radar/client_radar.html", context)


def _rows(days: list[Day]) -> list[list[str]]:
    """The picture's numbers, the newest first: days in a row that say the same are one row."""
    return [
        [
            " – ".join(_short(day) for day in sorted({one.first, one.last})),
            _(one.level.label),
            str(one.points).replace("-", "−"),
            _(Signal(one.leading).label) if one.leading else "–",
        ]
        for one in reversed(stretches(days))
    ]


def _short(day: date) -> str:
    """A day that stays on one line, however narrow its column."""
    return date_format(day, "SHORT_DATE_FORMAT").replace(" ", "\u00a0")


@staff_page("radar.read")
def radar_calibration(request: SuppleRequest) -> HttpResponse:
    """Past warnings beside what then happened, with their n and "cannot tell"."""
    by = in_force(request.actor)
    found = calibration_of(request.actor, by)
    context = {
        "found": found,
        "told": [(one, _(one.level.label), KINDS[one.level.value]) for one in found.told],
        "fewest": FEWEST,
        "days": FOLLOWED.days,
        "by": by,
    }
    return page(request, "sessions/radar/calibration.html", context)


@staff_page("settings.read", "GET", "POST")
def radar_settings(request: SuppleRequest) -> HttpResponse:
    """Points and thresholds: everybody sees them, the owner changes them."""
    actor, by = request.actor, in_force(request.actor)
    now = {name: getattr(by.rules, name) for name in LIMITS}
    form = RadarSettingsForm(request.POST if request.method == "POST" else None, now=now)
    if request.method == "POST":
        actor.require("settings.write")
        if "defaults" in request.POST:
            back_to_defaults(actor=actor)
            messages.success(request, _("It counts as usual again. Everybody is judged anew."))
            return redirect("radar_settings")
        if form.is_valid():
            with errors_beside(form):
                changed = change_settings(actor=actor, values=form.cleaned_data)
                words = _(
                    "Saved. Everybody is judged anew by it, by the next morning at the latest."
                )
                messages.success(request, words if changed else _("Nothing was changed."))
                return redirect("radar_settings")
    context = {
        "form": form,
        "by": by,
        "may_edit": actor.may("settings.write"),
        "is_usual": all(getattr(DEFAULTS, name) == value for name, value in now.items()),
    }
    return page(request, "sessions/radar/settings.html", context, form)

"""Booked time as other calendars read it (RFC 5545), without a word of what it is for.

A lesson's name and a reason can tell of somebody's health, and an address is kept by programs
that we know nothing of: what is written is when, where, and with which practice. Where is the
place's own name and address, never a client's; how to find it, which may open a door, stays out.
Online it is the address of the room, as long as it is held: without it a calendar leads nowhere.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vText,
)

from sessions.appointments.models import Appointment
from sessions.appointments.rules import GIVEN_UP

PRODID = "-//Supple//Calendar//EN"
AGAIN_AFTER = timedelta(hours=1)  # how often a program that asks us is told to look
A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Written:
    """One appointment as it is written: `changed_at` is its newest step, `words` its title."""

    appointment: Appointment
    changed_at: datetime
    words: str
    url: str = ""


@dataclass(frozen=True)
class Between:
    """Who asks whom, where a mail carries it; what their programs match is the addresses."""

    organizer_name: str
    organizer: str
    attendee_name: str
    attendee: str


def written_for_client(practice_name: str) -> str:
    """The title in a client's calendar."""
    return _("Appointment with %(practice)s") % {"practice": practice_name}


def calendar_of(written: Sequence[Written], *, name: str) -> bytes:
    """A calendar to be asked for again and again."""
    calendar = _begun("PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    return _whole(calendar, written, [_event(one) for one in written])


def invitation(one: Written, between: Between) -> tuple[str, bytes]:
    """What a mail carries, with its method: it puts into a calendar what is booked, changes it
    there once it was moved (same UID, higher SEQUENCE), and takes it out once it was cancelled."""
    method = "CANCEL" if one.appointment.state in set(GIVEN_UP) else "REQUEST"
    event = _event(one)
    event.add("organizer", _address(between.organizer, between.organizer_name))
    attendee = _address(between.attendee, between.attendee_name)
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("ACCEPTED")  # it is booked: nobody has to answer
    attendee.params["RSVP"] = vText("FALSE")
    event.add("attendee", attendee)
    return method, _whole(_begun(method), [one], [event])


def announcement(written: Sequence[Written], between: Between) -> tuple[str, bytes]:
    """The same for several at once. A request or a cancellation may carry one UID alone (RFC 5546,
    3.2.2 and 3.2.5); what is published carries many, asks nobody, and its STATUS takes out."""
    if len(written) == 1:
        return invitation(written[0], between)
    events = [_event(one) for one in written]
    for event in events:
        event.add("organizer", _address(between.organizer, between.organizer_name))
    return "PUBLISH", _whole(_begun("PUBLISH"), written, events)


def _begun(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _whole(calendar: Calendar, written: Iterable[Written], events: Iterable[Event]) -> bytes:
    days: dict[str, list[date]] = {}
    for one in written:
        local = (one.appointment.starts_at, one.appointment.ends_at)
        days.setdefault(one.appointment.zone, []).extend(at.date() for at in local)
    for zone in sorted(days):
        first, last = min(days[zone]), max(days[zone])
        calendar.add_component(zone_of(zone, first.year, last.year))
    for event in events:
        calendar.add_component(event)
    lines: bytes = calendar.to_ical()
    return lines


def _address(address: str, name: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{address}")
    found.params["CN"] = vText(name.replace('"', "'"))
    return found


def _event(one: Written) -> Event:
    found, zone = one.appointment, ZoneInfo(one.appointment.zone)
    is_off = found.state in set(GIVEN_UP)
    event = Event()
    event.add("uid", uid_of(found))
    # Each step counts it up, also one that was taken back: it never falls.
    event.add("sequence", found.version - 1)
    event.add("dtstamp", one.changed_at.astimezone(UTC))
    event.add("last-modified", one.changed_at.astimezone(UTC))
    begins, ends = found.starts_at.astimezone(zone), found.ends_at.astimezone(zone)
    if _is_twice(begins) or _is_twice(ends):
        begins, ends = begins.astimezone(UTC), ends.astimezone(UTC)
    event.add("dtstart", begins)
    event.add("dtend", ends)
    event.add("summary", one.words)
    event.add("location", _location(found, is_off=is_off))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if is_off else "OPAQUE")
    event.add("class", "PRIVATE")
    if one.url:
        event.add("url", one.url)
    return event


def _is_twice(local: datetime) -> bool:
    """Whether a night has this time twice: by a zone's name it could only mean the first (RFC 5545,
    3.3.5), and some programs take the other; such a time is written by its instant, in UTC."""
    return local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()


def _location(found: Appointment, *, is_off: bool) -> str:
    """One line, so that programs that look for it on a map find it; the package escapes it. Where
    nobody comes any more, the name alone."""
    place = found.place
    if place is None:
        return (not is_off and found.online_room) or _("online")
    return place.name if is_off else ", ".join([place.name, *place.where.lines])


def uid_of(appointment: Appointment) -> str:
    """The name under which every calendar knows it, wherever it is moved."""
    return f"{appointment.pk}@{urlsplit(settings.SUPPLE_BASE_URL).hostname}"


@lru_cache(maxsize=256)
def zone_of(zone: str, first: int, last: int) -> Timezone:
    """The changes of a zone's clock from one year to another, with what held before."""
    found, tz = Timezone(), ZoneInfo(zone)
    found.add("tzid", zone)
    begins = datetime(first - 1, 12, 1, tzinfo=UTC)
    ends = datetime(last + 1, 2, 1, tzinfo=UTC)
    found.add_component(_observed(begins, begins.astimezone(tz), begins.astimezone(tz)))
    at = begins
    while at < ends:
        then = at + A_DAY
        if _offset(at, tz) != _offset(then, tz):
            change = _change(at, then, tz)
            before = (change - timedelta(seconds=1)).astimezone(tz)
            found.add_component(_observed(change, before, change.astimezone(tz)))
        at = then
    return found


def _offset(at: datetime, tz: ZoneInfo) -> timedelta:
    return at.astimezone(tz).utcoffset() or timedelta(0)


def _change(since: datetime, until: datetime, tz: ZoneInfo) -> datetime:
    """The instant at which the clock changes, which it does once in between."""
    seconds = range(1, int((until - since).total_seconds()) + 1)
    was = _offset(since, tz)
    far = bisect_left(seconds, True, key=lambda n: _offset(since + timedelta(seconds=n), tz) != was)
    return since + timedelta(seconds=seconds[far])


def _observed(
    at: datetime, before: datetime, after: datetime
) -> TimezoneDaylight | TimezoneStandard:
    was, now = before.utcoffset() or timedelta(0), after.utcoffset() or timedelta(0)
    found = TimezoneDaylight() if after.dst() else TimezoneStandard()
    found.add("dtstart", (at + was).replace(tzinfo=None))  # by the clock as it was before
    found.add("tzoffsetfrom", was)
    found.add("tzoffsetto", now)
    found.add("tzname", after.tzname() or "")
    return found

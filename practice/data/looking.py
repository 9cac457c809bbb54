"""Who looked: the access log of one client's record, by day and person, in the client's words.

It says who, when, and what kind of thing; never what stood in it, and nobody else's name. What
only the practice reads is told by the room it stands in, so that whether there is such a thing is
not told.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.guardians.models import Guardian
from practice.core.actor import Actor, system_actor
from practice.core.models import ROLE_WORDS, AccessLog, Membership
from practice.core.rules import PORTAL_ROLES, Role

# A page reads so many lines of the log at most, and shows the days that are whole in them.
LINES = 400
REFUSED = 400  # an outcome from which on nothing was seen

_RECORD = gettext_lazy("the record")
_LESSONS = gettext_lazy("lessons and what was written of them")
_INTAKE = gettext_lazy("the intake")
_PROGRAM = gettext_lazy("home programs and practice")
_MESSAGES = gettext_lazy("messages")
_FILES = gettext_lazy("letters, photos and files")
_MEASURES = gettext_lazy("measures")
_FELT = gettext_lazy("what is felt")
_RADAR = gettext_lazy("what speaks for a return")
_MAILS = gettext_lazy("which mails go")
_AGREED = gettext_lazy("agreements")
_DATA = gettext_lazy("my data")
_BOOKED = gettext_lazy("appointments")
_COPY = gettext_lazy("a copy of everything, downloaded")

# How the name of an address begins, and what people call what stands there; the longest holds.
# Whatever is not named here is the record itself: notes on the person and who is whose guardian.
ROOMS: dict[str, Promise] = {
    "portal_my_data_copy": _COPY,
    "portal_my_data": _DATA,
    "portal_deletion": _DATA,
    "client_deletion": _DATA,
    **dict.fromkeys(("portal_agreement", "client_agreement"), _AGREED),
    **dict.fromkeys(
        ("portal_mails", "client_mails", "client_reminders", "portal_reminders", "api_reminder"),
        _MAILS,
    ),
    **dict.fromkeys(("unsubscribe", "messages_off"), _MAILS),
    **dict.fromkeys(("portal_messages", "portal_message_", "client_messages"), _MESSAGES),
    "message_": _MESSAGES,
    **dict.fromkeys(("portal_file", "portal_photo", "client_files", "file_", "photo_"), _FILES),
    "letter_": _FILES,
    **dict.fromkeys(("portal_felt", "client_felt"), _FELT),
    **dict.fromkeys(("client_radar", "api_client_radar"), _RADAR),
    **dict.fromkeys(
        ("portal_measure", "measure", "api_measure", "tablet", "client_dose"), _MEASURES
    ),
    **dict.fromkeys(("portal_intake", "client_intake", "intake_", "safety_", "red_flag"), _INTAKE),
    **dict.fromkeys(("portal_home", "portal_practice", "portal_program", "portal_log"), _PROGRAM),
    **dict.fromkeys(("portal_check_in", "portal_media", "portal_card"), _PROGRAM),
    **dict.fromkeys(("portal_next_steps", "practice_link", "phone_log", "program_"), _PROGRAM),
    **dict.fromkeys(("api_home_program", "api_practice_log"), _PROGRAM),
    **dict.fromkeys(("portal_notes", "session_", "release_", "work_", "note_"), _LESSONS),
    **dict.fromkeys(
        ("portal_appointment", "appointment_", "portal_calendar", "calendar_"), _BOOKED
    ),
    **dict.fromkeys(
        ("doctor_letter", "client_over_time", "client_progress", "api_client_progress"), _LESSONS
    ),
    **dict.fromkeys(("portal_progress", "progress_share", "shared_progress"), _LESSONS),
}
_BY_LENGTH = sorted(ROOMS, key=len, reverse=True)


def room_of(action: str) -> Promise:
    """What people call where a line of the log was left: "GET note_page" are lessons."""
    view = action.partition(" ")[2]
    return next((ROOMS[begin] for begin in _BY_LENGTH if view.startswith(begin)), _RECORD)


class Line(NamedTuple):
    """One line of the log, as it is read."""

    id: int
    at: datetime
    user_id: UUID | None
    role: str
    action: str


@dataclass
class Looked:
    """What one person did on one day: from when to when, where, and whether they wrote."""

    key: tuple[UUID | None, str]
    who: str
    what: str | Promise
    is_you: bool
    first: datetime
    last: datetime
    rooms: list[str | Promise] = field(default_factory=list)
    wrote: bool = False

    @property
    def is_short(self) -> bool:
        """Whether one time of the day says it."""
        return self.first.replace(second=0, microsecond=0) == self.last.replace(
            second=0, microsecond=0
        )


@dataclass
class Day:
    """One day of the client's own, and who looked on it, the last first."""

    day: date
    people: list[Looked] = field(default_factory=list)


@dataclass(frozen=True)
class WhoLooked:
    """A page of days, the newest first."""

    days: Sequence[Day]
    before: int | None


def who_looked(
    actor: Actor, client_id: UUID, *, before: str = "", others: bool = False
) -> WhoLooked:
    """Who opened or changed something of a client, by day; `others`: without themself.

    Refused visits are left out: they saw nothing. Three statements, whatever the log's size.
    """
    lines = _lines(actor, client_id, _number(before), others=others)
    whole, goes_on = _whole_days(lines, ZoneInfo(actor.zone))
    names = _names(actor, client_id, {one.user_id for one in whole if one.user_id})
    days: list[Day] = []
    for line in whole:
        day = line.at.astimezone(ZoneInfo(actor.zone)).date()
        if not days or days[-1].day != day:
            days.append(Day(day))
        _add(days[-1], line, names, actor)
    return WhoLooked(days, whole[-1].id if goes_on else None)


def _number(before: str) -> int | None:
    if not before:
        return None
    if not before.isascii() or not before.isdigit() or len(before) > 18:
        raise Http404("cursor")
    return int(before)


_LINES = """
    SELECT line.id, line.at, line.user_id, line.role, line.action
    FROM unnest(supple_parts_of(%(client)s)) AS part(id)
    CROSS JOIN LATERAL (
        SELECT id, at, user_id, role, action FROM practice_accesslog
        WHERE practice_id = %(practice)s AND client_id = part.id AND outcome < %(refused)s
            AND (%(before)s::bigint IS NULL OR id < %(before)s) {others}
        ORDER BY id DESC LIMIT %(most)s
    ) AS line
    ORDER BY line.id DESC LIMIT %(most)s"""
_OTHERS = "AND role NOT IN ('client', 'guardian')"


def _lines(actor: Actor, client_id: UUID, before: int | None, *, others: bool) -> list[Line]:
    actor.require("client.read")
    asked = {"practice": actor.practice_id, "client": client_id, "before": before}
    asked["refused"] = REFUSED
    with connection.cursor() as cursor:
        sql = _LINES.format(others=_OTHERS if others else "")
        cursor.execute(sql, {**asked, "most": LINES + 1})
        return [Line(*row) for row in cursor.fetchall()]


def _whole_days(lines: list[Line], zone: ZoneInfo) -> tuple[list[Line], bool]:
    """The days that are whole in what was read; a day that fills a page alone is cut."""
    if len(lines) <= LINES:
        return lines, False
    last = lines[-1].at.astimezone(zone).date()
    whole = [line for line in lines if line.at.astimezone(zone).date() != last]
    return whole or lines[:LINES], True


def every_line(
    actor: Actor, client_id: UUID
) -> Iterator[tuple[datetime, str | Promise, str | Promise, str | Promise]]:
    """All of it, line by line, the newest first: when, who, as what, and where."""
    rows = AccessLog.objects.filter(practice_id=actor.practice_id, outcome__lt=REFUSED)
    with connection.cursor() as cursor:
        cursor.execute("SELECT supple_parts_of(%s)", [client_id])
        rows = rows.filter(client_id__in=(cursor.fetchone() or ([],))[0])
    users = rows.exclude(user_id=None).order_by().values_list("user_id", flat=True).distinct()
    names = _names(actor, client_id, users)
    found = rows.order_by("-id").values_list("id", "at", "user_id", "role", "action")
    for row in found.iterator(LINES):
        line = Line(*row)
        looked = _who(line, names, actor)
        yield line.at, looked.who, looked.what, room_of(line.action)


class Named(NamedTuple):
    """A person whom the log knows by their login."""

    name: str
    what: str | Promise


def _names(actor: Actor, client_id: UUID, users: Iterable[UUID | None]) -> dict[UUID, Named]:
    """Colleagues with their roles, and guardians. Two statements."""
    logins = [one for one in users if one]
    if not logins:
        return {}
    # A client may not read the list of the team; who looked at their record they may be told.
    rows = Membership.objects.visible_to(system_actor(actor.practice_id))
    staff = rows.filter(user_id__in=logins).values_list("user_id", "name", "role")
    guards = Guardian.objects.visible_to(actor).filter(client_id=client_id, user_id__in=logins)
    found = {
        user: Named(name, relation)
        for user, name, relation in guards.values_list("user_id", "name", "relation")
    }
    return {**found, **{user: Named(name, ROLE_WORDS[Role(role)]) for user, name, role in staff}}


def _add(day: Day, line: Line, names: dict[UUID, Named], actor: Actor) -> None:
    who = _who(line, names, actor)
    looked = next((one for one in day.people if one.key == who.key), None)
    if looked is None:
        looked = who
        day.people.append(looked)
    looked.first = line.at  # they come the newest first
    looked.wrote = looked.wrote or line.action.startswith(("POST", "PATCH", "PUT", "DELETE"))
    room = room_of(line.action)
    if room not in looked.rooms:
        looked.rooms.append(room)


def _who(line: Line, names: dict[UUID, Named], actor: Actor) -> Looked:
    in_portal = line.role in {role.value for role in PORTAL_ROLES}
    is_you = in_portal and line.user_id is not None and line.user_id == actor.user_id
    if is_you:
        named = Named(_("You"), "")
    elif in_portal and line.user_id is None:
        named = Named(_("Somebody with a link from a mail to you"), "")
    elif line.role == Role.CLIENT.value:
        named = Named(actor.name, "")
    else:
        named = names.get(cast(Any, line.user_id), Named(_("Somebody who had a login here"), ""))
    key = (line.user_id, "portal" if in_portal else "practice")
    return Looked(key, *named, is_you=is_you, first=line.at, last=line.at)

"""Who comes today, and what to look at for each: one statement, whatever the day holds."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.red_flags.queries import waiting_beside
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.clock import now, today_in
from practice.core.written_once import rows_of
from sessions.appointments.queries.booked import taking_time
from sessions.appointments.rules import LIVE
from sessions.notes.last_felt import LastFelt, felt_beside, told_felt
from sessions.practice_logs.beside import PracticeSince, practice_beside, told_practice

MOST = 40  # of a day; the calendar holds the rest
A_DAY, QUARTER = timedelta(days=1), timedelta(minutes=15)
QUARTERS_AN_HOUR, FIRST, LAST, LINE_HOURS = 4, 8, 18, 16

_LESSONS = """
    SELECT held.number FROM care_sessions_session held
    WHERE held.practice_id = %s AND held.client_id = clients_client.id
    ORDER BY held.held_on DESC, held.id DESC LIMIT 1"""


class Stand(StrEnum):
    """Where booked time is, by the clock."""

    PAST = "past"
    NOW = "now"
    NEXT = "next"
    LATER = "later"


@dataclass(frozen=True)
class Booked:
    """An appointment, or a class, as the day shows it: whose (`client_id`, None of a class), what,
    with whom, from when to when, and of a class how many come and could."""

    id: UUID
    client_id: UUID | None
    name: str
    service: str
    with_id: UUID
    with_whom: str
    starts_at: datetime
    ends_at: datetime
    taken: int | None
    places: int | None


@dataclass(frozen=True)
class Comer:
    """Somebody who comes today, or a class: when, what, and what to look at before.

    `flags`: how many yeses to safety questions wait for a decision. `lesson`: which one it is, by
    those that were held; None for a class, or for who sees none of it.
    """

    booked: Booked
    stand: Stand
    zone: str
    flags: int
    felt: LastFelt | None
    practice: PracticeSince | None
    lesson: int | None

    @property
    def name(self) -> str:
        """Who comes; of a class, its service."""
        return self.booked.service if self.is_class else self.booked.name

    @property
    def is_class(self) -> bool:
        """Whether several come to it."""
        return self.booked.client_id is None

    @property
    def what_words(self) -> str:
        """What it is: which lesson, or how many come; and with whom."""
        booked = self.booked
        if self.is_class:
            told = _("Class, %(taken)s of %(places)s")
            words = told % {"taken": booked.taken, "places": booked.places}
        elif self.lesson is None:
            words = booked.service
        else:
            number = _("first lesson") if self.lesson == 1 else _("lesson %(n)s")
            words = f"{booked.service}, {number % {'n': self.lesson}}"
        return f"{words} · {booked.with_whom}"

    @property
    def looks(self) -> list[str]:
        """What to look at before they come, in words; nothing of what was never said."""
        found = []
        if self.flags:
            words = ngettext(
                "%(n)s safety answer to decide on", "%(n)s safety answers to decide on", self.flags
            )
            found.append(words % {"n": self.flags})
        if self.felt:
            told = {"words": self.felt.words, "day": _day(self.felt.day)}
            found.append(_("Last felt: “%(words)s” (%(day)s)") % told)
        if self.practice:
            found.append(_practised(self.practice))
        return found

    @property
    def starts(self) -> str:
        """When it begins, by the practice's clock."""
        return self._at(self.booked.starts_at)

    @property
    def ends(self) -> str:
        """When it ends."""
        return self._at(self.booked.ends_at)

    def _at(self, at: datetime) -> str:
        return date_format(at.astimezone(ZoneInfo(self.zone)), "TIME_FORMAT")


def _day(day: date) -> str:
    return date_format(day, "MONTH_DAY_FORMAT")


def _practised(since: PracticeSince) -> str:
    told = {"n": since.days, "day": _day(since.since)}
    if not since.days:
        words = _("Not practised since %(day)s") % told
    else:
        words = ngettext(
            "Practised on %(n)s day since %(day)s",
            "Practised on %(n)s days since %(day)s",
            since.days,
        )
        words %= told
    if since.pain is not None:
        words += _(", pain at most %(pain)s of 10") % {"pain": since.pain}
    return words + _("; it was too much") if since.is_flare else words


@dataclass(frozen=True)
class Slot:
    """One piece of the day line, in quarter hours from its first hour."""

    quarter: int
    length: int
    comer: Comer

    @property
    def is_wide(self) -> bool:
        """Whether a name has room; it stands below in any case."""
        return self.length >= QUARTERS_AN_HOUR

    @property
    def kind(self) -> str:
        """How it is drawn."""
        if self.comer.is_class:
            return "group"
        drawn = {Stand.PAST: "past", Stand.NOW: "next", Stand.NEXT: "next"}
        return drawn.get(self.comer.stand, "none")


@dataclass(frozen=True)
class Day:
    """The day: who comes, in order, as a line where it is one person's and fits one."""

    comers: Sequence[Comer] = ()
    is_more: bool = False
    first_hour: int = FIRST
    hours: int = 0
    slots: Sequence[Slot] = ()
    now: datetime | None = None

    @property
    def labels(self) -> list[dict[str, Any]]:
        """The hours along the line."""
        hours = range(self.first_hour, self.first_hour + self.hours)
        return [{"word": n, "quarter": (n - self.first_hour) * QUARTERS_AN_HOUR} for n in hours]

    @property
    def next_one(self) -> Comer | None:
        """Whoever comes next, or is here."""
        near = (Stand.NOW, Stand.NEXT)
        return next((comer for comer in self.comers if comer.stand in near), None)

    @property
    def minutes(self) -> int | None:
        """In how many minutes the next one begins; None if it has begun, or nobody comes."""
        comer = self.next_one
        if comer is None or self.now is None or comer.stand is Stand.NOW:
            return None
        return max(0, round((comer.booked.starts_at - self.now).total_seconds() / 60))

    @property
    def comes_at(self) -> dict[UUID, datetime]:
        """By client, when they come today and are not gone yet."""
        there: dict[UUID, datetime] = {}
        for comer in self.comers:
            client_id = comer.booked.client_id
            if client_id and comer.stand is not Stand.PAST:
                there.setdefault(client_id, comer.booked.starts_at)
        return there

    @property
    def now_quarter(self) -> int | None:
        """Where the line stands now; None outside of it."""
        if self.now is None or not self.hours:
            return None
        quarter = (self.now.hour - self.first_hour) * QUARTERS_AN_HOUR + self.now.minute // 15
        return quarter if 0 <= quarter < self.hours * QUARTERS_AN_HOUR else None


def day_of(actor: Actor, *, mine: bool = False) -> Day:
    """Who comes today by the practice's calendar; `mine`: to me. Nobody, for a role that sees no
    booked time."""
    if not actor.may("appointment.read"):
        return Day()
    zone = ZoneInfo(actor.zone)
    found = rows_of(actor, "day", mine, lambda actor: _rows(actor, mine=mine))
    at = now().astimezone(zone)
    comers = _comers(actor, found[:MOST], at)
    return Day(comers, len(found) > MOST, **_line(comers, zone), now=at)


def coming(actor: Actor) -> Any:
    """What is booked today by the practice's calendar, as far as the actor reaches."""
    at = now()
    rows = taking_time(actor).filter(local_date=today_in(actor.zone), state__in=LIVE)
    # Its own index goes by when it begins; no day of a place begins or ends further from now.
    return rows.filter(starts_at__gte=at - 2 * A_DAY, starts_at__lt=at + 2 * A_DAY)


def _rows(actor: Actor, *, mine: bool) -> Any:
    rows, today = coming(actor), today_in(actor.zone)
    if mine:
        rows = rows.filter(practitioner_id=actor.membership_id)
    rows = rows.annotate(
        flags=waiting_beside(actor),
        felt=felt_beside(actor),
        practised=practice_beside(actor, today),
        lessons=beside(actor, "session.read", _LESSONS, actor.practice_id),
    )
    booked = ("id", "client_id", "client__given_name", "client__family_name", "service__name")
    whom = ("practitioner_id", "practitioner__name", "starts_at", "ends_at", "taken", "places")
    rows = rows.order_by("starts_at", "id")
    return rows.values_list(*booked, *whom, "flags", "felt", "practised", "lessons")[: MOST + 1]


def _comers(actor: Actor, found: Sequence[tuple[Any, ...]], at: datetime) -> list[Comer]:
    comers: list[Comer] = []
    is_next = True
    for pk, client_id, given, family, *told, flags, felt, practised, lessons in found:
        booked = Booked(pk, client_id, f"{given or ''} {family or ''}".strip(), *told)
        stand = Stand.LATER
        if booked.ends_at <= at:
            stand = Stand.PAST
        elif booked.starts_at <= at:
            stand = Stand.NOW
        elif is_next:
            stand, is_next = Stand.NEXT, False
        held = next(iter(json.loads(lessons)), 0)
        comers.append(
            Comer(
                booked,
                stand,
                actor.zone,
                flags=next(iter(json.loads(flags)), 0),
                felt=told_felt(json.loads(felt)),
                practice=told_practice(json.loads(practised)),
                lesson=held + 1 if client_id and actor.may("session.read") else None,
            )
        )
    return comers


def _line(comers: Sequence[Comer], zone: ZoneInfo) -> dict[str, Any]:
    """The day as a line: of one person, with nothing over another, in the hours of one day."""
    one = {comer.booked.with_id for comer in comers}
    times = [(c.booked.starts_at, c.booked.ends_at) for c in comers]
    if len(one) != 1 or any(ends > begins for (_b, ends), (begins, _e) in pairwise(times)):
        return {}
    local = [(begins.astimezone(zone), ends.astimezone(zone)) for begins, ends in times]
    if any(begins.date() != ends.date() for begins, ends in local):
        return {}
    first = min(FIRST, local[0][0].hour)
    last = max(LAST, *(ends.hour + bool(ends.minute) for _begins, ends in local))
    if last - first > LINE_HOURS:
        return {}

    def quarters(at: datetime) -> int:
        return (at.hour - first) * QUARTERS_AN_HOUR + at.minute // 15

    slots = [
        Slot(quarters(begins), max(2, -(-(ends - begins) // QUARTER)), comer)
        for (begins, ends), comer in zip(local, comers, strict=True)
    ]
    return {"first_hour": first, "hours": last - first, "slots": slots}

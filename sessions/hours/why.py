"""Why somebody has no hours on a day, or others than those of the week."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from practice.core.actor import Actor
from sessions.hours.kept import KEPT, Kept
from sessions.hours.queries import Hours, by_kind, closed_days, days_of, hours_of, kept_values
from sessions.hours.rules import Range, TimeOffReason, whole_days

# Said of nobody: who chose one of these wanted no more to be known than that they are away.
_NOT_TOLD = {TimeOffReason.PRIVATE.value, TimeOffReason.OTHER.value}


class Kind(StrEnum):
    """What makes a day another than its week."""

    HOLIDAY = "holiday"
    CLOSED = "closed"
    OWN = "own"
    AWAY = "away"


@dataclass(frozen=True)
class Note:
    """One reason. `name` is a holiday's, or a code of why somebody is away, "" where that is not
    told. A holiday is `of_all` that person's day, and then names no place; or of their hours at
    `place` alone ("" is online), where others of that day are open, or closed for something else.
    `begins` and `ends` are hours of that day alone, or the part of it that they are away, by the
    clock of `zone`."""

    kind: Kind
    name: str = ""
    place: str = ""
    begins: time | None = None
    ends: time | None = None
    zone: str = ""
    of_all: bool = False

    @property
    def reason(self) -> str:
        """Why they are away, in a word."""
        return str(TimeOffReason(self.name).label) if self.name else ""


@dataclass(frozen=True)
class Away:
    """Part of a day that somebody is away; `name` as a note has it."""

    starts_at: datetime
    ends_at: datetime
    note: Note


@dataclass(frozen=True)
class DayWhy:
    """What is told of one person's day: reasons that hold for all of it, and parts."""

    notes: Sequence[Note] = ()
    parts: Sequence[Away] = ()


type Whys = Mapping[tuple[UUID, date], DayWhy]
type _Meant = tuple[UUID, UUID | None, date]
NOTHING = DayWhy()


def hours_and_why(
    actor: Actor, practitioner_ids: Iterable[UUID], days: Sequence[date]
) -> tuple[Hours, Whys]:
    """When they work on days in a row, as `hours_between` says, and why not. One statement.

    Why somebody is away is told to who works here, as the page of hours tells it; nobody else
    learns more than that they are.
    """
    first, last = days[0], days[-1]
    values = kept_values(actor, practitioner_ids, first, last)
    with connection.cursor() as cursor:
        cursor.execute(KEPT, values | {"tells": actor.membership_id is not None})
        rows = cursor.fetchall()
    return hours_of(rows, first, last), whys_of(rows, days, actor.zone)


def whys_of(rows: Iterable[Sequence[Any]], days: Sequence[date], zone: str) -> Whys:
    """What the rows of `KEPT` say of days in a row, which are whole by the clock of `zone`."""
    kept = by_kind(rows)
    closed = closed_days(kept, days[0], days[-1])
    if not (kept["day"] or kept["off"] or any(closed.values())):
        return {}
    meant = _meant(kept["week"], days)
    notes: dict[tuple[UUID, date], list[Note]] = {}
    parts: dict[tuple[UUID, date], list[Away]] = {}
    for whose, day, note in (*_holidays(meant, kept["day"], closed), *_own(meant, kept["day"])):
        notes.setdefault((whose, day), []).append(note)
    wholes = {day: whole_days(day, day, zone) for day in days} if kept["off"] else {}
    would_work = {(whose, day) for whose, _place, day in meant}
    would_work |= {
        (row.practitioner_id, row.since) for row in kept["day"] if row.since and row.begins
    }
    for row in sorted(kept["off"], key=lambda one: one.off_from):
        note = Note(Kind.AWAY, "" if row.name in _NOT_TOLD else row.name)
        for day, whole in wholes.items():
            key, here = (row.practitioner_id, day), _within(row, whole)
            if key not in would_work:
                continue
            if here == whole:
                notes.setdefault(key, []).append(note)
            elif here is not None:
                begins, ends = (
                    at.astimezone(ZoneInfo(zone)).time() for at in (here.begins, here.ends)
                )
                part = replace(note, begins=begins, ends=ends, zone=zone)
                parts.setdefault(key, []).append(Away(here.begins, here.ends, part))
    told = notes.keys() | parts.keys()
    return {key: DayWhy(_once(notes.get(key, ())), parts.get(key, ())) for key in told}


def _once(notes: Sequence[Note]) -> list[Note]:
    return list(dict.fromkeys(notes))


def _within(row: Kept, whole: Range) -> Range | None:
    begins, ends = max(row.off_from, whole.begins), min(row.off_until, whole.ends)
    return Range(begins, ends) if begins < ends else None


def _meant(weekly: Sequence[Kept], days: Sequence[date]) -> Mapping[_Meant, str]:
    """Where the week has hours of somebody, day by day, closed or not; with the place's name."""
    return {
        (row.practitioner_id, row.place_id, day): row.name
        for row in weekly
        for day in days_of(row, days[0], days[-1])
    }


def _holidays(
    meant: Mapping[_Meant, str],
    daily: Sequence[Kept],
    closed: Mapping[UUID | None, Mapping[date, str]],
) -> Iterator[tuple[UUID, date, Note]]:
    """Days on which hours of the week were meant and a holiday closes them."""
    replaced = {(row.practitioner_id, row.place_id, row.since) for row in daily}
    with_own = {(whose, day) for whose, _place, day in replaced}
    theirs: dict[tuple[UUID, date], list[tuple[str, str]]] = {}
    for (whose, place_id, day), place in meant.items():
        if (whose, place_id, day) not in replaced:
            name = closed[place_id].get(day, "")
            theirs.setdefault((whose, day), []).append((place, name))
    for (whose, day), those in theirs.items():
        of_all = len({name for _place, name in those}) == 1 and (whose, day) not in with_own
        for place, name in those:
            if name:
                yield whose, day, Note(Kind.HOLIDAY, name, "" if of_all else place, of_all=of_all)


def _own(meant: Mapping[_Meant, str], daily: Sequence[Kept]) -> Iterator[tuple[UUID, date, Note]]:
    """Days that somebody gave hours of their own, or closed hours of the week on."""
    for row in sorted(daily, key=lambda one: one.begins or time.min):
        if row.since is None:
            continue
        kind = Kind.CLOSED if row.begins is None else Kind.OWN
        if kind is Kind.CLOSED and (row.practitioner_id, row.place_id, row.since) not in meant:
            continue
        note = Note(kind, "", row.name, row.begins, row.ends, row.zone)
        yield row.practitioner_id, row.since, note

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
    told; `place` is named where others of that person's day are open, or closed for something
    else; `begins` and `ends` are hours of that day alone, or the part of it that they are away, by
    the clock of `zone`."""

    kind: Kind
    name: str = ""
    place: str = ""
    begins: time | None = None
    ends: time | None = None
    zone: str = ""

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
    notes: dict[tuple[UUID, date], list[Note]] = {}
    parts: dict[tuple[UUID, date], list[Away]] = {}
    for whose, day, note in (*_holidays(kept, days), *_own(kept["day"])):
        notes.setdefault((whose, day), []).append(note)
    wholes = {day: whole_days(day, day, zone) for day in days} if kept["off"] else {}
    for row in sorted(kept["off"], key=lambda one: one.off_from):
        note = Note(Kind.AWAY, "" if row.name in _NOT_TOLD else row.name)
        for day, whole in wholes.items():
            key, here = (row.practitioner_id, day), _within(row, whole)
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


def _holidays(
    kept: Mapping[str, Sequence[Kept]], days: Sequence[date]
) -> Iterator[tuple[UUID, date, Note]]:
    """Days on which hours of the week were meant and a holiday closes them."""
    closed = closed_days(kept, days[0], days[-1])
    if not any(closed.values()):
        return
    replaced = {(row.practitioner_id, row.place_id, row.since) for row in kept["day"]}
    meant: dict[tuple[UUID, date], dict[UUID | None, tuple[str, str]]] = {}
    for row in kept["week"]:
        for day in days_of(row, days[0], days[-1]):
            if (row.practitioner_id, row.place_id, day) not in replaced:
                name = closed[row.place_id].get(day, "")
                meant.setdefault((row.practitioner_id, day), {})[row.place_id] = name, row.name
    for (whose, day), those in meant.items():
        alike = len({name for name, _place in those.values()}) == 1
        for name, place in those.values():
            if name:
                yield whose, day, Note(Kind.HOLIDAY, name, "" if alike else place)


def _own(daily: Sequence[Kept]) -> Iterator[tuple[UUID, date, Note]]:
    """Days that somebody gave hours of their own, or closed."""
    for row in sorted(daily, key=lambda one: one.begins or time.min):
        if row.since is None:
            continue
        kind = Kind.CLOSED if row.begins is None else Kind.OWN
        note = Note(kind, "", row.name, row.begins, row.ends, row.zone)
        yield row.practitioner_id, row.since, note

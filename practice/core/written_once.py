"""A query that is written down once, and asked again with other values.

The ORM takes about a millisecond of Python for each subquery that it writes, and writes the same
text each time. A page that asks many of them would spend most of its time on that. Here the text
is kept for as long as the process lives, and only what differs is filled in: the practice, the
member, the client whose pages are open, the moment, the day and the ids that are asked about.
Everything else stands in the text itself, so PostgreSQL can keep its plan too: it knows which state
or kind is asked for, and what is rare stays rare whoever asks.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from psycopg.sql import Literal

from practice.core.actor import Actor
from practice.core.beside import planned_once
from practice.core.clock import now, today_in

# Stand in for the practice, the member and the client while a query is written; after them, one
# for each id that is asked about.
_PRACTICE, _MEMBER, _CLIENT, _FIRST = UUID(int=1), UUID(int=2), UUID(int=3), 4


class CannotKeep(RuntimeError):
    """A query holds something that would be another one's next time."""


@dataclass(frozen=True)
class _Asked:
    """Who asks, when, and about what."""

    actor: Actor
    at: datetime
    day: date
    about: tuple[UUID, ...]


type _Value = Callable[[_Asked], Any]


@dataclass(frozen=True)
class _Written:
    text: str
    values: tuple[_Value, ...]


NOTHING = _Written("", ())
_kept: dict[Hashable, _Written] = {}


def rows_of(
    actor: Actor,
    name: str,
    variant: Hashable,
    build: Callable[..., Any],
    around: str = "{}",
    *,
    about: tuple[UUID, ...] = (),
) -> list[tuple[Any, ...]]:
    """The rows of `build(actor, *about)`, a `values_list` that is not read yet; JSON comes as text.

    What is kept goes by `name`, the actor's role and reach, and `variant`: whatever else `build`
    decides by. It may ask the actor for the practice, the member, the client, the role, the reach
    and the zone's day, and name the ids that it is given in `about`; CannotKeep if any other id
    found its way into the query. `around` is a constant that counts them or the like, with {} for
    the rows. What the actor does not reach at all gives no row, of what is around neither. The
    plan is kept too: it must be as good for a practice of ten clients as for one of a hundred
    thousand, which `bin/bench` measures for Today.
    """
    key = (name, actor.role, actor.only_own_clients, actor.client_id is None, variant)
    written = _kept.get(key)
    if written is None:
        day = today_in(actor.zone)
        try:
            written = _write(actor, day, build, around, len(about))
        except EmptyResultSet:  # out of the actor's reach, whatever there is
            written = NOTHING
        if day == today_in(actor.zone):  # no midnight in between
            _kept[key] = written
    if written is NOTHING:
        return []
    asked = _Asked(actor, now(), today_in(actor.zone), about)
    with planned_once(), connection.cursor() as cursor:
        cursor.execute(written.text, [value(asked) for value in written.values])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _write(actor: Actor, day: date, build: Callable[..., Any], around: str, about: int) -> _Written:
    at = now()
    client_id = actor.client_id and _CLIENT
    stand_in = replace(actor, practice_id=_PRACTICE, membership_id=_MEMBER, client_id=client_id)
    named = [UUID(int=_FIRST + number) for number in range(about)]
    text, found = build(stand_in, *named).query.sql_with_params()
    values: list[_Value] = []
    kept = partial(_value, at=at, day=day, named=named)
    written = "".join(_pieces(text, found, values, kept))
    return _Written(around.format(written), tuple(values))


def _pieces(
    text: str, found: Sequence[Any], values: list[_Value], kept: Callable[[Any], _Value]
) -> Iterator[str]:
    """The text with its constants in it; what differs is left open, and put into `values`."""
    left = iter(found)
    for piece in re.split("(%%|%s)", text):
        if piece != "%s":
            yield piece
            continue
        value = next(left)
        if isinstance(value, (str, int)):  # and bool
            yield Literal(value).as_string(connection.connection).replace("%", "%%")
        else:
            values.append(kept(value))
            yield piece


def _value(found: Any, at: datetime, day: date, named: Sequence[UUID]) -> _Value:
    """How a value of the query is found anew. Moments and days keep their distance from now."""
    if isinstance(found, UUID) and found.int:  # the nil one is nobody's, everywhere
        return _id(found, named)
    if isinstance(found, datetime):
        after: timedelta = found - at
        return lambda asked: asked.at + after
    if isinstance(found, date):
        days: timedelta = found - day
        return lambda asked: asked.day + days
    return lambda _asked: found


def _id(found: UUID, named: Sequence[UUID]) -> _Value:
    if found == _PRACTICE:
        return lambda asked: asked.actor.practice_id
    if found == _MEMBER:
        return lambda asked: asked.actor.membership_id
    if found == _CLIENT:
        return lambda asked: asked.actor.client_id
    if found not in named:
        raise CannotKeep(str(found))
    number = named.index(found)
    return lambda asked: asked.about[number]

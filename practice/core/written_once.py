"""A query that is written down once, and asked again with other values.

The ORM takes about a millisecond of Python for each subquery that it writes, and writes the same
text each time. A page that asks many of them would spend most of its time on that. Here the text
is kept for as long as the process lives, and only what differs is filled in: the practice, the
member, the moment and the day. Everything else stands in the text itself, so PostgreSQL can keep
its plan too: it knows which state or kind is asked for, and what is rare stays rare whoever asks.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from psycopg.sql import Literal

from practice.core.actor import Actor
from practice.core.beside import planned_once
from practice.core.clock import now, today_in

# Stand in for the practice and the member while a query is written.
_PRACTICE, _MEMBER = UUID(int=1), UUID(int=2)
type _Value = Callable[[Actor, datetime, date], Any]


class CannotKeep(RuntimeError):
    """A query holds something that would be another one's next time."""


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
    build: Callable[[Actor], Any],
    around: str = "{}",
) -> list[tuple[Any, ...]]:
    """The rows of `build(actor)`, a `values_list` that is not read yet; JSON comes as text.

    What is kept goes by `name`, the actor's role and reach, and `variant`: whatever else `build`
    decides by. It may ask the actor for the practice, the member, the role, the reach and the
    zone's day; CannotKeep if any other id found its way into the query. `around` is a constant
    that counts them or the like, with {} for the rows. What the actor does not reach at all gives
    no row, of what is around neither. The plan is kept too: it must be as good for a practice of
    ten clients as for one of a hundred thousand, which `bin/bench` measures for Today.
    """
    key = (name, actor.role, actor.only_own_clients, variant)
    written = _kept.get(key)
    if written is None:
        day = today_in(actor.zone)
        try:
            written = _write(actor, day, build, around)
        except EmptyResultSet:  # out of the actor's reach, whatever there is
            written = NOTHING
        if day == today_in(actor.zone):  # no midnight in between
            _kept[key] = written
    if written is NOTHING:
        return []
    at, day = now(), today_in(actor.zone)
    with planned_once(), connection.cursor() as cursor:
        cursor.execute(written.text, [value(actor, at, day) for value in written.values])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _write(actor: Actor, day: date, build: Callable[[Actor], Any], around: str) -> _Written:
    at = now()
    rows = build(replace(actor, practice_id=_PRACTICE, membership_id=_MEMBER))
    text, found = rows.query.sql_with_params()
    values: list[_Value] = []
    written = "".join(_pieces(text, found, values, at, day))
    return _Written(around.format(written), tuple(values))


def _pieces(
    text: str, found: Sequence[Any], values: list[_Value], at: datetime, day: date
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
            values.append(_value(value, at, day))
            yield piece


def _value(found: Any, at: datetime, day: date) -> _Value:
    """How a value of the query is found anew. Moments and days keep their distance from now."""
    if found == _PRACTICE:
        return lambda actor, _at, _day: actor.practice_id
    if found == _MEMBER:
        return lambda actor, _at, _day: actor.membership_id
    if isinstance(found, UUID) and found.int:  # the nil one is nobody's, everywhere
        raise CannotKeep(str(found))
    if isinstance(found, datetime):
        after: timedelta = found - at
        return lambda _actor, at, _day: at + after
    if isinstance(found, date):
        days: timedelta = found - day
        return lambda _actor, _at, day: day + days
    return lambda _actor, _at, _day: found

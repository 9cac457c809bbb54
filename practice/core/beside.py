"""What is read along with each row of a query, as constant SQL.

The ORM needs about half a millisecond of Python to write one correlated subquery; a page that
gathers many of them would spend a third of its time on text that is always the same.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import JSONField, Value
from django.db.models.expressions import RawSQL

from practice.core.actor import Actor

PLANNED_AFTER = 1  # time that a connection reads it; many a page is seen once


class planned_once:  # noqa: N801 - said as a verb
    """What is read in here keeps its plan for as long as its connection lives.

    For one row by its key with much beside it: planning takes PostgreSQL longer than reading, and
    the plan is the same whatever the key. Never for searches, whose best plan depends on what is
    asked; of lists only those that were measured with both (`practice.core.written_once`).
    """

    __slots__ = ("_before", "_driver")

    def __enter__(self) -> None:
        django = connections[DEFAULT_DB_ALIAS]
        django.ensure_connection()
        self._driver: Any = django.connection
        self._before: Any = self._driver.cursor_factory
        self._driver.cursor_factory = ServerBindingCursor
        self._driver.prepare_threshold = PLANNED_AFTER

    def __exit__(self, *_error: object) -> None:
        self._driver.cursor_factory, self._driver.prepare_threshold = self._before, None


def quoted(constants: Iterable[StrEnum]) -> str:
    """Values of ours, at least one, as they stand within IN (…); a list that is a parameter is
    written anew each time."""
    return ", ".join(f"'{one.value}'" for one in constants)


def beside(actor: Actor, action: str, sql: str, *values: object) -> Any:
    """A list that stands beside each row of a query: what `sql` selects, one JSON value a row.

    `sql` is a constant with `values` for its parameters, the practice among them. It selects rows
    that belong to the row outside, which the actor reaches, so `action` must reach as far as the
    reading of that row; whoever may not do it at all gets an empty list.
    """
    if not actor.may(action):
        return Value([], JSONField())
    listed = f"to_jsonb(ARRAY({sql}))"
    return RawSQL(listed, list(values), JSONField())  # noqa: S611 – constants

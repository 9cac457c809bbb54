"""Writes of the foundation: the access log, signs of life, effects that happen once."""

from collections.abc import Iterable, Sequence
from itertools import chain, compress
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models.sql import InsertQuery

from practice.core.actor import Actor
from practice.core.beside import planned_once
from practice.core.clock import now
from practice.core.models import Heartbeat, Once
from practice.core.whose import client_of

type Statement = tuple[str, Sequence[Any]]

_LOG = (
    "INSERT INTO practice_accesslog"
    " (practice_id, user_id, role, action, object_id, outcome, request_id, client_id)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, {whose})"
)


def log_access(
    *,
    actor: Actor | None,
    user_id: UUID | None,
    action: str,
    named: tuple[str, UUID] | None = None,
    object_id: str = "",
    outcome: int,
    request_id: UUID,
    along: Statement | None = None,
) -> bool:
    """Leave one line in the access log: who, what, which object, how it ended. No content.

    `named`: the object as the address names it, by a parameter; whose it is, the line says too.
    In the portal it is whose pages are open. `along` changes another row in the same statement;
    returns whether it found that row.
    """
    practice_id, role = None, ""
    whose: str = "%s"
    its: list[Any] = [None]
    if actor is not None:
        practice_id, role, its = actor.practice_id, actor.role.value, [actor.client_id]
        user_id = user_id or actor.user_id
        if named is not None and actor.client_id is None:
            whose, its = client_of(practice_id, *named)
    object_id = object_id or (str(named[1]) if named else "")
    values = [practice_id, user_id, role, action[:120], object_id[:80], outcome, request_id]
    line, told = _LOG.format(whose=whose), [*values, *its]
    if along is None:
        with connection.cursor() as cursor:
            cursor.execute(line, told)
        return False
    other, its_values = along
    with planned_once(), connection.cursor() as cursor:
        cursor.execute(f"WITH logged AS ({line}) {other}", [*told, *its_values])
        return bool(cursor.rowcount)


def note_heartbeat(part: str, figures: dict[str, Any] | None = None) -> None:
    """Say that a part lives, with figures for /readyz."""
    Heartbeat.objects.update_or_create(part=part, defaults={"at": now(), "figures": figures or {}})


# The text of one row's INSERT by its table and which of its columns are NULL, which it leaves out:
# the ORM writes the same words each time, and takes a millisecond for it.
_INSERTS: dict[tuple[type[models.Model], tuple[bool, ...]], str] = {}


def _insert(model: type[models.Model], rows: list[models.Model]) -> tuple[str, Sequence[Any]]:
    """The INSERT of rows of one table, with its values."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    if len(rows) > 1:
        return _compiled(model, fields, rows)
    given = [field.pre_save(rows[0], add=True) for field in fields]
    if any(hasattr(value, "resolve_expression") for value in given):
        return _compiled(model, fields, rows)
    is_said = [
        value is not None or field.has_db_default()
        for field, value in zip(fields, given, strict=True)
    ]
    said = list(compress(fields, is_said))
    shape = model, tuple(is_said)
    if shape not in _INSERTS:
        insert, values = _compiled(model, said, rows)
        if len(values) == len(said):
            _INSERTS[shape] = insert
        return insert, values
    prepared = zip(said, compress(given, is_said), strict=True)
    return _INSERTS[shape], [
        field.get_db_prep_save(value, connection=connection) for field, value in prepared
    ]


def _compiled(
    model: type[models.Model], fields: list[Any], rows: list[models.Model]
) -> tuple[str, Sequence[Any]]:
    query = InsertQuery(model)
    query.insert_values(fields, rows)
    ((insert, values),) = query.get_compiler(connection=connection).as_sql()
    return insert, values


def insert_together(rows: Iterable[models.Model], *also: Statement) -> None:
    """Insert rows of several tables in one statement: what one event leaves is one thing.

    The rows do not learn their ids. `also`: other statements that write, with their values, of the
    same event; what they return is not read.
    """
    tables: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        tables.setdefault(type(row), []).append(row)
    written = [*also, *(_insert(model, those) for model, those in tables.items())]
    if written:
        *first, last = [insert for insert, _given in written]
        values = [value for _insert, given in written for value in given]
        named = ", ".join(f"insert_{number} AS ({insert})" for number, insert in enumerate(first))
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {named} {last}" if named else last, values)
        for row in chain.from_iterable(tables.values()):
            row._state.adding = False


# Whoever sends the same key at the same moment waits here until the first has ended.
_CLAIM = """INSERT INTO practice_once (practice_id, key, user_id, action, object_id, created_at)
    VALUES (%s, %s, %s, %s, uuidv7(), %s) ON CONFLICT DO NOTHING RETURNING object_id"""


class AlreadyDone(Exception):
    """The same key was used before; `object_id` is what it made then."""

    def __init__(self, object_id: UUID | None) -> None:
        super().__init__("this was already done")
        self.object_id = object_id


def claim_once(*, actor: Actor, key: UUID | None, action: str) -> dict[str, UUID]:
    """Take an idempotency key inside the running transaction; AlreadyDone if it is taken.

    Returns the id that what follows must be made with, as a keyword, so that a repeat is led to
    it; nothing without a key.
    """
    if key is None:
        return {}
    with connection.cursor() as cursor:  # by hand: it stands before every write
        cursor.execute(_CLAIM, [actor.practice_id, key, actor.user_id, action, now()])
        claimed = cursor.fetchone()
    if claimed is None:
        raise done_before(actor, key, action)
    return {"id": claimed[0]}


def done_before(actor: Actor, key: UUID, action: str) -> AlreadyDone:
    """What is raised of a key that is taken: it names what it made, to whoever sent it."""
    rows = Once.objects.visible_to(actor, "vocabulary.read")
    taken = rows.filter(key=key, user_id=actor.user_id, action=action).first()
    return AlreadyDone(taken.object_id if taken else None)

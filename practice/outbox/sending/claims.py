"""The one thing that looks across practices, as a role that sees claim columns only."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from practice.core.clock import now

_CLAIM = """
WITH due AS MATERIALIZED (
  SELECT id FROM practice_message WHERE state IN ('planned', 'retry') AND due_at <= %s
    AND (try_at IS NULL OR try_at <= %s)
  ORDER BY urgent DESC, due_at LIMIT %s FOR UPDATE SKIP LOCKED)
UPDATE practice_message AS m SET state = 'claimed', attempt = m.attempt + 1, lease_until = %s
FROM due WHERE m.id = due.id
RETURNING m.id, m.practice_id, m.attempt, m.urgent, m.due_at
"""
_RELEASE = """
UPDATE practice_message AS m SET state = 'retry', lease_until = NULL
FROM unnest(%s::uuid[], %s::int[]) AS held (id, attempt)
WHERE m.id = held.id AND m.attempt = held.attempt AND m.state = 'claimed'
"""
_LOST = """
SELECT id, practice_id, attempt FROM practice_message
WHERE state = 'claimed' AND lease_until <= %s ORDER BY lease_until LIMIT %s
"""
_FIGURES = """
SELECT coalesce(max(extract(epoch FROM %s - due_at))
    FILTER (WHERE state IN ('planned', 'retry') AND due_at <= %s), 0)::int,
  count(*) FILTER (WHERE state = 'unknown'), count(*) FILTER (WHERE state = 'held'),
  count(*) FILTER (WHERE state = 'retry')
FROM practice_message WHERE state IN ('planned', 'retry', 'unknown', 'held')
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """One message held by one attempt."""

    id: UUID
    practice_id: UUID
    attempt: int


def lease() -> timedelta:
    """How long a claim holds: half as long again as one conversation at its slowest."""
    return timedelta(seconds=1.5 * sum(settings.SUPPLE_SMTP["timeouts"]))


@contextmanager
def across_practices() -> Iterator[CursorWrapper]:
    """A short transaction as the role that sees claim columns of every practice."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE supple_claim")
        yield cursor
        cursor.execute("RESET ROLE")


def claim_due(limit: int) -> list[Claim]:
    """Take what is due, what somebody waits for first; nobody else gets the same."""
    at = now()
    with across_practices() as cursor:
        cursor.execute(_CLAIM, [at, at, limit, at + lease()])
        rows = cursor.fetchall()
    rows.sort(key=lambda row: (not row[3], row[4]))
    return [Claim(*row[:3]) for row in rows]


def release(claims: Iterable[Claim]) -> None:
    """Give back what was claimed and not begun; it is due as before."""
    held = list(claims)
    if held:
        with across_practices() as cursor:
            cursor.execute(_RELEASE, [[c.id for c in held], [c.attempt for c in held]])


def lost_claims(limit: int) -> list[Claim]:
    """Claims whose lease ran out: the sender died, or is far too slow."""
    with across_practices() as cursor:
        cursor.execute(_LOST, [now(), limit])
        return [Claim(*row) for row in cursor.fetchall()]


def figures() -> dict[str, Any]:
    """How the outbox stands, for /readyz: numbers only."""
    at = now()
    with across_practices() as cursor:
        cursor.execute(_FIGURES, [at, at])
        overdue, unknown, held, retry = cursor.fetchone()
    return {
        "oldest_overdue_seconds": max(0, overdue),
        "unknown": unknown,
        "held": held,
        "retry": retry,
    }

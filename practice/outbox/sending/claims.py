"""The one thing that looks across practices, as a role that sees claim columns only."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from practice.core.clock import late_after, now
from practice.outbox.models import EVERYBODY
from practice.outbox.rules import CHUNK, ROUND
from practice.outbox.sending.brakes import HELD_SINCE, LOCK, brake

NO_LIMIT = 1_000_000_000

# Mails that may leave at once: what was left, and what a minute's rate has added since. A clock
# that was set back by more than a minute begins with a full minute's worth.
_FILLED = """
CASE WHEN {b}.filled_at IS NULL OR {b}.filled_at > %(at)s + interval '1 minute' THEN {rate}
  ELSE least({rate}, {b}.tokens
    + {rate} * greatest(0, extract(epoch FROM %(at)s - {b}.filled_at)) / 60) END
"""
_RATE = "coalesce(p.mails_a_minute, %(rate)s)::float"
_WAITS = "m.state IN ('planned', 'retry') AND NOT m.urgent"
# One practice after the other by its own index, so that ten thousand of one are never passed by
# to find another's; each gives its share of a batch, as far as its tokens and those of all go. Who
# gave none for longest is the first: where mails leave so fast that a round is soon over, a few
# practices give more and the others their part of the next batches, since each that is decided
# about costs as much as several mails.
_CLAIM = f"""
WITH RECURSIVE waiting AS (
  (SELECT m.practice_id, greatest(m.due_at, m.try_at) AS turn FROM practice_message m
   WHERE {_WAITS} ORDER BY m.practice_id, greatest(m.due_at, m.try_at) LIMIT 1)
  UNION ALL
  SELECT another.* FROM waiting, LATERAL (
    SELECT m.practice_id, greatest(m.due_at, m.try_at) FROM practice_message m
    WHERE {_WAITS} AND m.practice_id > waiting.practice_id
    ORDER BY m.practice_id, greatest(m.due_at, m.try_at) LIMIT 1) AS another),
turns AS MATERIALIZED (
  SELECT waiting.practice_id, {_FILLED.format(b="b", rate=_RATE)} AS tokens, b.short_at,
    CASE WHEN b.filled_at <= %(at)s + interval '1 minute' THEN b.filled_at END AS gave_at,
    waiting.turn, {HELD_SINCE} AS since,
    waiting.practice_id = ANY (%(crowded)s) OR %(whole)s AS is_crowded
  FROM waiting JOIN practice_practice p ON p.id = waiting.practice_id
    LEFT JOIN practice_brake b ON b.whose = waiting.practice_id
    LEFT JOIN practice_brake w ON w.whose = %(everybody)s
  WHERE waiting.turn <= %(at)s),
house AS MATERIALIZED (
  SELECT {_FILLED.format(b="w", rate="%(rate_all)s::float")} AS tokens, w.short_at
  FROM practice_brake w WHERE w.whose = %(everybody)s),
urgent AS MATERIALIZED (
  SELECT m.id FROM practice_message m WHERE m.state IN ('planned', 'retry') AND m.urgent
    AND greatest(m.due_at, m.try_at) <= %(at)s
  ORDER BY greatest(m.due_at, m.try_at) LIMIT %(most)s FOR UPDATE SKIP LOCKED),
room AS MATERIALIZED (
  SELECT places, greatest(ceil(places::numeric / n), least(%(chunk)s, floor(%(round)s / n)))::int
    AS share
  FROM (SELECT least(%(most)s - (SELECT count(*) FROM urgent), floor(house.tokens))::int AS places,
      greatest(1, (SELECT count(*) FROM turns WHERE tokens >= 1)) AS n FROM house) AS counted),
chosen AS MATERIALIZED (
  SELECT m.id, turns.practice_id FROM (
    SELECT * FROM turns WHERE tokens >= 1 ORDER BY gave_at NULLS FIRST, turn) AS turns
  CROSS JOIN LATERAL (
    SELECT m.id FROM practice_message m
    WHERE {_WAITS} AND m.practice_id = turns.practice_id AND greatest(m.due_at, m.try_at) <= %(at)s
      AND (turns.since IS NULL OR m.released_at >= turns.since)
      AND (NOT turns.is_crowded OR m.expected OR m.released_at IS NOT NULL)
    ORDER BY greatest(m.due_at, m.try_at)
    LIMIT least(floor(turns.tokens), (SELECT share FROM room))::int
    FOR UPDATE SKIP LOCKED) AS m
  LIMIT (SELECT places FROM room)),
gave AS (SELECT practice_id, count(*) AS n FROM chosen GROUP BY practice_id),
spent AS (
  INSERT INTO practice_brake (whose, tokens, filled_at, short_at)
  SELECT whose, tokens, %(at)s, CASE WHEN tokens < 1 THEN %(at)s ELSE short_at END FROM (
    SELECT turns.practice_id AS whose, short_at, tokens - coalesce(gave.n, 0) AS tokens
    FROM turns LEFT JOIN gave ON gave.practice_id = turns.practice_id
    WHERE gave.n > 0 OR tokens < 1
    UNION ALL
    SELECT %(everybody)s, short_at, tokens - (SELECT count(*) FROM chosen) FROM house
    WHERE EXISTS (SELECT FROM turns)) AS after
  ON CONFLICT (whose) DO UPDATE SET tokens = excluded.tokens, filled_at = excluded.filled_at,
    short_at = excluded.short_at)
UPDATE practice_message AS m SET state = 'claimed', attempt = m.attempt + 1, lease_until = %(lease)s
FROM (SELECT id FROM urgent UNION ALL SELECT id FROM chosen) AS due WHERE m.id = due.id
RETURNING m.id, m.practice_id, m.attempt, m.urgent, m.due_at
"""  # noqa: S608 - our own constants
_RELEASE = f"""
{LOCK};
WITH back AS (
  UPDATE practice_message AS m SET state = 'retry', lease_until = NULL
  FROM unnest(%(ids)s::uuid[], %(attempts)s::int[]) AS held (id, attempt)
  WHERE m.id = held.id AND m.attempt = held.attempt AND m.state = 'claimed'
  RETURNING m.practice_id, m.urgent),
unspent AS (
  SELECT practice_id AS whose, count(*) AS n FROM back WHERE NOT urgent GROUP BY practice_id
  UNION ALL SELECT %(everybody)s, count(*) FROM back WHERE NOT urgent)
UPDATE practice_brake AS b SET tokens = b.tokens + n FROM unspent WHERE b.whose = unspent.whose
"""  # noqa: S608 - our own constants
_LOST = """
SELECT id, practice_id, attempt FROM practice_message
WHERE state = 'claimed' AND (lease_until <= %s OR lease_until > %s) ORDER BY lease_until LIMIT %s
"""
# Waiting for its turn: its practice's bucket, or everybody's, was empty within the last ticks.
_FIGURES = """
WITH due AS MATERIALIZED (
  SELECT extract(epoch FROM %(at)s - m.due_at) AS age, m.due_at < %(at)s - %(late)s AS is_late,
    m.state = 'retry' AS again, NOT m.urgent AND (m.try_at IS NULL OR m.try_at <= %(at)s)
      AND coalesce(greatest(b.short_at, w.short_at) > %(at)s - %(late)s, false) AS has_turn
  FROM practice_message m LEFT JOIN practice_brake b ON b.whose = m.practice_id
    LEFT JOIN practice_brake w ON w.whose = %(everybody)s
  WHERE m.state IN ('planned', 'retry') AND m.due_at <= %(at)s),
stand AS MATERIALIZED (
  SELECT count(*) FILTER (WHERE state = 'unknown') AS unknown,
    count(*) FILTER (WHERE state = 'held') AS held
  FROM practice_message WHERE state IN ('unknown', 'held')),
ended AS MATERIALIZED (
  SELECT count(*) FILTER (WHERE state = 'sent') AS sent,
    count(*) FILTER (WHERE state = 'sent' AND settled_at > %(at)s - interval '5 minutes') AS newest,
    count(*) FILTER (WHERE state = 'failed') AS failed
  FROM practice_message WHERE settled_at > %(at)s - interval '1 hour' AND settled_at IS NOT NULL)
SELECT json_build_object(
  'due', count(*), 'late', count(*) FILTER (WHERE is_late AND NOT has_turn),
  'waiting_for_turn', count(*) FILTER (WHERE has_turn), 'retry', count(*) FILTER (WHERE again),
  'oldest_overdue_seconds', coalesce(max(age) FILTER (WHERE NOT has_turn), 0)::int,
  'oldest_waiting_seconds', coalesce(max(age) FILTER (WHERE has_turn), 0)::int,
  'unknown', (SELECT unknown FROM stand), 'held', (SELECT held FROM stand),
  'sent_last_hour', (SELECT sent FROM ended), 'failed_last_hour', (SELECT failed FROM ended),
  'sent_a_minute', round((SELECT newest FROM ended) / 5.0, 1),
  'on_hold', EXISTS (SELECT FROM practice_brake w CROSS JOIN practice_practice p
    LEFT JOIN practice_brake b ON b.whose = p.id
    WHERE w.whose = %(everybody)s AND p.is_active
      AND w.held_since > coalesce(b.released_at, '-infinity')))
FROM due
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


def farthest_lease() -> datetime:
    """A lease that ends later was given by a clock that has been put back since."""
    return now() + 2 * lease()


@contextmanager
def across_practices() -> Iterator[CursorWrapper]:
    """A short transaction as the role that sees claim columns of every practice."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE supple_claim")
        yield cursor
        cursor.execute("RESET ROLE")


def claim_due(limit: int, pace: float = 0.0) -> list[Claim]:
    """Take what is due and may leave now, what somebody waits for first; nobody else gets it.

    What is over its bucket waits as it was: nothing of it is touched. `pace` says how many mails
    a second left lately: how much of one practice is taken at once, so that each soon has its turn.
    """
    at = now()
    with across_practices() as cursor:
        held = brake(cursor, at)
        values: dict[str, Any] = {
            "at": at,
            "most": limit,
            "chunk": CHUNK,
            "round": pace * ROUND,
            "lease": at + lease(),
            "everybody": EVERYBODY,
            "crowded": held.crowded,
            "whole": held.whole,
            "rate": settings.SUPPLE_MAILS_A_MINUTE or NO_LIMIT,
            "rate_all": settings.SUPPLE_MAILS_A_MINUTE_ALL or NO_LIMIT,
        }
        cursor.execute(_CLAIM, values)
        rows = cursor.fetchall()
    rows.sort(key=lambda row: (not row[3], row[4]))
    return [Claim(*row[:3]) for row in rows]


def release(claims: Iterable[Claim]) -> None:
    """Give back what was claimed and not begun, and its tokens; it is due as before."""
    held = list(claims)
    if held:
        with across_practices() as cursor:
            values: dict[str, Any] = {
                "ids": [c.id for c in held],
                "attempts": [c.attempt for c in held],
            }
            cursor.execute(_RELEASE, values | {"everybody": EVERYBODY})


def lost_claims(limit: int) -> list[Claim]:
    """Claims whose lease ran out: the sender died, or is far too slow."""
    with across_practices() as cursor:
        cursor.execute(_LOST, [now(), farthest_lease(), limit])
        return [Claim(*row) for row in cursor.fetchall()]


def figures() -> dict[str, Any]:
    """How the outbox stands, for /readyz and those who measure: numbers only, one statement."""
    values: dict[str, Any] = {"at": now(), "late": late_after(), "everybody": EVERYBODY}
    with across_practices() as cursor:
        cursor.execute(_FIGURES, values)
        (found,) = cursor.fetchone()
    return dict(found)

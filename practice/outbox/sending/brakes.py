"""The brakes: what is held before it is claimed, and whether this database was put back.

Everything here runs as the claiming role, inside the transaction that claims, behind one lock that
all senders take: what was found still holds when mails are taken.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.backends.utils import CursorWrapper

from practice.outbox.models import EVERYBODY
from practice.outbox.rules import (
    BY_HAND,
    BY_SETTING,
    CROWD,
    RESTORED,
    UNPLANNED_ALL,
    UNPLANNED_EACH,
    UNPLANNED_MOST,
    WITHIN,
)

# The mark: which cluster, on which timeline, which of its databases, and which transaction wrote a
# row that nothing ever changes. Whatever puts a dump back writes that row by another one.
_MARK_NOW = """
(SELECT system_identifier FROM pg_control_system())::text || ' '
  || left(pg_walfile_name(pg_current_wal_lsn()), 8) || ' '
  || (SELECT oid FROM pg_database WHERE datname = current_database())::text || ' '
  || (SELECT xmin FROM practice_databaseorigin WHERE id = 1)::text
"""
LOCK = "SELECT pg_advisory_xact_lock(354050)"
_READ = f"""
{LOCK};
WITH crowds AS MATERIALIZED (
  SELECT practice_id, count(*) AS n FROM practice_message
  WHERE NOT expected AND NOT urgent AND released_at IS NULL AND planned_at > %(hour)s
    AND state NOT IN ('cancelled', 'suppressed', 'expired') GROUP BY practice_id),
crowded AS (
  SELECT practice_id FROM crowds c WHERE n > %(most)s AND n > %(most)s + (
    SELECT count(*) / 2 FROM practice_message e WHERE e.practice_id = c.practice_id AND e.expected
      AND e.due_at > %(hour)s AND e.due_at <= %(at)s
      AND e.state NOT IN ('cancelled', 'suppressed', 'expired'))),
everywhere AS (SELECT coalesce(sum(n), 0) AS n FROM crowds)
SELECT b.mark, {_MARK_NOW}, b.held_reason, (SELECT array_agg(practice_id) FROM crowded),
  CASE WHEN everywhere.n <= %(all)s THEN false ELSE everywhere.n > %(all)s + %(each)s *
    (SELECT count(*) FROM practice_practice WHERE is_active) END,
  EXISTS (SELECT FROM practice_brake WHERE held_since IS NOT NULL)
FROM everywhere LEFT JOIN practice_brake b ON b.whose = %(everybody)s
"""  # noqa: S608 - our own constants
_BEGIN = f"""
INSERT INTO practice_databaseorigin (id) VALUES (1) ON CONFLICT DO NOTHING;
INSERT INTO practice_brake (whose) VALUES (%(everybody)s) ON CONFLICT DO NOTHING;
UPDATE practice_brake SET mark = {_MARK_NOW} WHERE whose = %(everybody)s
"""  # noqa: S608 - our own constants
# What is held for a reason that begins with `kept` stays held for that one.
_HOLD_ALL = f"""
UPDATE practice_brake SET mark = {_MARK_NOW}, held_since = %(at)s,
  held_reason = CASE WHEN starts_with(held_reason, %(kept)s) THEN held_reason ELSE %(why)s END
WHERE whose = %(everybody)s
"""  # noqa: S608 - our own constants
# Since when a practice (p) is held: by itself (b), or with all (w) unless it was let go since.
HELD_SINCE = """
CASE WHEN b.held_since IS NOT NULL THEN b.held_since
  WHEN w.held_since > coalesce(b.released_at, '-infinity') THEN w.held_since END
"""
_HOLD = f"""
WITH held AS (
  SELECT p.id, {HELD_SINCE} AS since,
    CASE WHEN b.held_since IS NOT NULL THEN b.held_reason ELSE w.held_reason END AS reason
  FROM practice_practice p LEFT JOIN practice_brake b ON b.whose = p.id
    LEFT JOIN practice_brake w ON w.whose = %(everybody)s),
due AS (
  SELECT m.id, held.reason FROM practice_message m JOIN held ON held.id = m.practice_id
  WHERE m.state IN ('planned', 'retry') AND NOT m.urgent AND greatest(m.due_at, m.try_at) <= %(at)s
    AND held.since IS NOT NULL AND (m.released_at IS NULL OR m.released_at < held.since)
  FOR UPDATE OF m SKIP LOCKED)
UPDATE practice_message AS m SET state = 'held', reason = due.reason FROM due WHERE m.id = due.id
"""  # noqa: S608 - our own constants
_HOLD_CROWD = """
UPDATE practice_message SET state = 'held', reason = %(crowd)s WHERE id IN (
  SELECT id FROM practice_message
  WHERE state IN ('planned', 'retry') AND NOT urgent AND greatest(due_at, try_at) <= %(at)s
    AND NOT expected AND released_at IS NULL AND (%(whole)s OR practice_id = ANY (%(crowded)s))
  FOR UPDATE SKIP LOCKED)
"""


@dataclass(frozen=True, slots=True)
class Brakes:
    """What no sender may take now; `whole`: what nobody planned, of every practice."""

    crowded: list[UUID]
    whole: bool


def brake(cursor: CursorWrapper, at: datetime) -> Brakes:
    """Take the senders' lock, hold what must not leave, and say what may not be claimed.

    Two statements a batch, of which the second runs only while something is held.
    """
    values: dict[str, Any] = {
        "at": at,
        "hour": at - WITHIN,
        "most": UNPLANNED_MOST,
        "all": UNPLANNED_ALL,
        "each": UNPLANNED_EACH,
        "everybody": EVERYBODY,
        "crowd": CROWD,
    }
    cursor.execute(_READ, values)
    cursor.nextset()
    mark, mark_now, held_for, crowded, whole, holds = cursor.fetchone()
    if not mark or mark_now is None:
        cursor.execute(_BEGIN, values)
    elif mark != mark_now:
        cursor.execute(_HOLD_ALL, values | {"why": RESTORED, "kept": BY_HAND})
        holds = True
    if settings.SUPPLE_HOLD_MAIL and held_for != BY_SETTING:
        cursor.execute(_HOLD_ALL, values | {"why": BY_SETTING, "kept": BY_SETTING})
        holds = True
    found = Brakes(crowded or [], whole)
    if holds:
        cursor.execute(_HOLD, values)
    if found.crowded or found.whole:
        cursor.execute(_HOLD_CROWD, values | {"whole": whole, "crowded": found.crowded})
    return found

"""Active plans in two databases, and what makes some of them due."""

from functools import partial
from pathlib import Path

import psycopg
from psycopg import sql

from practice.config.bench.databases import Base, Databases, mark_of

SEED = Path(__file__).with_name("seed.sql")
PRACTICES = 100
PLANS = (10_000, 1_000_000)
DUE = PLANS[0]
MAILS = 2_000  # due at once
_EACH = DUE // PRACTICES
_NAMES = tuple(f"bench_plans_{plans}" for plans in PLANS)

# Indexes are made in one go afterwards; those that hold a rule stay.
_FILLED = (
    *("clients_client", "clients_episode"),
    *("care_sessions_homeprogram", "care_sessions_reminderplan"),
)
_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY (%s)
  AND indexdef NOT LIKE 'CREATE UNIQUE%%'
"""

# Due since a minute after midnight: of today at whatever hour this runs.
_MAKE_DUE = """
WITH each AS (
  SELECT id, row_number() OVER (PARTITION BY practice_id ORDER BY id) AS place
  FROM care_sessions_reminderplan),
today AS (
  SELECT (date_trunc('day', now() AT TIME ZONE 'Europe/Berlin') + interval '1 minute')
    AT TIME ZONE 'Europe/Berlin' AS begins)
UPDATE care_sessions_reminderplan p SET next_due_at = today.begins
FROM each, today WHERE p.id = each.id AND each.place <= %s
"""


def seed(databases: Databases, *, fresh: bool) -> tuple[str, str]:
    """Make both, unless they are there and still good; their names, the smaller one first."""
    base = Base("bench_few", PRACTICES - 1, mark_of(SEED))
    for name, plans in zip(_NAMES, PLANS, strict=True):
        filling = partial(fill, plans=plans // PRACTICES)
        databases.make(name, f"{plans:,} plans", base, filling, fresh=fresh)
    return _NAMES[0], _NAMES[1]


def fill(connection: psycopg.Connection, plans: int) -> None:
    """So many plans in each practice, as the administrator, with triggers and keys asleep."""
    connection.execute("SET session_replication_role = replica")
    connection.execute("SET synchronous_commit = off")
    left_out = connection.execute(_INDEXES, [list(_FILLED)]).fetchall()
    for name, _made_by in left_out:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    statements = SEED.read_text(encoding="utf-8").format(plans=plans, due=_EACH)
    connection.execute(statements.encode())
    for _name, made_by in left_out:
        connection.execute(made_by.encode())


def make_due(connection: psycopg.Connection) -> None:
    """Ten thousand plans due, the same number of each practice, and nothing planned yet."""
    connection.execute("SET session_replication_role = replica")
    connection.execute("TRUNCATE practice_message CASCADE")
    connection.execute(_MAKE_DUE, [_EACH])
    connection.execute("VACUUM (ANALYZE) care_sessions_reminderplan, practice_message")

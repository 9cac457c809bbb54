"""One hash over everything that practices hold, to see whether anything changed."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.apps import apps
from django.db import connection

from practice.core.actor import enter
from practice.core.tenancy import TenantModel

ALL_READ = {"practice_practice"}


def _tables() -> list[str]:
    models = apps.get_models()
    return sorted({m._meta.db_table for m in models if issubclass(m, TenantModel)} | ALL_READ)


def touched() -> int:
    """How many rows of the digest's tables this transaction wrote or took away, kept or not."""
    count = "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables"
    with connection.cursor() as cursor:
        cursor.execute(f"{count} WHERE relname = ANY(%s)", [[*_tables(), "practice_user"]])
        return int(cursor.fetchone()[0])


def changes(digest: Callable[[], str], before: str) -> Callable[[], bool]:
    """Ask afterwards whether rows are other than `before`: read again only if some were touched."""
    at_first = touched()
    return lambda: touched() != at_first and digest() != before


def digest_of(practice_ids: Iterable[UUID]) -> str:
    """One hash over every row of these practices and every login; leaves the last one entered."""
    hashes = ", ".join(
        f"(SELECT md5(string_agg(r::text, '|' ORDER BY r.id)) FROM {table} r)"  # noqa: S608
        for table in _tables()
    )
    logins = "SELECT md5(string_agg(concat(email, password, is_active), '|' ORDER BY id))"
    found = []
    with connection.cursor() as cursor:
        for practice_id in practice_ids:
            enter(practice_id=practice_id)
            cursor.execute(f"SELECT {hashes}, ({logins} FROM practice_user)")  # noqa: S608
            found.append(str(cursor.fetchone()))
    return "".join(found)

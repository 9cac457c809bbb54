"""One hash over everything that practices hold, to see whether anything changed."""

from collections.abc import Iterable
from uuid import UUID

from django.apps import apps
from django.db import connection

from practice.core.actor import enter
from practice.core.tenancy import TenantModel


def digest_of(practice_ids: Iterable[UUID]) -> str:
    """One hash over every row of these practices and every login; leaves the last one entered."""
    tables = [m._meta.db_table for m in apps.get_models() if issubclass(m, TenantModel)]
    hashes = ", ".join(
        f"(SELECT md5(string_agg(r::text, '|' ORDER BY r.id)) FROM {table} r)"  # noqa: S608
        for table in sorted([*tables, "practice_practice"])
    )
    logins = "SELECT md5(string_agg(concat(email, password, is_active), '|' ORDER BY id))"
    found = []
    with connection.cursor() as cursor:
        for practice_id in practice_ids:
            enter(practice_id=practice_id)
            cursor.execute(f"SELECT {hashes}, ({logins} FROM practice_user)")  # noqa: S608
            found.append(str(cursor.fetchone()))
    return "".join(found)

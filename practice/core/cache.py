"""The cache in PostgreSQL, as JSON: what counts sign-ins must neither be lost nor be code.

Django's own backend pickles, counts the whole table at each write, and culls at random.
"""

import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

FOR_EVER = timedelta(days=3650)
SWEEP_ONE_IN = 50
_GET = "SELECT value FROM practice_cache WHERE cache_key = %s AND expires > %s"
_SET = (
    "INSERT INTO practice_cache AS kept (cache_key, value, expires) VALUES (%s, %s, %s)"
    " ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires"
)
_SWEEP = (
    "DELETE FROM practice_cache WHERE cache_key IN (SELECT cache_key FROM practice_cache"
    " WHERE expires < %s LIMIT 500 FOR UPDATE SKIP LOCKED)"
)


class JSONCache(BaseCache):
    """A key is written in the running transaction: who asks for it meanwhile waits."""

    def __init__(self, _table: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def _until(self, timeout: Any) -> datetime:
        seconds = self.get_backend_timeout(timeout)
        return datetime.fromtimestamp(seconds, UTC) if seconds else timezone.now() + FOR_EVER

    def _run(self, statement: str, *values: Any) -> bool:
        """Whether a row was written; not, when somebody else holds it for too long."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, values)
                return bool(cursor.rowcount > 0)
        except DatabaseError:
            return False

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """What is kept under a key."""
        with connection.cursor() as cursor:
            cursor.execute(_GET, [self.make_and_validate_key(key, version), timezone.now()])
            row = cursor.fetchone()
        return json.loads(row[0]) if row else default

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Keep a value, whatever was there."""
        name = self.make_and_validate_key(key, version)
        self._run(_SET, name, json.dumps(value), self._until(timeout))
        if random.randrange(SWEEP_ONE_IN) == 0:  # noqa: S311 - only spreads the sweeping
            self._run(_SWEEP, timezone.now())

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Keep a value unless one is kept already; says whether it did."""
        name = self.make_and_validate_key(key, version)
        until = self._until(timeout)
        return self._run(
            f"{_SET} WHERE kept.expires <= %s", name, json.dumps(value), until, timezone.now()
        )

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value for longer."""
        name = self.make_and_validate_key(key, version)
        return self._run(
            "UPDATE practice_cache SET expires = %s WHERE cache_key = %s AND expires > %s",
            self._until(timeout),
            name,
            timezone.now(),
        )

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Forget a key."""
        name = self.make_and_validate_key(key, version)
        return self._run("DELETE FROM practice_cache WHERE cache_key = %s", name)

    def clear(self) -> None:
        """Forget everything."""
        self._run("DELETE FROM practice_cache")

"""Counts statements, without the savepoints that the test client and services add."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

APART = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements of the block, filled in when it ends."""
    seen: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield seen
    found = (query["sql"] for query in captured.captured_queries)
    seen.extend(sql for sql in found if not sql.startswith(APART))

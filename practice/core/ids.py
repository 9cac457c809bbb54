"""Ids of rows that refer to each other and are inserted together."""

import secrets
import time
from uuid import UUID


def new_id() -> UUID:
    """An id as the database makes it: the millisecond, then chance (RFC 9562, version 7).

    `uuid.uuid7` does the same from Python 3.14 on.
    """
    millisecond = time.time_ns() // 1_000_000
    first, rest = secrets.randbits(12), secrets.randbits(62)
    return UUID(int=millisecond << 80 | 7 << 76 | first << 64 | 2 << 62 | rest)

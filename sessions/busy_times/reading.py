"""A process of its own that reads one calendar: it knows no secret but the address, has no way to
the database, and ends when it takes too long, computes too long or takes too much memory.

It is asked by one line of JSON and answers with one; what stands in the calendar leaves it only as
beginnings and ends.
"""

import json
import resource
import signal
import sys
from datetime import datetime
from typing import Any

from sessions.busy_times.fetching import fetch
from sessions.busy_times.rules import (
    CPU_SECONDS_MOST,
    MEMORY_MOST,
    SECONDS_MOST,
    Fault,
    Unreadable,
)


def read(asked: dict[str, Any]) -> dict[str, Any]:
    """What an address says, or why it says nothing."""
    try:
        found = fetch(asked["address"], asked["etag"], asked["modified"])
        told: dict[str, Any] = {"etag": found.etag, "modified": found.modified}
        if found.text is None:
            return {**told, "busy": None, "odd": 0}
        from sessions.busy_times.expanding import busy_in  # noqa: PLC0415 - most answers need none

        since, until = (datetime.fromisoformat(asked[name]) for name in ("since", "until"))
        expanded = busy_in(found.text, asked["zone"], since, until, asked["host"])
    except Unreadable as error:
        return {"fault": error.fault.value}
    except TimeoutError:
        return {"fault": Fault.TOO_SLOW.value}
    except MemoryError:
        return {"fault": Fault.TOO_MUCH.value}
    busy = [(one.begins.isoformat(), one.ends.isoformat(), one.uid) for one in expanded.busy]
    return {**told, "busy": busy, "odd": expanded.odd}


def _late(_signal: int, _frame: Any) -> None:
    raise TimeoutError


def main() -> None:
    """Set the limits, then read."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS_MOST, CPU_SECONDS_MOST + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MOST, MEMORY_MOST))
    signal.signal(signal.SIGALRM, _late)
    signal.alarm(SECONDS_MOST)
    json.dump(read(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()

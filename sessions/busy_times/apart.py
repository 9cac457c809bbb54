"""Has a calendar read by a process of its own, and believes of its answer what it must be."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from sessions.busy_times.rules import SECONDS_MOST, Fault, Unreadable

MODULE = "sessions.busy_times.reading"
GRACE = 5  # seconds for the process to begin, and to say that it was too slow
# It learns where the machine's own ways and certificates are, and nothing of Supple's settings.
PASSED_ON = ("PATH", "LANG", "TZDIR", "PYTHONTZPATH", "SSL_CERT_FILE", "SSL_CERT_DIR")


@dataclass(frozen=True)
class Answer:
    """What is busy, each with the name that may be Supple's own; None as before."""

    busy: list[tuple[datetime, datetime, str]] | None
    odd: int
    etag: str
    modified: str


def read_apart(**asked: Any) -> Answer:
    """Have an address read; Unreadable says why it was not."""
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", MODULE],
            input=json.dumps(asked).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it could name the address
            timeout=SECONDS_MOST + GRACE,
            cwd=settings.BASE_DIR,
            env={**environment, "PYTHONPATH": str(settings.BASE_DIR)},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(Fault.TOO_SLOW) from None
    if done.returncode == -signal.SIGXCPU or done.returncode == -signal.SIGKILL:
        raise Unreadable(Fault.TOO_MUCH)
    try:
        told = json.loads(done.stdout)
    except ValueError:
        raise Unreadable(Fault.NOT_A_CALENDAR) from None
    if "fault" in told:
        raise Unreadable(Fault(told["fault"]))
    busy = told["busy"]
    if busy is not None:
        at = datetime.fromisoformat
        busy = [(at(begins), at(ends), uid) for begins, ends, uid in busy]
    return Answer(busy, told["odd"], told["etag"], told["modified"])

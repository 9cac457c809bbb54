"""One bin/up for one SUPPLE_HOME."""

import fcntl
import os
from pathlib import Path
from typing import TextIO

from practice.config.up import CannotStart


def hold(run: Path) -> TextIO:
    """Take the lock, for as long as the returned file stays open; CannotStart if it is taken."""
    path = run / "lock"
    handle = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pid, _, url = handle.read().strip().partition(" ")
        handle.close()
        where = f" at {url}" if url else ""
        who = f"process {pid or 'unknown'}"
        raise CannotStart(f"Supple is already running{where} ({who}).") from None
    note(handle, "")
    return handle


def note(handle: TextIO, url: str) -> None:
    """Say in the lock who holds it and which address it serves."""
    handle.seek(0)
    handle.truncate()
    handle.write(f"{os.getpid()} {url}")
    handle.flush()

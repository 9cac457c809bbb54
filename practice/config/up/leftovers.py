"""Processes that a crash left behind: each part notes its process group, its successor ends it.

`kill -9` of a part's first process leaves its children serving old code on the same port.
"""

import json
import os
import signal
import time
from pathlib import Path

import psutil

# Seconds by which the clock of the process table may be off its own earlier reading.
SLACK = 1.0
PATIENCE = 30.0


def note_group(record: Path) -> None:
    """Note this process as the first of its group."""
    note = {"group": os.getpid(), "since": psutil.Process().create_time()}
    record.write_text(json.dumps(note), encoding="utf-8")


def end_group(record: Path, *, how: signal.Signals = signal.SIGKILL) -> bool:
    """End what is left of a noted group and wait for it; say whether there was anything."""
    members = _members(record)
    for member in members:
        try:
            member.send_signal(how)
        except psutil.NoSuchProcess:
            continue
    _, alive = psutil.wait_procs(members, timeout=PATIENCE)
    for member in alive:
        member.kill()
    return bool(members)


def wait_for_exit(pid_file: Path, seconds: float) -> bool:
    """Wait for the process a pid file names; say whether it is gone."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if supervisor_pid(pid_file) is None:
            return True
        time.sleep(0.1)
    return supervisor_pid(pid_file) is None


def supervisor_pid(pid_file: Path) -> int | None:
    """Return the process number of a living supervisord that wrote this pid file."""
    try:
        pid = int(pid_file.read_text(encoding="ascii"))
        process = psutil.Process(pid)
        alive = process.status() != psutil.STATUS_ZOMBIE
        ours = str(pid_file.parent) in " ".join(process.cmdline())
    except (OSError, ValueError, psutil.NoSuchProcess):
        return None
    return pid if alive and ours else None


def _members(record: Path) -> list[psutil.Process]:
    try:
        note = json.loads(record.read_text(encoding="utf-8"))
        group, since = int(note["group"]), float(note["since"])
    except (OSError, ValueError, KeyError, TypeError):
        return []
    found = []
    for process in psutil.process_iter():
        try:
            if os.getpgid(process.pid) != group or process.pid == os.getpid():
                continue
            began = process.create_time()
        except (OSError, psutil.NoSuchProcess):
            continue
        # After a reboot or a long time the number may belong to strangers: leave them alone.
        if process.pid == group and abs(began - since) > SLACK:
            return []
        if began >= since - SLACK:
            found.append(process)
    return found

"""Becomes one part of Supple, as `run/parts.json` describes it.

Run by supervisord as `python -m practice.config.up.part NAME`. It ends what a crashed
predecessor left, takes the part's system user, asks to be stopped if supervisord dies, and turns
into the program.
"""

import json
import os
import sys
from pathlib import Path

from practice.config.embedded.process import die_with_parent
from practice.config.up.leftovers import end_group, note_group

ROOT = Path(__file__).resolve().parents[3]


def become(name: str) -> None:
    """Replace this process by the named part."""
    run = Path(os.environ["SUPPLE_HOME"]) / "run"
    part = json.loads((run / "parts.json").read_text(encoding="utf-8"))[name]
    record = run / f"{name}.group"
    if part["kills_leftovers"]:
        end_group(record)
    note_group(record)
    parent = os.getppid()
    os.nice(part["nice"])
    if part["uid"] is not None:
        os.setgroups([])
        os.setgid(part["gid"])
        os.setuid(part["uid"])
    die_with_parent(part["stop_signal"])
    if os.getppid() != parent:
        sys.exit(f"{name}: supervisord is gone")
    os.umask(0o077)
    os.chdir("/" if part["uid"] is not None else ROOT)
    # Becoming the program is the point.
    os.execve(part["command"][0], part["command"], {**os.environ, **part["environment"]})  # noqa: S606


if __name__ == "__main__":
    become(sys.argv[1])

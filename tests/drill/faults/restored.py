"""A day-old dump put back: nothing leaves but what somebody waits for, until it is let go."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from practice.config.embedded import roles, system_user
from practice.outbox.rules import RESTORED
from tests.cast import House
from tests.drill.databases import forget_connections
from tests.drill.faults.stage import Stage, wait_until
from tests.drill.figures import Figure, exactly
from tests.practice.outbox.background import ROOT
from tests.practice.outbox.killing import is_under_way
from tests.practice.outbox.live import all_messages, change, make_due, states_of

DUE = 60
APART = ("web", "worker", "beat")


def run(stage: Stage) -> Iterator[Figure]:
    """Dump while reminders are due, let them leave, and put the dump back."""
    house = stage.found_house("restored")
    for name in ("worker", "beat"):
        stage.kill(name)
    make_due(house, DUE)
    dump = stage.home / "old.dump"
    _tool("pg_dump", "--format=custom", f"--file={dump}", f"--dbname={stage.cluster.url}")
    stage.start("worker", "beat")
    wait_until(lambda: not is_under_way(house), "each mail came to an end")
    yield exactly("restored: sent before", states_of(house)["sent"], DUE)
    for name in APART:
        stage.kill(name)
    _put_back(stage, dump)
    before = len(stage.sink.mails)
    stage.start(*APART)
    wait_until(lambda: not is_under_way(house), "what is due was held")
    yield exactly("restored: held, of those that the dump has", _held(house), DUE)
    change(house, all_messages(house)[0].pk, state="planned", urgent=True)
    wait_until(lambda: not is_under_way(house), "what somebody waits for left")
    wait_until(stage.is_ready, "a whole tick went by")
    yield exactly("restored: left, all of it waited for", len(stage.sink.mails) - before, 1)
    _outbox(stage, "release", "--all")
    wait_until(lambda: not is_under_way(house), "each mail came to an end")
    yield exactly("restored: left once they were let go", len(stage.sink.mails) - before, DUE)


def _held(house: House) -> int:
    return sum(m.state == "held" and m.reason == RESTORED for m in all_messages(house))


def _tool(name: str, *options: str) -> None:
    """One of PostgreSQL's own programs."""
    subprocess.run([str(system_user.program(None) / name), *options], check=True)


def _put_back(stage: Stage, dump: Path) -> None:
    """As whoever runs it would: a fresh database, the dump in it, the roles as they should be."""
    url = stage.cluster.url
    forget_connections()
    with psycopg.connect(make_conninfo(url, dbname="postgres"), autocommit=True) as admin:
        admin.execute("DROP DATABASE supple WITH (FORCE)")
        admin.execute("CREATE DATABASE supple TEMPLATE template0 ENCODING 'UTF8'")
    roles.bootstrap(url, os.environ)
    _tool("pg_restore", f"--dbname={url}", "--exit-on-error", str(dump))


def _outbox(stage: Stage, *words: str) -> None:
    command = [sys.executable, str(ROOT / "manage.py"), "outbox", *words]
    subprocess.run(command, env=stage.environment, check=True, stdout=subprocess.DEVNULL)

"""Two of the product's servers, one for each database, asked in turn by the same load."""

import json
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from practice.config.bench.databases import Databases
from practice.config.bench.entries import ENTRIES
from practice.config.bench.figures import Timed
from practice.config.embedded.mail import free_port
from practice.config.embedded.run import end, start
from practice.config.up import CannotStart, parts, prepare

CONNECTIONS = 8
WARM_UP = 0.4
SERVER_SECONDS = 30
HELLO = {
    "entry": "hello",
    "variant": "",
    "visits": [
        {"path": "/bench/hello/", "method": "GET", "headers": {}, "body": "", "status": 200}
    ],
    "settles": [],
    "queries": 0,
    "kilobytes": 0.0,
}


@dataclass(frozen=True)
class Plan:
    """How long, how often, and which entries; none means all of them."""

    seconds: float
    rounds: int
    only: set[str] = field(default_factory=set)

    def takes(self, entry: str) -> bool:
        """Whether an entry is measured: asked for, or the reference of one that is."""
        wanted = {e.name for e in ENTRIES if e.name in self.only}
        wanted |= {e.reference for e in ENTRIES if e.name in self.only}
        return not self.only or entry in wanted


@dataclass(frozen=True)
class Server:
    """One running server and everything it is asked."""

    port: int
    planned: list[dict[str, Any]]
    timed: list[Timed]


class Load:
    """The load's process: takes one order at a time, so that nothing overlaps."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "practice.config.bench.load"],
            cwd=prepare.ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def ask(self, server: Server, planned: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Have one thing asked for a while."""
        order = {
            "name": f"{server.port} {planned['entry']} {planned['variant']}",
            "port": server.port,
            "connections": CONNECTIONS,
            "seconds": seconds,
            "visits": planned["visits"],
            "settles": planned["settles"],
        }
        if self.process.stdin is None or self.process.stdout is None:
            raise CannotStart("The load has no pipes.")
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        answer: dict[str, Any] = json.loads(line) if line else {"failed": "the load ended"}
        if answer["failed"]:
            raise CannotStart(f"{planned['entry']} ({planned['variant']}): {answer['failed']}")
        return answer


def measure(
    databases: Databases, measured: str, beside: str, plan: Plan, *, bare: bool
) -> tuple[list[Timed], list[Timed]]:
    """Time every entry on both databases, in turn and in rounds."""
    with ExitStack() as stack:
        servers = [
            stack.enter_context(_serving(databases, measured, plan)),
            stack.enter_context(_serving(databases, beside, plan, bare=bare)),
        ]
        load = Load()
        stack.callback(end, load.process, signal.SIGTERM)
        for number in range(plan.rounds):
            for each in range(len(servers[0].planned)):
                for server in servers:
                    if number == 0:
                        load.ask(server, server.planned[each], WARM_UP)
                    answer = load.ask(server, server.planned[each], plan.seconds)
                    server.timed[each].rps.append(answer["rps"])
                    server.timed[each].times += answer["times"]
    return servers[0].timed, servers[1].timed


@contextmanager
def _serving(
    databases: Databases, database: str, plan: Plan, *, bare: bool = False
) -> Iterator[Server]:
    port = free_port()
    environment = databases.environment(database, "web")
    environment["SUPPLE_BASE_URL"] = f"http://127.0.0.1:{port}"
    log = databases.home / "log" / "prepare.log"
    told = prepare.manage(environment, log, "bench_visits")
    planned = [p for p in [HELLO, *json.loads(told)] if plan.takes(p["entry"])]
    timed = [Timed(p["entry"], p["variant"], p["queries"], p["kilobytes"]) for p in planned]
    if bare:
        environment["BENCH_WITHOUT_PROTECTION"] = "1"
    served = "practice.config.bench.wsgi:application"
    command = [*parts.web("127.0.0.1", port).command[:-1], served]
    process = start(command, databases.home, f"web-{database}", environment=environment)
    try:
        _wait_until_up(port, process)
        yield Server(port, planned, timed)
    finally:
        end(process, signal.SIGTERM)


def _wait_until_up(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SERVER_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise CannotStart("The web server does not answer; see its log under the bench's folder.")

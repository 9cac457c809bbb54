"""Starts what a send needs, has it measured, and says what came of it."""

import json
import signal
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

from practice.config.bench.databases import Databases
from practice.config.bench.figures import round_by_round
from practice.config.bench.reminders.databases import DUE, MAILS, PLANS, make_due, seed
from practice.config.embedded.mail import free_port
from practice.config.embedded.run import end, start
from practice.config.embedded.valkey import Broker
from practice.config.up import CannotStart, parts, prepare, say

ROUNDS = 3
RATIO, QUERIES, TASKS, GROWTH = 0.35, 4, 60, 1.2


@dataclass(frozen=True)
class Reminders:
    """Mails a second by the bare loop and by the whole way, and what planning costs."""

    rawsmtp: float
    send: float
    ratio: float
    sql_per_mail: float
    tasks: int
    planning_growth: float
    celery_nothing: float
    mail_bytes: int
    planning_seconds: float
    missed: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The figures, for a file."""
        return asdict(self) | {"met": not self.missed}

    def words(self) -> str:
        """The figures for people."""
        return "\n".join(
            (
                f"rawsmtp           {self.rawsmtp:.0f} mails/s of {self.mail_bytes:,} bytes",
                f"send              {self.send:.0f} mails/s, {MAILS:,} due, two processes",
                f"ratio             {self.ratio:.2f} (≥ {RATIO})",
                f"sql_per_mail      {self.sql_per_mail:.2f} (≤ {QUERIES})",
                f"tasks             {self.tasks} (≤ {TASKS})",
                f"Celery, nothing   {self.celery_nothing:.0f} tasks/s",
                f"planning          {self.planning_seconds:.1f} s, {DUE:,} due of {PLANS[1]:,}",
                f"planning_growth   {self.planning_growth:.2f} from {PLANS[0]:,} (≤ {GROWTH})",
            )
        )


def measure_reminders(databases: Databases, *, fresh: bool) -> Reminders:
    """Everything, on copies of databases of its own."""
    small, large = seed(databases, fresh=fresh)
    say(f"Sending {MAILS:,} mails, {ROUNDS} times …")
    with databases.copy(small) as copy:
        sent = _sent(databases, copy)
    say(f"Planning {DUE:,} among {PLANS[0]:,} and among {PLANS[1]:,}, {ROUNDS} times …")
    with databases.copy(small) as few, databases.copy(large) as many:
        seconds: dict[str, list[float]] = {few: [], many: []}
        for _round in range(ROUNDS):
            for name, taken in seconds.items():
                taken.append(_planned(databases, name))
    return figures(sent, seconds[few], seconds[many])


def figures(sent: dict[str, Any], few: list[float], many: list[float]) -> Reminders:
    """From rounds to figures, and whether the targets are met."""
    ratio = round_by_round(sent["send"], sent["rawsmtp"])
    growth = round_by_round(many, few)
    tasks = max(sent["tasks"])
    over = (
        (ratio < RATIO, f"{ratio:.2f} × rawsmtp < {RATIO}"),
        (sent["queries"] > QUERIES, f"{sent['queries']:.2f} statements a mail > {QUERIES}"),
        (tasks > TASKS, f"{tasks} tasks > {TASKS}"),
        (growth > GROWTH, f"planning grows by {growth:.2f} > {GROWTH}"),
    )
    return Reminders(
        rawsmtp=round(median(sent["rawsmtp"]), 1),
        send=round(median(sent["send"]), 1),
        ratio=round(ratio, 3),
        sql_per_mail=round(sent["queries"], 2),
        tasks=tasks,
        planning_growth=round(growth, 3),
        celery_nothing=round(sent["nothing"], 1),
        mail_bytes=sent["size"],
        planning_seconds=round(median(many), 2),
        missed=[words for is_so, words in over if is_so],
    )


def _sent(databases: Databases, copy: str) -> dict[str, Any]:
    broker, port = Broker(databases.home, databases.secrets["SUPPLE_BROKER_PASSWORD"]), free_port()
    broker.prepare()
    environment = databases.environment(copy, "worker")
    environment |= {"BROKER_URL": broker.url, "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    # As fast as it can: without the limits that a practice's mails have by the minute.
    environment |= dict.fromkeys(("SUPPLE_MAILS_A_MINUTE", "SUPPLE_MAILS_A_MINUTE_ALL"), "0")
    environment |= {"SUPPLE_LOG_LEVEL": "WARNING"}
    sink = [parts.worker().command[0], "-m", "practice.config.bench.reminders.sink", str(port)]
    worker = [*parts.worker().command, "--include", "practice.config.bench.reminders.tasks"]
    with ExitStack() as stack:
        for name, command in (("valkey", broker.command()), ("sink", sink), ("worker", worker)):
            process = start(command, databases.home, name, environment=environment)
            stack.callback(end, process, signal.SIGTERM)
        return _told(databases, environment, "send", f"--rounds={ROUNDS}")


def _planned(databases: Databases, name: str) -> float:
    with databases.connect(name) as admin:
        make_due(admin)
    told = _told(databases, databases.environment(name, "worker"), "plan")
    if told["made"] != DUE:
        raise CannotStart(f"{told['made']} of {DUE} due were planned.")
    return float(told["seconds"])


def _told(databases: Databases, environment: dict[str, str], *arguments: str) -> dict[str, Any]:
    log = databases.home / "log" / "prepare.log"
    told = prepare.manage(environment, log, "bench_reminders", *arguments)
    found: dict[str, Any] = json.loads(told.splitlines()[-1])
    return found

"""The parts of a running Supple, in the order in which they start."""

import json
import os
import signal
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

from practice.config.embedded.postgres import Cluster
from practice.config.embedded.valkey import Broker

WEB_THREADS = 8
MOST_WEB_PROCESSES = 4
WORKER_PROCESSES = 2
# Longer than a mail server may take after the final dot, so that no answer is cut off.
WORKER_STOP_SECONDS = 75
STOP_SECONDS = 20
# Somebody waits for a page; nobody waits for the background to the tenth of a second.
BACKGROUND_NICE = 5


@dataclass(frozen=True)
class Part:
    """One program under supervisord."""

    name: str
    command: list[str]
    starts_first: bool = False
    stop_turn: int = 1
    environment: dict[str, str] = field(default_factory=dict)
    uid: int | None = None
    gid: int | None = None
    stop_signal: int = signal.SIGTERM
    stop_seconds: int = STOP_SECONDS
    kills_leftovers: bool = True
    nice: int = 0


def postgres(cluster: Cluster) -> Part:
    """The database. SIGINT is its fast shutdown; orphans of its own end by themselves."""
    return Part(
        "postgres",
        cluster.command(),
        starts_first=True,
        uid=cluster.user.uid if cluster.user else None,
        gid=cluster.user.gid if cluster.user else None,
        stop_signal=signal.SIGINT,
        stop_seconds=60,
        stop_turn=3,
        kills_leftovers=False,
    )


def valkey(broker: Broker) -> Part:
    """The broker."""
    return Part("valkey", broker.command(), starts_first=True, stop_turn=2)


def mail(port: int, folder: Path) -> Part:
    """The mail sink, for a Supple without a mail server."""
    return Part(
        "mail", _python("practice.config.embedded.mail", str(port), str(folder)), stop_turn=2
    )


def web(bind: str, port: int) -> Part:
    """The pages and the API."""
    processes = max(1, min(MOST_WEB_PROCESSES, os.cpu_count() or 1))
    command = _python("granian", "--interface", "wsgi", "--no-ws", "--host", bind)
    command += ["--port", str(port), "--workers", str(processes)]
    command += ["--blocking-threads", str(WEB_THREADS), "--respawn-failed-workers"]
    command += ["--workers-kill-timeout", "10", "practice.config.wsgi:application"]
    return Part("web", command, environment={"SUPPLE_ROLE": "web"})


def worker() -> Part:
    """Sends and plans."""
    command = _python("celery", "-A", "practice.config.celery", "worker", "--loglevel", "INFO")
    command += ["--pool", "prefork", "--concurrency", str(WORKER_PROCESSES)]
    command += ["--without-gossip", "--without-mingle"]
    return Part(
        "worker",
        command,
        environment={"SUPPLE_ROLE": "worker"},
        stop_seconds=WORKER_STOP_SECONDS,
        nice=BACKGROUND_NICE,
    )


def beat() -> Part:
    """Ticks."""
    command = _python("celery", "-A", "practice.config.celery", "beat", "--loglevel", "INFO")
    command += ["--scheduler", "practice.config.beat:Scheduler", "--pidfile="]
    return Part(
        "beat",
        command,
        environment={"SUPPLE_ROLE": "worker"},
        nice=BACKGROUND_NICE,
    )


def write(parts: list[Part], run: Path) -> None:
    """Leave the descriptions where each part's launcher reads them."""
    described = {part.name: asdict(part) for part in parts}
    path = run / "parts.json"
    path.write_text(json.dumps(described), encoding="utf-8")
    path.chmod(0o600)


def _python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]

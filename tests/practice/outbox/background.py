"""A real broker, a real Celery worker and a real beat beside a test."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from django.db import connection
from psycopg.conninfo import make_conninfo

from practice.config.embedded.valkey import Broker

ROOT = Path(__file__).resolve().parents[3]
TERMINATE_WITHIN = 10


@contextlib.contextmanager
def broker(folder: Path) -> Iterator[str]:
    """A Valkey of the test's own; yields its address."""
    (folder / "run").mkdir(mode=0o700)
    valkey = Broker(folder, "only-for-this-test")
    valkey.prepare()
    with process(valkey.command(), dict(os.environ)):
        deadline = time.monotonic() + 10
        while not valkey.socket.exists():
            assert time.monotonic() < deadline, "Valkey did not start"
            time.sleep(0.05)
        yield valkey.url


@contextlib.contextmanager
def process(command: list[str], environment: dict[str, str]) -> Iterator[psutil.Process]:
    """A process that ends with the block, children too."""
    started = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    seen = psutil.Process(started.pid)
    try:
        yield seen
    finally:
        family = []
        with contextlib.suppress(psutil.NoSuchProcess):
            family = seen.children(recursive=True)
        started.send_signal(signal.SIGTERM)
        try:
            started.wait(TERMINATE_WITHIN)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()
        for one in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()


def worker_environment(broker_url: str, smtp_port: int, home: Path) -> dict[str, str]:
    """What the worker and beat find: this test's database, broker and mail server."""
    name = str(connection.settings_dict["NAME"])
    return dict(os.environ) | {
        "DATABASE_URL": make_conninfo(os.environ["DATABASE_URL"], dbname=name),
        "BROKER_URL": broker_url,
        "EMAIL_URL": f"smtp://127.0.0.1:{smtp_port}",
        "SUPPLE_HOME": str(home),
        "SUPPLE_ROLE": "worker",
        "SUPPLE_SMTP_TIMEOUTS": "1,2,2",
        "SUPPLE_TICK_SECONDS": "1",
        "SUPPLE_MAILS_A_MINUTE": "0",
        "SUPPLE_MAILS_A_MINUTE_ALL": "0",
        "SUPPLE_LOG_LEVEL": "WARNING",
    }


def celery(*arguments: str) -> list[str]:
    """A command of Celery with our app."""
    return [sys.executable, "-m", "celery", "-A", "practice.config.celery", *arguments]

"""A web server with the product's settings, on the part's own database."""

import signal
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from practice.config.embedded.mail import free_port
from practice.config.embedded.run import end, start
from practice.config.up import parts

SECONDS = 30


@dataclass(frozen=True)
class Server:
    """Where it listens."""

    base: str


@contextmanager
def serving(environment: dict[str, str], name: str) -> Iterator[Server]:
    """Start it, wait until it lives, and end it with the block; `name` is its log's."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    part = parts.web("127.0.0.1", port)
    environment = {**environment, **part.environment, "SUPPLE_BASE_URL": base}
    home, log = Path(environment["SUPPLE_HOME"]), f"drill-web-{name}"
    process = start(part.command, home, log, environment=environment)
    try:
        deadline = time.monotonic() + SECONDS
        while not _lives(base):
            assert time.monotonic() < deadline, (home / f"log/{log}.log").read_text()[-3000:]
            time.sleep(0.1)
        yield Server(base)
    finally:
        end(process, signal.SIGTERM)


def _lives(base: str) -> bool:
    try:
        with urllib.request.urlopen(f"{base}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False

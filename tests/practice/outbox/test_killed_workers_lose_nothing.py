"""kill -9 of worker children while 200 reminders are due: none lost in silence, none thrice."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.cast import House
from tests.practice.outbox.background import broker, celery, process, worker_environment
from tests.practice.outbox.killing import ends_of, kill_while_sending
from tests.practice.outbox.live import make_due
from tests.practice.outbox.sink import Sink

DUE = 200
KILLS = 12
PATIENCE = 150  # seconds; it takes about 30 on an idle machine


@pytest.fixture
def slow_sink(sink: Sink) -> Sink:
    """A server that takes its time, so that kills hit mails on their way."""
    sink.slow = 0.03
    return sink


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder whose path is short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="supple-kill-", dir="/tmp") as name:
        yield Path(name)


def test_killed_workers_lose_nothing(
    mill: House, slow_sink: Sink, settings: Any, folder: Path
) -> None:
    make_due(mill, DUE)
    with ExitStack() as stack:
        url = stack.enter_context(broker(folder))
        found = worker_environment(url, settings.SUPPLE_SMTP["port"], folder)
        work = celery("worker", "--pool", "prefork", "--concurrency", "2", "--loglevel", "WARNING")
        beat = celery("beat", "--scheduler", "practice.config.beat:Scheduler", "--pidfile=")
        worker = stack.enter_context(process(work, found))
        stack.enter_context(process(beat, found))
        killed = kill_while_sending(mill, worker, KILLS, PATIENCE)
    ends = ends_of(mill, slow_sink)
    assert killed >= KILLS / 2, killed
    assert ends.states.total() == DUE
    assert set(ends.states) <= {"sent", "unknown"}, ends
    assert ends.tries > 1
    assert ends.lost == 0
    assert ends.most_copies <= 2
    assert ends.extra_copies <= ends.caught
    print(f"\nkilled {killed}; {ends}")

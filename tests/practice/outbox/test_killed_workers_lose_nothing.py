"""kill -9 of worker children while 200 reminders are due: none lost in silence, none thrice."""

import random
import tempfile
import time as clock
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest

from clients.records.models import Client, Episode
from practice.core.actor import acting
from practice.core.clock import now
from practice.outbox.models import DeliveryAttempt, Message
from practice.outbox.services import Planned, plan_messages
from sessions.programs.models import HomeProgram
from sessions.reminders.models import ReminderPlan
from sessions.reminders.services import KIND
from tests.cast import House
from tests.practice.outbox.background import broker, celery, process, worker_environment
from tests.practice.outbox.live import EVERY_DAY
from tests.practice.outbox.sink import Sink

DUE = 200
KILLS = 12
PATIENCE = 150  # seconds; it takes about 30 on an idle machine


@pytest.fixture
def slow_sink(sink: Sink) -> Sink:
    """A server that takes its time, so that kills hit mails on their way."""
    sink.slow = 0.03
    return sink


def _make_due(house: House) -> None:
    """Two hundred clients whose reminder is due now."""
    at = now()
    with acting(house.boss) as boss:
        mine: dict[str, Any] = {"practice_id": boss.practice_id}
        clients = Client._base_manager.bulk_create(
            Client(
                **mine,
                given_name=f"Client {n}",
                email=f"client{n}@clients.example",
                timezone="America/Denver",
                sort_name=f"client {n}",
                created_at=at,
            )
            for n in range(DUE)
        )
        episodes = Episode._base_manager.bulk_create(
            Episode(**mine, client=c, concern="…", opened_on=date(2026, 1, 1)) for c in clients
        )
        programs = HomeProgram._base_manager.bulk_create(
            HomeProgram(
                **mine,
                client=c,
                episode=e,
                state="active",
                days=EVERY_DAY,
                times=[time(7)],
                created_at=at,
            )
            for c, e in zip(clients, episodes, strict=True)
        )
        ReminderPlan._base_manager.bulk_create(
            ReminderPlan(**mine, client=p.client, home_program=p, changed_at=at) for p in programs
        )
        planned = [
            Planned(
                kind=KIND,
                person_id=p.client_id,
                subject_id=p.pk,
                local_date=at.date(),
                due_at=at,
                expires_at=at + timedelta(hours=5),
            )
            for p in programs
        ]
        assert len(plan_messages(actor=boss, planned=planned)) == DUE


def _states(house: House) -> Counter[str]:
    with acting(house.boss) as boss:
        return Counter(Message.objects.visible_to(boss).values_list("state", flat=True))


def _children(worker: psutil.Process) -> list[psutil.Process]:
    try:
        return [child for child in worker.children() if child.status() != psutil.STATUS_ZOMBIE]
    except psutil.NoSuchProcess:
        return []


def _kill_while_sending(house: House, worker: psutil.Process) -> int:
    """Kill a child now and then until nothing waits; returns how many died."""
    chance = random.Random(200)
    killed, deadline = 0, clock.monotonic() + PATIENCE
    while clock.monotonic() < deadline:
        states = _states(house)
        if not states["planned"] + states["retry"] + states["claimed"]:
            return killed
        children = _children(worker)
        if killed < KILLS and states["claimed"] and children:
            chance.choice(children).kill()
            killed += 1
        clock.sleep(chance.uniform(0.2, 0.7))
    pytest.fail(f"still waiting: {_states(house)}, {killed} killed")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder whose path is short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="supple-kill-", dir="/tmp") as name:
        yield Path(name)


def test_killed_workers_lose_nothing(
    mill: House, slow_sink: Sink, settings: Any, folder: Path
) -> None:
    _make_due(mill)
    with ExitStack() as stack:
        url = stack.enter_context(broker(folder))
        found = worker_environment(url, settings.SUPPLE_SMTP["port"], folder)
        work = celery("worker", "--pool", "prefork", "--concurrency", "2", "--loglevel", "WARNING")
        beat = celery("beat", "--scheduler", "practice.config.beat:Scheduler", "--pidfile=")
        worker = stack.enter_context(process(work, found))
        stack.enter_context(process(beat, found))
        killed = _kill_while_sending(mill, worker)
    with acting(mill.boss) as boss:
        messages = list(Message.objects.visible_to(boss))
        begun = DeliveryAttempt.objects.visible_to(boss).filter(data_at__isnull=False)
        most_copies = begun.count()
    copies = slow_sink.copies()
    states = Counter(message.state for message in messages)
    assert killed >= KILLS / 2, killed
    assert sum(states.values()) == DUE
    assert set(states) <= {"sent", "unknown"}, states
    assert max(message.attempt for message in messages) > 1
    arrived = {message for message in messages if copies[f"<{message.pk.hex}@127.0.0.1>"]}
    lost = [m for m in messages if m not in arrived and m.state != "unknown"]
    assert lost == []
    assert max(copies.values()) <= 2
    assert sum(copies.values()) <= most_copies
    print(f"\nkilled {killed}; {dict(states)}; {sum(copies.values())} copies of {len(copies)}")

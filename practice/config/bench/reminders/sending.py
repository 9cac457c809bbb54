"""Full sends: two thousand due, a real worker with two processes, and the bare loop beside it."""

import os
import smtplib
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
from celery import current_app
from django.conf import settings
from django.db import connection

from practice.config.bench.reminders.databases import MAILS, PRACTICES
from practice.config.bench.reminders.tasks import nothing
from practice.config.bench.visits import TRANSACTION
from practice.core.actor import acting, system_actor
from practice.core.clock import now
from practice.outbox.sending.run import send_due
from practice.outbox.services import Planned, plan_messages
from sessions.reminders.models import ReminderPlan
from sessions.reminders.services import KIND

A_FEW = 200
EACH = 100  # mails a practice and round
PATIENCE = 300  # seconds
SENDER = "practice@bench.example"
_PRACTICES = "SELECT id FROM practice_practice ORDER BY id"
_SO_FAR = """
SELECT count(*) FILTER (WHERE state IN ('planned', 'retry', 'claimed')),
  count(*) FILTER (WHERE state = 'sent'), max(settled_at)
FROM practice_message
"""


class Sending:
    """One database and the worker on it. Each mail goes to somebody who had none today."""

    def __init__(self) -> None:
        self.admin = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
        self.practices = [row[0] for row in self.admin.execute(_PRACTICES).fetchall()][:PRACTICES]
        self.sent = 0

    def measure(self, rounds: int) -> dict[str, Any]:
        """Count statements, warm the worker up, then the loop and the send in turns."""
        queries = self.count()
        size = self.size()
        self._through_worker(A_FEW)
        measured: dict[str, Any] = {"queries": queries, "size": size, "nothing": _nothing(MAILS)}
        loops, sends, tasks = [], [], []
        for _round in range(rounds):
            loops.append(self.loop(size))
            before = _tasks()
            sends.append(self._through_worker(MAILS))
            tasks.append(_tasks() - before)
        mails, different, _bytes = _told()
        looped = MAILS * rounds
        if mails - looped != self.sent or different - looped != self.sent:
            raise RuntimeError(f"{self.sent} were sent; the server took {mails}, {different} of it")
        return measured | {"rawsmtp": loops, "send": sends, "tasks": tasks}

    def count(self) -> float:
        """Statements a mail, by one sender in this process."""
        asked = 0

        def counting(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
            nonlocal asked
            asked += not sql.startswith(TRANSACTION)
            return execute(sql, *more)

        self._make_due(A_FEW)
        with connection.execute_wrapper(counting):
            sent = send_due(PATIENCE)["sent"]
        self._require(sent, A_FEW)
        return asked / A_FEW

    def size(self) -> int:
        """Bytes of a mail, of those that were sent."""
        mails, _different, size = _told()
        return size // mails

    def loop(self, size: int) -> float:
        """Mails a second by one connection that does nothing but hand over ready bytes."""
        rest = f"\r\n\r\n{'A slow minute counts as well. ' * (size // 30)}"
        where = settings.SUPPLE_SMTP
        ready = []
        for _mail in range(MAILS):
            head = f"Message-ID: <{uuid4().hex}@bench.example>"
            ready.append((head + rest)[:size].replace(". A", ".\r\nA").encode())
        to = [f"nora.{uuid4().hex}@bench.example"]
        with smtplib.SMTP(where["host"], where["port"]) as server:
            server.ehlo()
            began = time.perf_counter()
            for lines in ready:
                server.sendmail(SENDER, to, lines)
            return MAILS / (time.perf_counter() - began)

    def _through_worker(self, mails: int) -> float:
        """Mails a second, from the tick to the last one's end."""
        self._make_due(mails)
        began, first = now(), time.monotonic()
        ticks = 0
        while (so_far := self._so_far())[0]:
            if time.monotonic() > first + PATIENCE:
                raise RuntimeError(f"{so_far[0]} mails still wait")
            if time.monotonic() >= first + ticks * settings.SUPPLE_TICK_SECONDS:  # as beat does
                current_app.send_task("practice.outbox.tasks.tick")
                ticks += 1
            time.sleep(0.2)
        self._require(so_far[1], self.sent + mails)
        took: timedelta = so_far[2] - began
        return mails / took.total_seconds()

    def _require(self, sent: int, wanted: int) -> None:
        if sent != wanted:
            raise RuntimeError(f"{sent} of {wanted} mails were sent")
        self.sent = self._so_far()[1]

    def _so_far(self) -> Sequence[Any]:
        row = self.admin.execute(_SO_FAR).fetchone()
        return row or ()

    def _make_due(self, mails: int) -> None:
        """As the planner leaves them: practice by practice, for the same minute."""
        at = now()
        for practice_id in self.practices[: mails // EACH]:
            with acting(system_actor(practice_id)) as actor:
                plans = ReminderPlan.objects.visible_to(actor).order_by("id")
                found = plans.values_list("client_id", "home_program_id")[:EACH]
                planned = [
                    Planned(
                        kind=KIND,
                        person_id=person_id,
                        subject_id=program_id,
                        local_date=at.date(),
                        due_at=at,
                        expires_at=at + timedelta(hours=12),
                        known_at=at - timedelta(days=1),
                    )
                    for person_id, program_id in found
                ]
                plan_messages(actor=actor, planned=planned)
        del self.practices[: mails // EACH]


def _told() -> tuple[int, int, int]:
    """What the mail server took: mails, different ones, bytes."""
    where = settings.SUPPLE_SMTP
    with smtplib.SMTP(where["host"], where["port"]) as server:
        _code, words = server.verify("all@bench.example")
    mails, different, size = words.split()
    return int(mails), int(different), int(size)


def _tasks(name: str = "") -> int:
    """How many tasks the worker has begun, of one name or of all."""
    found = current_app.control.inspect(timeout=5, limit=1).stats() or {}
    totals = [told["total"] for told in found.values()]
    return sum(n for total in totals for one, n in total.items() if name in one)


def _nothing(many: int) -> float:
    """Tasks a second that do nothing, handed over and done."""
    began = time.perf_counter()
    before = _tasks(nothing.name)
    for _task in range(many):
        nothing.delay()
    deadline = time.monotonic() + PATIENCE
    while _tasks(nothing.name) - before < many:
        if time.monotonic() > deadline:
            raise RuntimeError("the worker does nothing, and not even that")
        time.sleep(0.05)
    return many / (time.perf_counter() - began)

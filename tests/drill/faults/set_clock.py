"""What faults share whose worker lives by a clock that is set."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from practice.core.actor import acting
from practice.core.clock import now
from practice.outbox.models import Message
from practice.outbox.rules import DUE_STATES, State
from sessions.reminders.models import PlanState, ReminderPlan
from tests.cast import House
from tests.drill.faults.stage import SetClock, Stage, wait_until

PATIENCE = 60  # seconds for what takes one or two


@contextmanager
def worker_at(stage: Stage, begins: datetime) -> Iterator[SetClock]:
    """The worker, and what the mail server notes, by a clock that is set; beat ticks on."""
    clock = SetClock(stage.home / "clock")
    clock.move(begins)
    stage.sink.clock = lambda: clock.shows
    try:
        with stage.launched("worker", clock=clock):
            yield clock
    finally:
        stage.sink.clock = now


def move(clock: SetClock, house: House, to: datetime) -> None:
    """Let it be that instant, until the worker has done all that is due by then."""
    clock.move(to)
    wait_until(lambda: _is_done(house, to), f"all of {to} is done", PATIENCE)


def _is_done(house: House, at: datetime) -> bool:
    with acting(house.boss) as boss:
        plans = ReminderPlan.objects.visible_to(boss)
        if plans.filter(state=PlanState.ON, next_due_at__lte=at).exists():
            return False
        mails = Message.objects.visible_to(boss)
        due = mails.filter(state__in=DUE_STATES, due_at__lte=at).exclude(try_at__gt=at)
        return not due.exists() and not mails.filter(state=State.CLAIMED).exists()

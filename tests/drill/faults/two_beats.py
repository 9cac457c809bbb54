"""Two beats, and `send_due` in a loop beside a worker: each mail is planned and leaves once."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from practice.core.actor import acting
from practice.core.clock import now
from sessions.reminders.models import ReminderPlan
from tests.cast import House
from tests.drill.faults.mail_server import mail_figures
from tests.drill.faults.stage import Stage, as_launched, wait_until
from tests.drill.figures import Figure, at_least, exactly
from tests.practice.outbox.background import ROOT
from tests.practice.outbox.killing import ends_of, is_under_way
from tests.practice.outbox.live import add_client, add_program, make_due

DUE, TO_BE_PLANNED = 300, 60
SENDERS = 2
SEND = as_launched([sys.executable, "-m", "manage", "send_due", "--seconds", "3"])


def run(stage: Stage, due: int = DUE) -> Iterator[Figure]:
    """Everything that may plan and send, at once."""
    house = stage.found_house("two beats")
    stage.parts["beat2"] = replace(stage.parts["beat"], name="beat2")
    stage.start("beat2")
    stage.sink.slow = 0.05
    environment = stage.environment | {"SUPPLE_ROLE": "worker"}
    told: list[str] = []

    def all_at_once() -> bool:
        senders = [
            subprocess.Popen(SEND, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
            for _sender in range(SENDERS)
        ]
        told.extend(sender.communicate()[0] for sender in senders)
        return not (is_under_way(house) or _is_to_be_planned(house))

    try:
        make_due(house, due)
        _let_plans_be_due(house)
        wait_until(all_at_once, "each mail came to an end")
    finally:
        stage.sink.slow = 0
        stage.kill("beat2")
    ends, whole = ends_of(house, stage.sink), due + TO_BE_PLANNED
    yield at_least("two beats: times that send_due was run", len(told), SENDERS)
    yield exactly("two beats: extra copies", ends.extra_copies, 0)
    yield exactly("two beats: arrived once", ends.once, whole)
    yield from mail_figures("two beats and send_due", ends, whole)


def _let_plans_be_due(house: House) -> None:
    """Some whose occasion is due all at once and not planned: two planners come by."""
    at = now().astimezone(ZoneInfo(house.practice.timezone)).time().replace(second=0, microsecond=0)
    clients = [add_client(house) for _ in range(TO_BE_PLANNED)]
    with acting(house.boss) as boss:
        for client in clients:
            add_program(boss, client, [at])
        plans = ReminderPlan.objects.visible_to(boss).filter(client__in=clients)
        plans.update(next_due_at=now() - timedelta(minutes=1))


def _is_to_be_planned(house: House) -> bool:
    with acting(house.boss) as boss:
        return ReminderPlan.objects.visible_to(boss).filter(next_due_at__lte=now()).exists()

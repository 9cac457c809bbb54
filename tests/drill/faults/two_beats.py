"""Two beats, and `send_due` again and again beside a worker: each mail leaves once."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

from tests.drill.faults.mail_server import mail_figures
from tests.drill.faults.stage import Stage, wait_until
from tests.drill.figures import Figure, at_least, exactly
from tests.practice.outbox.background import ROOT
from tests.practice.outbox.killing import ends_of, is_under_way
from tests.practice.outbox.live import make_due

DUE = 300
SENDERS = 2


def run(stage: Stage) -> Iterator[Figure]:
    """Everything that may send, at once."""
    house = stage.found_house("two beats")
    stage.parts["beat2"] = replace(stage.parts["beat"], name="beat2")
    stage.start("beat2")
    stage.sink.slow = 0.05
    command = [sys.executable, str(ROOT / "manage.py"), "send_due", "--seconds", "3"]
    environment = stage.environment | {"SUPPLE_ROLE": "worker"}
    told: list[str] = []
    make_due(house, DUE)
    while is_under_way(house):
        senders = [
            subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
            for _sender in range(SENDERS)
        ]
        told += [sender.communicate()[0] for sender in senders]
    wait_until(lambda: not is_under_way(house), "each mail came to an end")
    stage.sink.slow = 0
    stage.kill("beat2")
    ends = ends_of(house, stage.sink)
    yield at_least("two beats: times that send_due was run", len(told), SENDERS)
    yield exactly("two beats: extra copies", ends.extra_copies, 0)
    yield exactly("two beats: arrived once", ends.once, DUE)
    yield from mail_figures("two beats and send_due", ends, DUE)

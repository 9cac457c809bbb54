"""Hundreds of people who change their mind while their mail leaves."""

import time
from collections.abc import Iterator

from tests.drill.faults.mail_server import mail_figures
from tests.drill.faults.stage import Stage, wait_until
from tests.drill.figures import Figure, at_least, exactly
from tests.practice.outbox.killing import ends_of, has_sent, is_under_way
from tests.practice.outbox.live import make_due
from tests.practice.outbox.racing import WAYS, change_minds, raced

DUE = 300
FEWEST = 5  # of each: mails that left before, were kept back, went to a new address


def run(stage: Stage) -> Iterator[Figure]:
    """A third stops all reminders, a third rests, a third has a new address."""
    house = stage.found_house("racing changes")
    stage.sink.slow = 0.08
    make_due(house, DUE)
    wait_until(lambda: has_sent(house, 1), "the first was sent")
    changes = []
    for change in change_minds(house):
        changes.append(change)
        time.sleep(0.005)
    wait_until(lambda: not is_under_way(house), "each mail came to an end")
    stage.sink.slow = 0
    found = raced(house, stage.sink, changes)
    for way in WAYS:
        yield exactly(f"racing changes: mails begun after somebody {way}", found.after[way], 0)
    yield at_least("racing changes: mails that left before", found.before, FEWEST)
    yield at_least("racing changes: mails kept back", found.kept_back, FEWEST)
    yield at_least("racing changes: mails to a new address", found.moved, FEWEST)
    ends = ends_of(house, stage.sink)
    yield from mail_figures("racing changes", ends, DUE, over=("cancelled", "suppressed"))

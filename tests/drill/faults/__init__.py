"""Faults on purpose: mail servers that misbehave, and parts that are killed."""

from collections.abc import Iterator

from tests.drill.faults import (
    killed_web,
    lost_broker,
    lost_database,
    mail_server,
    many_book,
    restored,
    workers,
)
from tests.drill.faults.stage import open_stage
from tests.drill.figures import Figure


def run() -> Iterator[Figure]:
    """Break one thing after another beside real processes, and count what came of the mails and
    of what somebody typed."""
    with open_stage() as stage:
        faults = (many_book, mail_server, workers, lost_broker, lost_database, killed_web, restored)
        for fault in faults:
            yield from fault.run(stage)

"""Faults on purpose: mail servers that misbehave, and parts that are killed."""

from collections.abc import Iterator

from tests.drill.faults import (
    clocks_change,
    controls,
    hours_away,
    killed_web,
    lost_broker,
    lost_database,
    mail_server,
    many_book,
    racing_changes,
    restored,
    two_beats,
    workers,
)
from tests.drill.faults.stage import open_stage
from tests.drill.figures import Figure

IN_ORDER = (
    *(many_book, mail_server, workers, two_beats, racing_changes),
    *(lost_broker, lost_database, hours_away, clocks_change, controls),
    *(killed_web, restored),
)


def run() -> Iterator[Figure]:
    """Break one thing after another beside real processes, and count what came of the mails and
    of what somebody typed."""
    with open_stage() as stage:
        for faults in IN_ORDER:
            yield from faults.run(stage)

"""Negative controls: the same faults without the guards that make their lines right.

Each has to go wrong, and in the line that is named; else the line would have been met by luck. What
one process does alone is controlled by `tests.drill.guards` with a quick test, which says more in
less time: the unique key of an occasion (two planners would have to meet within milliseconds), and
what the mail server that is away and changing clocks lean on. Of the database that is halted the
mails are controlled; the web's processes, whose words it also asks for, are spawned and read no
replaced text.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import psycopg
from celery import current_app

from practice.core.clock import now
from practice.core.queries import heartbeats
from tests.drill.faults import lost_broker, lost_database, two_beats
from tests.drill.faults.stage import NeverSo, Stage, patient_for, wait_until
from tests.drill.figures import Figure
from tests.drill.guards import of_mail
from tests.drill.guards.guard import Guard

PATIENCE = 12  # seconds for what no longer comes; with the guard it takes a few
TO_ITS_END = 90  # seconds for what comes to its end, and wrong
MAILS = 60
_WAITING = """
SELECT count(*) FROM practice_message
WHERE state IN ('planned', 'retry', 'claimed') AND due_at <= now()
"""
NEVER = f"not so after {PATIENCE} s: each mail came to an end"

TICK = "practice/outbox/tasks.py"
LONGER_THAN_IT_HOLDS = Guard(
    name="no mail is begun on a claim that runs short",
    file="practice/outbox/sending/run.py",
    text="            batch_stops_at = min(stop_at, monotonic() + lease().total_seconds() / 2)\n",
    instead="            batch_stops_at = stop_at\n",
    tests=(),
)
FOUND_IN_TABLES = (
    Guard(
        name="the tick finds what is due in tables",
        file=TICK,
        text="    if sum(send_due(BUDGET, wake).values()):\n",
        instead="    if False:\n",
        tests=(),
    ),
    Guard(
        name="a sender claims a hundred",
        file="practice/outbox/rules.py",
        text="BATCH = 100  #",
        instead="BATCH = 1  #",
        tests=(),
    ),
    Guard(
        name="one task sends all that is due",
        file=TICK,
        text="    send_due(BUDGET)\n",
        instead="    send_due(0.5)\n",
        tests=(),
    ),
)


@dataclass(frozen=True)
class Control:
    """A fault, the guards that are taken out, and the line that then has to go wrong."""

    name: str
    fault: Callable[[Stage], Iterator[Figure]]
    without: tuple[Guard, ...]
    line: str
    patience: int = PATIENCE
    tries: int = 1  # where two also have to meet: a sweep, and a sender between two mails


def queued(stage: Stage, due: int) -> None:
    """A task for each mail, as a design would have it whose queue remembers what is due."""
    with current_app.connection_for_write(url=stage.environment["BROKER_URL"]) as connection:
        for _mail in range(due):
            current_app.send_task("practice.outbox.tasks.send", connection=connection)


def named(*names: str) -> tuple[Guard, ...]:
    """Guards of the list, by their names."""
    return tuple(next(one for one in of_mail.GUARDS if one.name == name) for name in names)


CONTROLS = (
    Control(
        "two beats and send_due, one mail for any sender",
        lambda stage: two_beats.run(stage, MAILS),
        named(
            "one sender a mail",
            "a lost claim does not begin the body",
            "a lost claim does not say how it ended",
        ),
        "two beats and send_due: extra copies",
        TO_ITS_END,
    ),
    Control(
        "broker killed, a task for each mail",
        lambda stage: lost_broker.without_broker(stage, queued),
        FOUND_IN_TABLES,
        NEVER,
    ),
    Control(
        "broker emptied, a task for each mail",
        lambda stage: lost_broker.emptied_broker(stage, queued),
        FOUND_IN_TABLES,
        NEVER,
    ),
    Control(
        "database killed, no journal of the 354",
        lambda stage: lost_database.killed(stage, 1),
        named("the 354 is committed before the body"),
        "lost database: extra copies",
        TO_ITS_END,
    ),
    Control(
        "database halted, a claim is held for ever",
        lost_database.halted,
        (
            LONGER_THAN_IT_HOLDS,
            *named(
                "a lost claim does not begin the body",
                "a lost claim does not say how it ended",
            ),
        ),
        "halted database: extra copies, as nobody died",
        TO_ITS_END,
        tries=4,  # a sweep has to come within the twenty mails that are decided together
    ),
)


def run(stage: Stage) -> Iterator[Figure]:
    """Each fault once more, without its guards."""
    for number, control in enumerate(CONTROLS):
        for attempt in range(1, control.tries + 1):
            stage.also = f" c{number} {attempt}"
            missed = _without_guards(stage, control)
            wrong = [line for line in missed if line.startswith(control.line)]
            if wrong:
                break
        shown = wrong[0] if wrong else f"met, or otherwise wrong: {'; '.join(missed)[:80]}"
        name = f"control, {control.name}"
        yield Figure(name, shown, f"goes wrong: {control.line} …", bool(wrong))


def _without_guards(stage: Stage, control: Control) -> list[str]:
    """The lines that were not met without its guards; afterwards all is as it was."""
    with stage.launched("worker", without=control.without):
        wait_until(partial(_ticks_since, now()), "the worker works without them")
        with patient_for(control.patience):
            missed = gone_wrong(control.fault(stage))
    stage.sink.slow, stage.also = 0, ""
    wait_until(partial(_all_is_over, stage), "with them all of it leaves")
    return missed


def gone_wrong(fault: Iterator[Figure]) -> list[str]:
    """The lines that were not met, with what they showed; the last may be that it never came."""
    missed: list[str] = []
    try:
        for figure in fault:
            if not figure.met:
                missed.append(f"{figure.name}: {figure.value}")
    except NeverSo as never:
        missed.append(str(never))
    return missed


def _ticks_since(began: datetime) -> bool:
    return heartbeats()["worker"].at > began


def _all_is_over(stage: Stage) -> bool:
    """Whether no mail of any practice waits, or is held by a sender that died."""
    with psycopg.connect(stage.cluster.url) as admin:
        row = admin.execute(_WAITING).fetchone()
    return row == (0,)

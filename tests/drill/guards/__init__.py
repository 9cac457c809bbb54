"""Guards taken out one after another: a test must notice each of them."""

import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue

from tests.drill.figures import Figure, at_least, exactly
from tests.drill.guards import (
    of_appointments,
    of_busy_times,
    of_calendars,
    of_data,
    of_flares,
    of_hours,
    of_lessons,
    of_mail,
    of_measures,
    of_messages,
    of_movements,
    of_notes,
    of_offers,
    of_phones,
    of_practices,
    of_programs,
    of_understanding,
)
from tests.drill.guards.guard import Guard, check
from tests.drill.guards.running import Tree, Verdict

ROOT = Path(__file__).resolve().parents[3]
GUARDS = (
    *of_practices.GUARDS,
    *of_data.GUARDS,
    *of_mail.GUARDS,
    *of_lessons.GUARDS,
    *of_notes.GUARDS,
    *of_measures.GUARDS,
    *of_messages.GUARDS,
    *of_appointments.GUARDS,
    *of_busy_times.GUARDS,
    *of_calendars.GUARDS,
    *of_flares.GUARDS,
    *of_hours.GUARDS,
    *of_phones.GUARDS,
    *of_programs.GUARDS,
    *of_movements.GUARDS,
    *of_offers.GUARDS,
    *of_understanding.GUARDS,
)
AT_ONCE = 2
FEWEST = 40


def run() -> Iterator[Figure]:
    """The named tests are green as it is, and red without each guard."""
    for guard in GUARDS:
        check(guard, ROOT)
    with (
        tempfile.TemporaryDirectory(prefix="supple-guards-", dir="/tmp") as name,
        ExitStack() as stack,
    ):
        free: SimpleQueue[Tree] = SimpleQueue()
        for number in range(AT_ONCE):
            folder = Path(name) / f"guards{number}"
            folder.mkdir()
            tree = Tree(ROOT, folder)
            stack.callback(tree.close)
            free.put(tree)
        green = _with_all_guards(free)
        yield exactly("with every guard in its place, tests that fail", green.failed or 0, 0)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            verdicts = list(pool.map(lambda guard: _without(guard, free), GUARDS))
    yield at_least("guards taken out", len(GUARDS), FEWEST)
    for guard, verdict in zip(GUARDS, verdicts, strict=True):
        if not verdict.noticed:
            words = verdict.fault or f"{verdict.ran} tests stayed green"
            yield exactly(f"without “{guard.name}”", words, "a test fails")
    noticed = sum(verdict.noticed for verdict in verdicts)
    yield exactly("guards whose absence a test noticed", noticed, len(GUARDS))


def _with_all_guards(free: "SimpleQueue[Tree]") -> Verdict:
    tree = free.get()
    try:
        named = sorted({test for guard in GUARDS for test in guard.tests})
        verdict = tree.run(named, processes=AT_ONCE)
    finally:
        free.put(tree)
    if verdict.fault:
        raise RuntimeError(verdict.fault)
    return verdict


def _without(guard: Guard, free: "SimpleQueue[Tree]") -> Verdict:
    tree = free.get()
    try:
        verdict = tree.run_without(guard)
    finally:
        free.put(tree)
    print(f"  {'noticed' if verdict.noticed else 'NOT NOTICED'}: {guard.name}", flush=True)
    return verdict

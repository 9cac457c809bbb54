"""Guards taken out one after another: a test must notice each of them.

Each day takes its quarter of them, so that the drill stays below its time; SUPPLE_EVERY_GUARD=1 (or
`bin/drill --every-guard`) takes them all.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from queue import SimpleQueue

from practice.core.clock import now
from tests.drill.figures import Figure, at_least, exactly
from tests.drill.guards import (
    of_addresses,
    of_appointments,
    of_brakes,
    of_busy_times,
    of_calendars,
    of_check_ins,
    of_classes,
    of_credentials,
    of_data,
    of_dose,
    of_files,
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
    of_places,
    of_practices,
    of_programs,
    of_progress,
    of_public_pages,
    of_radar,
    of_reasons,
    of_reminders,
    of_shared_progress,
    of_texts,
    of_today,
    of_understanding,
)
from tests.drill.guards.green import ROOT, was_green
from tests.drill.guards.guard import Guard, check
from tests.drill.guards.running import Tree, Verdict

GUARDS = (
    *of_practices.GUARDS,
    *of_files.GUARDS,
    *of_data.GUARDS,
    *of_dose.GUARDS,
    *of_progress.GUARDS,
    *of_mail.GUARDS,
    *of_brakes.GUARDS,
    *of_lessons.GUARDS,
    *of_notes.GUARDS,
    *of_measures.GUARDS,
    *of_messages.GUARDS,
    *of_appointments.GUARDS,
    *of_addresses.GUARDS,
    *of_busy_times.GUARDS,
    *of_calendars.GUARDS,
    *of_check_ins.GUARDS,
    *of_classes.GUARDS,
    *of_credentials.GUARDS,
    *of_flares.GUARDS,
    *of_hours.GUARDS,
    *of_phones.GUARDS,
    *of_programs.GUARDS,
    *of_places.GUARDS,
    *of_public_pages.GUARDS,
    *of_texts.GUARDS,
    *of_today.GUARDS,
    *of_radar.GUARDS,
    *of_reasons.GUARDS,
    *of_reminders.GUARDS,
    *of_shared_progress.GUARDS,
    *of_movements.GUARDS,
    *of_offers.GUARDS,
    *of_understanding.GUARDS,
)
AT_ONCE = 2
FEWEST = 40
DAYS = 4  # until each guard had its turn


def turn_of(day: date) -> Sequence[Guard]:
    """The guards whose turn this day is: a quarter of each file's, the neighbours on other days."""
    return GUARDS[day.toordinal() % DAYS :: DAYS]


def run() -> Iterator[Figure]:
    """The named tests are green as it is, and red without each guard."""
    for guard in GUARDS:
        check(guard, ROOT)
    every = bool(os.environ.get("SUPPLE_EVERY_GUARD"))
    guards = GUARDS if every else turn_of(now().date())
    print(f"  {len(guards)} of {len(GUARDS)} guards; the others have their days", flush=True)
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
        failed = "" if was_green(ROOT) else _with_all_guards(guards, free).failed
        yield exactly("with every guard in its place, tests that fail", failed or 0, 0)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            verdicts = list(pool.map(lambda guard: _without(guard, free), guards))
    yield at_least("guards taken out", len(guards), FEWEST)
    for guard, verdict in zip(guards, verdicts, strict=True):
        if not verdict.noticed:
            words = verdict.fault or f"{verdict.ran} tests stayed green"
            yield exactly(f"without “{guard.name}”", words, "a test fails")
    noticed = sum(verdict.noticed for verdict in verdicts)
    yield exactly("guards whose absence a test noticed", noticed, len(guards))


def _with_all_guards(guards: Sequence[Guard], free: "SimpleQueue[Tree]") -> Verdict:
    tree = free.get()
    try:
        named = sorted({test for guard in guards for test in guard.tests})
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

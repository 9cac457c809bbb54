"""The command line of bin/drill, beside the servers of practice.config.embedded.run."""

import argparse
import importlib
import json
import os
import sys
from pathlib import Path

import django
from django.test.utils import setup_test_environment

from tests.drill.figures import Outcome, carry_out, table

PARTS = ("faults", "api", "guards", "pages")  # in this order
MOST = 50 * 60  # seconds that all of it may take; each part may take what the former left
EVERY = 90 * 60  # with every guard


def main(arguments: list[str]) -> int:
    """Run the parts one after another. 0 if every line is met."""
    options = _options(arguments)
    if options.every_guard:
        os.environ["SUPPLE_EVERY_GUARD"] = "1"
    most = EVERY if options.every_guard else MOST
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "practice.config.settings")
    os.environ.setdefault("SUPPLE_LOG_LEVEL", "ERROR")
    django.setup()
    setup_test_environment()
    outcomes: list[Outcome] = []
    for name in PARTS:
        if name in options.only:
            left = most - sum(outcome.seconds for outcome in outcomes)
            outcomes.append(_outcome(name, left))
            print(table(outcomes[-1:]), end="\n\n", flush=True)
    if len(outcomes) > 1:
        print(table(outcomes))
    seconds = sum(outcome.seconds for outcome in outcomes)
    missed = sum(not figure.met for outcome in outcomes for figure in outcome.figures)
    print(f"{seconds:.0f} s in all; {missed or 'no'} line(s) not met.", flush=True)
    if options.json:
        report = {"parts": [outcome.as_json() for outcome in outcomes]}
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return int(not all(outcome.met for outcome in outcomes))


def _outcome(name: str, left: float) -> Outcome:
    print(f"— {name} …", flush=True)
    # Imported late: a part may need models, and one that cannot be imported fails alone.
    return carry_out(
        name, lambda: importlib.import_module(f"tests.drill.{name}").run(), round(left)
    )


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/drill", description="The slow truths.")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="these parts alone")
    parser.add_argument("--every-guard", action="store_true", help="not this day's quarter alone")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The command line of bin/bench."""

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic

from practice.config.bench.databases import SIZES, Databases, open_databases
from practice.config.bench.figures import Figure, figures, table
from practice.config.bench.measure import Plan, measure
from practice.config.bench.radar.measuring import Radar, measure_radar
from practice.config.bench.reminders.measuring import Reminders, measure_reminders
from practice.config.up import CannotStart, prepare, say

# What has databases of its own, by the word that asks for it.
OWN: Mapping[str, Callable[..., Reminders | Radar]] = {
    "reminders": measure_reminders,
    "radar": measure_radar,
}
type Own = dict[str, Reminders | Radar]
NAME_OF_SMALL = {False: f"{SIZES[0]:,} clients", True: "without protection"}


def main(arguments: list[str]) -> int:
    """Seed if need be, measure, say what came of it. 0 if every target is met."""
    options = _options(arguments)
    os.umask(0o077)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        lines, own = _run(options)
    except CannotStart as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130
    _say(lines, own, price=options.without_protection)
    if options.json:
        report: dict[str, object] = {
            "machine": _machine(),
            "entries": [line.as_json() for line in lines],
        }
        report |= {name: one.as_json() for name, one in own.items()}
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return int(any(line.missed for line in lines) or any(one.missed for one in own.values()))


def _run(options: argparse.Namespace) -> tuple[list[Figure], Own]:
    only = {*options.only, *options.entries}
    pages = only - OWN.keys()
    lines: list[Figure] = []
    own: Own = {}
    with open_databases(options.home, dict(os.environ)) as databases:
        if pages or not only:
            lines = _pages(databases, options, pages)
        for name, measure_own in OWN.items():
            if name in only or not (only or options.without_protection):
                own[name] = measure_own(databases, fresh=options.fresh)
    return lines, own


def _pages(databases: Databases, options: argparse.Namespace, only: set[str]) -> list[Figure]:
    price = options.without_protection
    databases.seed(fresh=options.fresh)
    prepare.collect_static(databases.environment("postgres"), databases.home)
    began = monotonic()
    small, large = (f"bench_{size}" for size in SIZES)
    say(f"Measuring {SIZES[1]:,} clients beside {NAME_OF_SMALL[price]} …")
    with (
        databases.copy(large) as measured,
        databases.copy(large if price else small, protected=not price) as beside,
    ):
        plan = Plan(options.seconds, options.rounds, only)
        there, here = measure(databases, measured, beside, plan, bare=price)
    say(f"Measured in {monotonic() - began:.0f} s. {_machine()}")
    return figures(there, here, price=price)


def _say(lines: list[Figure], own: Own, *, price: bool) -> None:
    if lines:
        say(table(lines, "price" if price else "growth"))
    for line in lines:
        if line.missed:
            say(f"Missed: {line.name} ({line.variant}): {'; '.join(line.missed)}")
    for name, one in own.items():
        say(one.words())
        if one.missed:
            say(f"Missed: {name}: {'; '.join(one.missed)}")


def _options(arguments: list[str]) -> argparse.Namespace:
    home = Path(os.environ.get("SUPPLE_HOME", "var")) / "bench"
    parser = argparse.ArgumentParser(prog="bin/bench", description="How fast Supple is.")
    parser.add_argument("entries", nargs="*", metavar="ENTRY", help="these entries alone")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file")
    parser.add_argument("--home", type=Path, default=home, help="where its databases are kept")
    parser.add_argument("--fresh", action="store_true", help="seed anew")
    parser.add_argument("--seconds", type=float, default=0.8, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=5, help="whose median counts")
    parser.add_argument("--only", nargs="*", default=[], metavar="ENTRY", help="these entries")
    parser.add_argument(
        "--without-protection",
        action="store_true",
        help="compare with row security and trails off: what they cost",
    )
    return parser.parse_args(arguments)


def _machine() -> str:
    load = ", ".join(f"{figure:.1f}" for figure in os.getloadavg())
    return f"{os.cpu_count()} cores, load {load}, Python {sys.version.split()[0]}"


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Seeds what the radar reads, has two nights judged, and says how long each took."""

import json
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from practice.config.bench.databases import Base, Databases, mark_of
from practice.config.bench.databases import fill as fill_people
from practice.config.up import CannotStart, prepare, say

SEED = Path(__file__).with_name("seed.sql")
JUDGED = 10_000
CLIENTS = JUDGED * 10 // 6  # six of ten are active or maintaining (bench/seed.sql)
SECONDS = 30.0
PRACTICES = 3  # small ones beside the measured one


@dataclass(frozen=True)
class Radar:
    """Seconds of the first night, and of one after it; both for as many as were judged."""

    judged: int
    first_seconds: float
    next_seconds: float
    statements: int
    missed: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The figures, for a file."""
        return asdict(self) | {"met": not self.missed}

    def words(self) -> str:
        """The figures for people."""
        return "\n".join(
            (
                f"radar, first night {self.first_seconds:.1f} s for {self.judged:,} clients",
                f"radar, next night  {self.next_seconds:.1f} s (≤ {SECONDS:.0f} for {JUDGED:,})",
                f"statements         {self.statements} in all, each night",
            )
        )


def measure_radar(databases: Databases, *, fresh: bool) -> Radar:
    """Everything, on a copy of a database of its own."""
    base = Base("bench_radar_people", PRACTICES, mark_of(SEED))
    name = f"bench_radar_{JUDGED}"
    databases.make(name, f"{JUDGED:,} to judge", base, partial(fill, clients=CLIENTS), fresh=fresh)
    say(f"Judging {JUDGED:,} clients, two nights …")
    with databases.copy(name) as copy:
        log = databases.home / "log" / "prepare.log"
        told = prepare.manage(databases.environment(copy, "worker"), log, "bench_radar")
    found = json.loads(told.splitlines()[-1])
    if found["judged"] < JUDGED:
        raise CannotStart(f"{found['judged']} of {JUDGED} were judged.")
    return figures(found["judged"], found["seconds"], found["statements"])


def fill(connection: psycopg.Connection, clients: int) -> None:
    """So many clients as every bench has them, and of those who are judged what the radar reads."""
    fill_people(connection, clients)
    connection.execute(SEED.read_text(encoding="utf-8").encode())


def figures(judged: int, seconds: list[float], statements: int) -> Radar:
    """From two nights to figures, and whether the target is met."""
    allowed = SECONDS * judged / JUDGED
    missed = [f"{night:.1f} s > {allowed:.1f}" for night in seconds if night > allowed]
    first, following = (round(night, 2) for night in seconds)
    return Radar(judged, first, following, statements, missed)

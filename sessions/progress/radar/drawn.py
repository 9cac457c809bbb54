"""A client's verdicts over time as a picture: steps between levels, and nothing through a gap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sessions.progress.radar.rules import Level

# Drawn for a phone: 340 wide, words on the left; the higher, the more it asks for.
LEFT, RIGHT, TOP, LANE = 96, 330, 20, 40
LANES = (Level.ACT, Level.WATCH, Level.STEADY, Level.UNKNOWN)
BOTTOM = TOP + LANE * (len(LANES) - 1)
HEIGHT = BOTTOM + 44
ONE_DAY = timedelta(days=1)

type Day = tuple[date, str, int, str]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row that say the same: from, to (both included), level, points, what led."""

    first: date
    last: date
    level: Level
    points: int
    leading: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Lanes with their height, one step line for each row of known days, dashes for unknown ones,
    and the first and last day with where they stand."""

    lanes: Sequence[tuple[int, Level]]
    lines: Sequence[str]
    unknown: Sequence[str]
    first: date
    last: date
    height: int = HEIGHT


def stretches(days: Sequence[Day]) -> list[Stretch]:
    """Days gathered into stretches; a day that is missing ends one."""
    found: list[Stretch] = []
    for day, level, points, leading in days:
        same = (Level(level), points, leading)
        before = found[-1] if found else None
        if (
            before is not None
            and before.last + ONE_DAY == day
            and (before.level, before.points, before.leading) == same
        ):
            found[-1] = Stretch(before.first, day, *same)
        else:
            found.append(Stretch(day, day, *same))
    return found


def lane_of(level: Level) -> int:
    """How far down a level stands."""
    return TOP + LANE * LANES.index(level)


def drawn(days: Sequence[Day], first: date, last: date) -> Drawing:
    """The picture of some days; each takes its place from its morning to the next."""
    width = RIGHT - LEFT - 8
    span = (last - first).days + 1

    def x_of(day: date) -> int:
        return LEFT + 6 + round(width * (day - first).days / span)

    lines: list[str] = []
    unknown: list[str] = []
    before: Stretch | None = None
    for one in stretches(days):
        y, begins, ends = lane_of(one.level), x_of(one.first), x_of(one.last + ONE_DAY)
        if one.level is Level.UNKNOWN:
            unknown.append(f"M{begins} {y}H{ends}")
        elif before is not None and before.last + ONE_DAY == one.first and lines:
            lines[-1] += f"V{y}H{ends}"
        else:
            lines.append(f"M{begins} {y}H{ends}")
        before = None if one.level is Level.UNKNOWN else one
    return Drawing([(lane_of(level), level) for level in LANES], lines, unknown, first, last)

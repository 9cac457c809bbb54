"""What is true of how clearly a place is felt, and of looking back at it (seed rows 56 to 58).

Whoever lacks a sensation does not know it: "cannot feel" is an answer, and only later shows what
was lacking. What is said then of an earlier day stands beside what was said on that day.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from clients.symptoms.rules import SensationClarity, Word

FELT = (0, 10)  # how clearly it is felt, optional: 0 not at all, 10 as clearly as can be
MOST_WORDS = 500
WITHDRAWN_FOR = timedelta(days=1)  # by the client, as long as a practice log may be changed
BACK_AT_MOST = timedelta(days=20 * 366)  # how far somebody looks back: ours


class SensedIn(Word):
    """Where a report was given."""

    PORTAL = "portal", "At home"
    LESSON = "lesson", "In a lesson"


def may_withdraw(reported_at: datetime, now: datetime, *, in_portal: bool) -> bool:
    """Whether who said it may still take it back: in the portal for a day, staff at any time."""
    return not in_portal or now < reported_at + WITHDRAWN_FOR


# From nothing to all of it, as a picture draws it: the lowest first.
STEPS: tuple[SensationClarity, ...] = (
    SensationClarity.ABSENT,
    SensationClarity.DISTORTED,
    SensationClarity.UNCLEAR,
    SensationClarity.CLEAR,
)
HEIGHTS: Mapping[SensationClarity, int] = MappingProxyType(
    {clarity: place for place, clarity in enumerate(STEPS)}
)

# The picture of a region: 340 wide, the words on the left; days run from the first to the last.
WIDTH, HEIGHT = 340, 190
LEFT, RIGHT, TOP, STEP = 96, 326, 18, 44
BOTTOM = TOP + STEP * (len(STEPS) - 1)


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of a region: of which day, on which day, how clear."""

    felt_on: date
    reported_on: date
    clarity: SensationClarity

    @property
    def looks_back(self) -> bool:
        """Whether it was said later than the day it speaks of."""
        return self.felt_on < self.reported_on


@dataclass(frozen=True, slots=True)
class Dot:
    """A report as it is drawn; `back`: said later, and drawn beside as a ring."""

    x: int
    y: int
    back: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Reports of one region as dots, and lines through what was said on the day itself. `first`
    and `last` are the days that it spans; no `last` where all of it is of one day."""

    dots: Sequence[Dot]
    lines: Sequence[str]
    levels: Sequence[tuple[int, SensationClarity]]
    first: date | None = None
    last: date | None = None


def height_of(clarity: SensationClarity) -> int:
    """How far down a word stands: the clearer, the higher."""
    return BOTTOM - STEP * HEIGHTS[clarity]


def _joined(_was: Told, _now: Told) -> bool:
    return True


def drawn(told: Iterable[Told], goes_on: Callable[[Told, Told], bool] = _joined) -> Drawing:
    """The picture of reports in any order; `goes_on`: whether a line leads from one to the next of
    those that were said on the day itself. Nobody asks for them by a schedule: it does."""
    rows = sorted(told, key=lambda one: (one.felt_on, one.reported_on))
    levels = [(height_of(clarity), clarity) for clarity in reversed(STEPS)]
    if not rows:
        return Drawing([], [], levels)
    first, days = rows[0].felt_on, (rows[-1].felt_on - rows[0].felt_on).days

    def x_of(day: date) -> int:
        return LEFT + 14 + round((RIGHT - LEFT - 22) * ((day - first).days / days if days else 0))

    dots = [Dot(x_of(one.felt_on), height_of(one.clarity), one.looks_back) for one in rows]
    runs: list[list[Dot]] = []
    was: Told | None = None
    for one, dot in zip(rows, dots, strict=True):
        if not dot.back:
            if was is None or not goes_on(was, one):
                runs.append([])
            runs[-1].append(dot)
            was = one
    lines = [" ".join(f"{dot.x},{dot.y}" for dot in run) for run in runs if len(run) > 1]
    return Drawing(dots, lines, levels, first, rows[-1].felt_on if days else None)

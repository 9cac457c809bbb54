"""A picture of pairs as dots: where each stands, how large it is, what the axes say.

One dot stands for all pairs at its place, and is as large as they are many. No line is drawn
through them: it would say more than the numbers do.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

LEFT, RIGHT, TOP, BOTTOM = 44.0, 338.0, 20.0, 240.0
SMALLEST, LARGEST = 5.0, 10.5  # radius of one pair, and of the most


@dataclass(frozen=True, slots=True)
class Dot:
    """All pairs at one place: `n` of them, told as `across` and `up`, drawn at x and y."""

    across: int
    up: int
    n: int
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A number on an axis, and where it stands."""

    number: int
    at: float

    @property
    def words(self) -> str:
        """The number as it is printed, with a true minus."""
        return str(self.number).replace("-", "−")


@dataclass(frozen=True, slots=True)
class Dots:
    """A whole picture, 360 by 300, so that a phone shows all of it. `zero`: where nothing changed,
    if that is not an end."""

    dots: tuple[Dot, ...]
    across: tuple[Mark, ...]
    up: tuple[Mark, ...]
    zero: float | None


def dots_of(
    pairs: Iterable[tuple[float, float]], across: tuple[int, int], up: tuple[int, int]
) -> Dots:
    """Pairs by whole numbers; `across` and `up` are the ends of both axes."""
    counted = Counter((_whole(x), _whole(y)) for x, y in pairs)
    most = max(counted.values(), default=1)
    found = [
        Dot(
            x,
            y,
            n,
            round(_at(x, across, LEFT, RIGHT), 1),
            round(_at(y, up, BOTTOM, TOP), 1),
            round(max(SMALLEST, LARGEST * sqrt(n / most)) if most > 1 else SMALLEST, 1),
        )
        for (x, y), n in sorted(counted.items())
    ]
    inside = up[0] < 0 < up[1]
    return Dots(
        tuple(found),
        tuple(Mark(n, round(_at(n, across, LEFT, RIGHT), 1)) for n in _steps(across)),
        tuple(Mark(n, round(_at(n, up, BOTTOM, TOP), 1)) for n in _steps(up)),
        round(_at(0, up, BOTTOM, TOP), 1) if inside else None,
    )


def _whole(number: float) -> int:
    """To the nearest whole number, halves away from zero: Python's own goes to the even one."""
    return int(number + 0.5) if number >= 0 else -int(-number + 0.5)


def _at(number: float, ends: tuple[int, int], start: float, stop: float) -> float:
    return start + (number - ends[0]) / (ends[1] - ends[0]) * (stop - start)


def _steps(ends: tuple[int, int]) -> range:
    many = 12  # more than so many steps are told every other one, so that no number touches
    return range(ends[0], ends[1] + 1, 1 if ends[1] - ends[0] < many else 5)

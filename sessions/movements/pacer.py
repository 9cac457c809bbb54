"""The pacer's curve: height is effort, width is time, so that slow release is seen to be longer."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, LEFT = 322.0, 14.0  # drawn for a phone: 350 wide
GROUND, TOP = 138.0, 30.0
LABEL_ROOM = 26.0  # px that the seconds under a part need

RISES, FALLS = "contract", "slow_release"


@dataclass(frozen=True, slots=True)
class Part:
    """One step of the curve: its path, whether it is flat, where its label stands."""

    kind: str
    seconds: int
    path: str
    hill: str
    flat: bool
    middle: str
    end: str
    labelled: bool


@dataclass(frozen=True, slots=True)
class Pacer:
    """The whole round. `start` is where the bead waits."""

    parts: tuple[Part, ...]
    seconds: int
    start: tuple[float, float] = (LEFT, GROUND)


def _curve(x: float, to: float, y: float, y_to: float) -> str:
    """A soft S from one height to the other."""
    third = (to - x) * 0.45
    return (
        f"M{x:.1f} {y:.0f}C{x + third:.1f} {y:.0f} {to - third:.1f} {y_to:.0f} {to:.1f} {y_to:.0f}"
    )


def _next_height(kind: str, y: float) -> float:
    if kind == RISES:
        return TOP
    return GROUND if kind == FALLS else y


def pacer_of(steps: Sequence[tuple[str, int]]) -> Pacer:
    """Draw one round of (kind, seconds). A contraction that follows another starts from there."""
    total = sum(seconds for _kind, seconds in steps)
    parts: list[Part] = []
    x, y = LEFT, GROUND
    for kind, seconds in steps:
        to = x + WIDTH * seconds / total
        y_to = _next_height(kind, y)
        flat = y == y_to
        path = f"M{x:.1f} {y:.0f}H{to:.1f}" if flat else _curve(x, to, y, y_to)
        hill = f"{path}V{GROUND:.0f}H{x:.1f}Z"
        parts.append(
            Part(
                kind,
                seconds,
                path,
                hill,
                flat,
                middle=f"{(x + to) / 2:.1f}",
                end=f"{to:.1f}",
                labelled=to - x >= LABEL_ROOM,
            )
        )
        x, y = to, y_to
    return Pacer(tuple(parts), total)

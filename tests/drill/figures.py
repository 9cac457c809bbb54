"""The lines of the drill: what was found, what is asked, and whether it is so."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from traceback import print_exc

type Value = int | float | str
type Part = Callable[[], Iterator["Figure"]]


@dataclass(frozen=True)
class Figure:
    """One line: a name, the value found, the limit in words, and whether it is met."""

    name: str
    value: Value
    limit: str
    met: bool


def exactly(name: str, value: Value, wanted: Value) -> Figure:
    """A value that has to be this and nothing else."""
    return Figure(name, value, f"= {_shown(wanted)}", value == wanted)


def at_most(name: str, value: float, limit: float) -> Figure:
    """A value that may not be more."""
    return Figure(name, value, f"≤ {_shown(limit)}", value <= limit)


def at_least(name: str, value: float, limit: float) -> Figure:
    """A value that may not be less."""
    return Figure(name, value, f"≥ {_shown(limit)}", value >= limit)


@dataclass(frozen=True)
class Outcome:
    """What came of one part."""

    part: str
    seconds: float
    figures: tuple[Figure, ...]

    @property
    def met(self) -> bool:
        """Whether every line is, and there is one."""
        return bool(self.figures) and all(figure.met for figure in self.figures)

    def as_json(self) -> dict[str, object]:
        """The part as a report keeps it."""
        lines = [asdict(figure) for figure in self.figures]
        return {"part": self.part, "seconds": round(self.seconds, 1), "figures": lines}


def carry_out(name: str, part: Part, limit: float) -> Outcome:
    """Run one part; that it broke off, measured nothing or took too long is a line not met."""
    began = time.monotonic()
    found: list[Figure] = []
    try:
        found += part()
    except Exception as error:  # whatever ends a part must not end the drill
        print_exc()
        found.append(Figure("the part ran to its end", _in_a_line(error), "yes", met=False))
    if not found:
        found.append(Figure("the part measured something", "nothing", "a figure", met=False))
    seconds = time.monotonic() - began
    found.append(at_most("seconds it took", round(seconds, 1), limit))
    return Outcome(name, seconds, tuple(found))


def table(outcomes: Iterable[Outcome]) -> str:
    """Every line of every part, in columns."""
    rows = [("part", "line", "figure", "limit", "met")]
    for outcome in outcomes:
        for figure in outcome.figures:
            met = "yes" if figure.met else "NO"
            rows.append((outcome.part, figure.name, _shown(figure.value), figure.limit, met))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    lines.insert(1, "|-" + "-|-".join("-" * width for width in widths) + "-|")
    return "\n".join(lines)


def _shown(value: Value) -> str:
    return f"{value:,}" if type(value) is int else str(value)


def _in_a_line(error: Exception) -> str:
    words = str(error).strip().partition("\n")[0]
    return f"{type(error).__name__}: {words}"[:120]

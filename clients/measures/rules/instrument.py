"""What an instrument is: what it asks, on which scale, and from when a change means something."""

from dataclasses import dataclass
from enum import StrEnum

from clients.symptoms.rules import Word


class Direction(StrEnum):
    """Which way of the scale is better."""

    UP = "up"
    DOWN = "down"


class Size(StrEnum):
    """How much an improvement is, where its source says so."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    PLAIN = "plain"  # its source knows one threshold


class Scoring(Word):
    """How answers become a score."""

    NUMBER = "number", "The number that was chosen"
    MEAN = "mean", "The mean of the numbers that were chosen"


@dataclass(frozen=True, slots=True)
class Item:
    """One question; `code` is what an answer is kept under."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Threshold:
    """From how much on a change means something, in points towards better, or in percent.

    `least`: how many points it takes also where the percent is reached.
    """

    size: Size
    points: float
    percent: float | None
    source: str
    least: float = 0


@dataclass(frozen=True, slots=True)
class Worse:
    """From how many points away from better on it is worse."""

    points: float
    source: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """One measure in one version; never changed once answered: a new wording is a new version.

    `low` and `high` are the ends of each item's scale. `judges_change`: it asks for the change
    itself, so that its score is the change and there is no baseline. `by_activity`: its items are
    the activities that the client named. `validated` False: our own, shown without a verdict.
    """

    code: str
    version: str
    name: str
    direction: Direction
    scoring: Scoring
    low: int
    high: int
    ends: tuple[str, str]
    items: tuple[Item, ...]
    recall: str
    licence: str
    source: str
    validated: bool
    stem: str = ""
    steps: tuple[str, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    worse: Worse | None = None
    why_no_verdict: str = ""
    judges_change: bool = False
    by_activity: bool = False

    @property
    def span_words(self) -> str:
        """The scale in figures."""
        return f"{self.low} to {self.high}".replace("-", "−")

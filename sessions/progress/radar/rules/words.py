"""The words of the radar: signals, what each may say, levels, and a reason as it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from clients.symptoms.rules import Word


class Signal(Word):
    """What speaks for a return to the old pattern. Source: domain/ideas.md 5.1; the flare is ours.

    In the order of the table: where two have the same points, the earlier one leads.
    """

    RELEASE = "release", "Something let go, and nothing integrates it"
    PAIN = "pain", "Pain is back near where it began"
    FLARE = "flare", "Practice was too much"
    ACTIVITIES = "activities", "Activities have lost what they gained"
    SENSING = "sensing", "A place is felt less clearly"
    PRACTICE = "practice", "Less practice than planned"
    EVENT = "event", "A new injury, operation or high stress"
    NOT_SEEN = "not_seen", "Not seen for long, and nothing booked"
    PRIOR = "prior", "Earlier treatments held for a short time"
    HABIT = "habit", "A habit, and integrated"


class State(Word):
    """Whether a signal speaks. Unknown is not silent: nobody can say."""

    SPEAKS = "speaks", "Speaks"
    SILENT = "silent", "Does not speak"
    UNKNOWN = "unknown", "Not known"


class Level(Word):
    """What the points come to. Nothing known is unknown, and never steady."""

    ACT = "act", "Act"
    WATCH = "watch", "Watch"
    STEADY = "steady", "Steady"
    UNKNOWN = "unknown", "Unknown"


type Number = int | float | str


@dataclass(frozen=True, slots=True)
class Reason:
    """What one signal says of somebody on a day: `why` names the sentence, `numbers` fill it.

    `points` are 0 unless it speaks; `since` is the first day on which it was so, as far as known.
    """

    signal: Signal
    state: State
    why: str
    points: int = 0
    numbers: Mapping[str, Number] = field(default_factory=dict)
    since: date | None = None


class WrongShape(ValueError):
    """Reasons were kept in a shape that nobody knows."""


KEYS = frozenset({"signal", "state", "why", "points", "numbers", "since"})


def stored(reasons: Sequence[Reason]) -> list[dict[str, object]]:
    """Reasons as JSON holds them: one row a signal, numbers by name, days as 2026-11-27."""
    return [
        {
            "signal": one.signal.value,
            "state": one.state.value,
            "why": one.why,
            "points": one.points,
            "numbers": dict(one.numbers),
            "since": one.since.isoformat() if one.since else None,
        }
        for one in reasons
    ]


def read_reasons(rows: object) -> list[Reason]:
    """What `stored` made; WrongShape for anything else."""
    if not isinstance(rows, list):
        raise WrongShape("no list")
    reasons = [_read(row) for row in rows]
    if [one.signal for one in reasons] != list(Signal):
        raise WrongShape("not each signal once, in their order")
    return reasons


def _read(row: object) -> Reason:
    if not isinstance(row, dict) or row.keys() != KEYS:
        raise WrongShape("no reason")
    numbers, since, points = row["numbers"], row["since"], row["points"]
    if not isinstance(numbers, dict) or type(points) is not int or not isinstance(row["why"], str):
        raise WrongShape("no numbers")
    if not all(type(one) in {int, float, str} for one in numbers.values()):
        raise WrongShape("a number is none")
    try:
        signal, state = Signal(row["signal"]), State(row["state"])
        day = date.fromisoformat(since) if since is not None else None
    except (TypeError, ValueError):
        raise WrongShape("a word is not known") from None
    if points and state is not State.SPEAKS:
        raise WrongShape("points without a word")
    return Reason(signal, state, row["why"], points, numbers, day)

"""From ten reasons to one level. The sum is never shown without them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sessions.progress.radar.rules.known import Known
from sessions.progress.radar.rules.settings import RadarRules, points_to
from sessions.progress.radar.rules.signals import LAST_TOLD, weigh
from sessions.progress.radar.rules.words import Level, Reason, Signal, State

# What says how somebody is, in their own numbers. The other signals say what tends to come before
# a return; none of them, nor all together, can say that it holds (docs/decisions/0056).
OUTCOMES = (Signal.PAIN, Signal.ACTIVITIES)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the radar says of somebody on a day."""

    level: Level
    points: int
    reasons: Sequence[Reason]

    @property
    def leading(self) -> Reason | None:
        """What speaks most."""
        return leading(self.reasons)


def outcome_known(reasons: Sequence[Reason]) -> bool:
    """Whether they said themself, not long ago, how they are, and it can be compared; and nothing
    stands that they told before, and that nobody asked about again."""
    told = [one for one in reasons if one.signal in OUTCOMES]
    if any(one.why in LAST_TOLD for one in told):
        return False
    return any(one.state is not State.UNKNOWN for one in told)


def level_of(points: int, reasons: Sequence[Reason], rules: RadarRules) -> Level:
    """A warning needs no more than what speaks; *steady* needs to be known."""
    level = points_to(rules, points)
    return Level.UNKNOWN if level is Level.STEADY and not outcome_known(reasons) else level


def leading(reasons: Sequence[Reason]) -> Reason | None:
    """The reason with the most points, the first in their order; None where nothing speaks."""
    speaking = [one for one in reasons if one.points > 0]
    return max(speaking, key=lambda one: one.points, default=None)


def silent_since(reasons: Sequence[Reason]) -> date | None:
    """The last day with a practice of somebody who logged, and no more in the days that are looked
    at; None where practice goes on, or where it is not known that it does not."""
    (practice,) = (one for one in reasons if one.signal is Signal.PRACTICE)
    stopped = practice.state is State.SPEAKS and not practice.numbers["logged"]
    return practice.since if stopped else None


def judge(known: Known, rules: RadarRules) -> Verdict:
    """The verdict of a day: points of what speaks, and the level that they come to."""
    reasons = weigh(known, rules)
    points = sum(one.points for one in reasons)
    return Verdict(level_of(points, reasons, rules), points, reasons)

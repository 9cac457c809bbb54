"""How long what was gained holds: for one course of work, and for many as a survival curve.

Plain Python on days and numbers. What comes back is said by the pain of seven days (NPRS).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

# As the radar has them (domain/ideas 5.1): back within 1 of the baseline after a drop of 2.
DROP, BACK_WITHIN = 2, 1
ENOUGH = 10  # courses that a curve takes: with fewer one person moves it by more than a tenth; ours
SOON = timedelta(days=14)  # an answer so soon after a lesson still tells what it gained: two weeks


@dataclass(frozen=True, slots=True)
class Held:
    """For how many days something held, from the day of the last lesson or release (`since`).

    `came_back`: pain was within one point of the baseline again on the last of them. Without it
    the days are those up to the last answer: how long it holds altogether nobody knows yet.
    """

    since: date
    days: int
    came_back: bool


def held(points: Sequence[tuple[date, float]], since: date | None) -> Held | None:
    """How long what was gained held after `since`; None while nothing was gained, or nobody knows.

    `points` are answers to one version of the pain of seven days, the baseline first.
    """
    if since is None or len(points) < 2:
        return None
    (_first, base), *rest = sorted(points)
    before = [pain for day, pain in rest if day <= since]
    after = [(day, pain) for day, pain in rest if day > since]
    if not after:
        return None
    soon, pain_then = after[0]
    gained = before and base - before[-1] >= DROP
    gained = gained or (soon <= since + SOON and base - pain_then >= DROP)
    if not gained:
        return None
    for day, pain in after:
        if base - pain <= BACK_WITHIN:
            return Held(since, (day - since).days, came_back=True)
    return Held(since, (after[-1][0] - since).days, came_back=False)


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which something came back: how many were still followed, how many of them it did,
    and the share that still held after it (0 to 1)."""

    day: int
    at_risk: int
    came_back: int
    share: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A survival curve of `n`, the product-limit estimate of Kaplan & Meier 1958
    (doi 10.1080/01621459.1958.10501452); `censored` are days up to which it held and was seen."""

    n: int
    steps: Sequence[Step]
    censored: Sequence[int]
    last: int

    @property
    def median(self) -> int | None:
        """The day by which it came back for half of them; None while it holds for more."""
        return next((step.day for step in self.steps if step.share <= 0.5), None)

    def share_at(self, day: int) -> float:
        """The share that still held at the end of a day."""
        past = [step.share for step in self.steps if step.day <= day]
        return past[-1] if past else 1.0


def kaplan_meier(seen: Iterable[tuple[int, bool]]) -> Curve:
    """The curve of pairs of days and whether it came back then. Who is censored on a day is still
    followed on it. Exact: a half that is a little more by rounding would move the median."""
    rows = sorted(seen)
    gone, back = Counter(day for day, _b in rows), Counter(day for day, came in rows if came)
    at_risk, share, steps = len(rows), Fraction(1), []
    for day in sorted(gone):
        if back[day]:
            share *= 1 - Fraction(back[day], at_risk)
            steps.append(Step(day, at_risk, back[day], float(share)))
        at_risk -= gone[day]
    censored = [day for day, came in rows if not came]
    return Curve(len(rows), steps, censored, rows[-1][0] if rows else 0)

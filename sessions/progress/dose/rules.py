"""Whether two things went together, by ranks, with an interval and with *cannot tell*.

Spearman's rank correlation, as Python's `statistics.correlation(method="ranked")` has it: ranks
suit scales of eleven steps, and ties share their mean rank. Its interval is Fisher's, with the
standard error of Bonett & Wright 2000, doi 10.1007/BF02294183: √((1 + r²/2) / (n − 3)).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import atanh, sqrt, tanh
from statistics import correlation, fmean

from clients.symptoms.rules import Word

LEAST_WEEKS = 8  # of one client; below it even a perfect order tells little: ours
LEAST_CLIENTS = 10  # Bonett & Wright found the interval sound from about ten on
LEAST_PLANNED = 14  # planned days of a program, from which on adherence says something: ours
WEEK = timedelta(days=7)
APART = timedelta(days=5)  # a week's answer comes a day or two early or late
NORMAL_95 = 1.959964
FISHER_LOSES = 3  # observations, in the standard error


class Verdict(Word):
    """What can be said of whether more practice went with feeling better."""

    NOTHING = "nothing", "Nothing to compare"
    TOO_FEW = "too_few", "Cannot tell: too few"
    SAME_PRACTICE = "same_practice", "Cannot tell: practice was always the same"
    SAME_FELT = "same_felt", "Cannot tell: how it felt was always the same"
    UNCLEAR = "unclear", "Cannot tell"
    BETTER = "better", "More practice went with feeling better"
    WORSE = "worse", "More practice went with feeling worse"


@dataclass(frozen=True, slots=True)
class Finding:
    """What pairs of practice and feeling come to; `n` pairs, of which at least `least` are asked.

    `rho` is −1 to 1, above zero where more practice went with feeling better; `low` and `high` are
    the ends of its 95 % interval. None where there is no such number.
    """

    verdict: Verdict
    n: int
    least: int
    rho: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_told(self) -> bool:
        """Whether it says one thing or the other."""
        return self.verdict in {Verdict.BETTER, Verdict.WORSE}


type Pair = tuple[float, float]


def related(pairs: Sequence[Pair], least: int, *, in_a_row: bool = False) -> Finding:
    """Whether what is first in each pair (practice) went with the second (higher feels better).

    `in_a_row`: they follow each other in time, so that each resembles the one before it.
    """
    n = len(pairs)
    if n < least:
        return Finding(Verdict.TOO_FEW if n else Verdict.NOTHING, n, least)
    doses, felt = [one[0] for one in pairs], [one[1] for one in pairs]
    for told, verdict in ((doses, Verdict.SAME_PRACTICE), (felt, Verdict.SAME_FELT)):
        if len(set(told)) == 1:
            return Finding(verdict, n, least)
    rho = correlation(doses, felt, method="ranked")
    worth = _worth(n, ranks(doses), ranks(felt)) if in_a_row else n
    ends = interval(rho, n, worth)
    if ends is None:
        return Finding(Verdict.UNCLEAR, n, least, rho)
    low, high = ends
    if low <= 0 <= high:
        return Finding(Verdict.UNCLEAR, n, least, rho, low, high)
    return Finding(Verdict.BETTER if rho > 0 else Verdict.WORSE, n, least, rho, low, high)


def interval(rho: float, n: int, worth: float) -> tuple[float, float] | None:
    """The 95 % interval of a rank correlation of `n` pairs that are `worth` so many independent.

    None where they are worth three or fewer. A perfect order would have an interval without width:
    it gets that of the next order there is, in which two neighbours change places.
    """
    if worth <= FISHER_LOSES:
        return None
    next_to_perfect = 1 - 12 / (n * (n * n - 1))  # Spearman's 1 − 6 Σd² / n(n² − 1), Σd² = 2
    r = max(-next_to_perfect, min(next_to_perfect, rho))
    reach = NORMAL_95 * sqrt((1 + r * r / 2) / (worth - FISHER_LOSES))
    return tanh(atanh(r) - reach), tanh(atanh(r) + reach)


def ranks(numbers: Sequence[float]) -> list[float]:
    """Ranks from 1; equal numbers share the mean of theirs."""
    order = sorted(numbers)
    first = {number: order.index(number) for number in set(numbers)}
    return [first[number] + (order.count(number) + 1) / 2 for number in numbers]


def _worth(n: int, doses: Sequence[float], felt: Sequence[float]) -> float:
    """How many independent pairs so many in a row are worth, never more than there are.

    Bartlett 1935 (Journal of the Royal Statistical Society 98:536): n (1 − ab) / (1 + ab), with
    how much each resembles itself one step before. Two things that both only rise with time, as
    practice and ease may, look related and are worth little.
    """
    alike = _like_before(doses) * _like_before(felt)
    return n * (1 - alike) / (1 + alike) if alike > 0 else n


def _like_before(told: Sequence[float]) -> float:
    middle = fmean(told)
    spread = sum((one - middle) ** 2 for one in told)
    return sum((a - middle) * (b - middle) for a, b in pairwise(told)) / spread


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days up to the day of an answer: days practised, None where nothing was logged."""

    until: date
    days: int | None
    score: float


def weeks_of(answers: Iterable[tuple[date, float]], logged: Mapping[date, bool]) -> list[Week]:
    """The weeks that end with an answer, the oldest first; `logged` says of a day whether it was
    practised. Of answers less than five days apart the later one is told.

    A week without any log is not a week without practice: nobody knows.
    """
    found: list[Week] = []
    for day, score in sorted(dict(sorted(answers)).items(), reverse=True):
        if found and found[-1].until - day < APART:
            continue
        theirs = [done for on, done in logged.items() if day - WEEK < on <= day]
        found.append(Week(day, sum(theirs) if theirs else None, score))
    return found[::-1]


def planned_between(weekdays: Iterable[int], first: date, last: date) -> int:
    """How many days with one of these ISO weekdays there are, both ends included."""
    length = (last - first).days + 1
    if length <= 0:
        return 0
    whole, rest = divmod(length, 7)
    begun = {(first + timedelta(days=n)).isoweekday() for n in range(rest)}
    wanted = set(weekdays)
    return whole * len(wanted) + len(wanted & begun)

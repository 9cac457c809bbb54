"""From raw answers to scores, from two scores to a verdict of change. Always computed anew.

Thresholds and their sources stand with each instrument; an answer is a pair of item and number.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from types import MappingProxyType

from clients.measures.rules.instrument import (
    Direction,
    Instrument,
    Item,
    Scoring,
    Size,
    Threshold,
)
from clients.symptoms.rules import Word

type Answer = tuple[str, int]

EXACT = 6  # decimals of a mean that count: 1.3 reached is reached
PERCENT = 100


def items_of(instrument: Instrument, activities: Sequence[tuple[str, str]] = ()) -> list[Item]:
    """What is asked: the instrument's items, or the activities as pairs of code and words."""
    if instrument.by_activity:
        return [Item(code, words) for code, words in activities]
    return list(instrument.items)


@dataclass(frozen=True, slots=True)
class Wrong:
    """An item that is not answered as it should be, and why; "" for the whole of it."""

    item: str
    message: str


def wrong_in(
    instrument: Instrument, asked: Sequence[Item], answers: Sequence[Answer]
) -> Wrong | None:
    """The first thing wrong with the answers to what was asked; None when they can be kept."""
    told = dict(answers)
    unknown = set(told) - {item.code for item in asked}
    if unknown or len(told) != len(answers):
        return Wrong("", "This was not asked. Open the question anew.")
    for item in asked:
        number = told.get(item.code)
        if number is None:
            return Wrong(item.code, "Choose a number.")
        if not instrument.low <= number <= instrument.high:
            span = f"{instrument.low} to {instrument.high}".replace("-", "−")
            return Wrong(item.code, f"Choose a number from {span}.")
    return None if asked else Wrong("", "There is nothing to answer here.")


def _only(numbers: Sequence[int]) -> float | None:
    """The number of an instrument with one question; several are nobody's score."""
    return numbers[0] if len(numbers) == 1 else None


# PSFS: the mean of its activities, Stratford 1995; SRBAI: of its items, Gardner 2012.
_SCORES: Mapping[Scoring, Callable[[Sequence[int]], float | None]] = MappingProxyType(
    {Scoring.NUMBER: _only, Scoring.MEAN: fmean}
)


def score(instrument: Instrument, answers: Iterable[Answer]) -> float | None:
    """What answers come to, as the instrument says; None without an answer."""
    numbers = [number for _item, number in answers]
    found = _SCORES[instrument.scoring](numbers) if numbers else None
    return None if found is None else round(found, EXACT)


class Verdict(Word):
    """What a change means, in a word."""

    IMPROVED = "improved", "Improved"
    IMPROVED_SMALL = "improved_small", "Improved, a little"
    IMPROVED_MEDIUM = "improved_medium", "Improved, clearly"
    IMPROVED_LARGE = "improved_large", "Improved, a lot"
    WORSE = "worse", "Worse"
    NO_CHANGE = "no_change", "No change that means something"
    NONE = "none", "No verdict"


_OF_SIZE = {
    Size.PLAIN: Verdict.IMPROVED,
    Size.SMALL: Verdict.IMPROVED_SMALL,
    Size.MEDIUM: Verdict.IMPROVED_MEDIUM,
    Size.LARGE: Verdict.IMPROVED_LARGE,
}


@dataclass(frozen=True, slots=True)
class Change:
    """A change in points, `better` where that is towards better; `why` cites what says so."""

    verdict: Verdict
    better: float | None
    why: str


def towards(instrument: Instrument, was: float, now: float) -> float:
    """By how many points it went towards better."""
    points = now - was if instrument.direction is Direction.UP else was - now
    return round(points, EXACT)


def _reached(threshold: Threshold, was: float | None, better: float) -> bool:
    if better >= threshold.points:
        return True
    percent = better / was * PERCENT if was else 0
    enough = better >= threshold.least
    return threshold.percent is not None and percent >= threshold.percent and enough


def _cited(threshold: Threshold) -> str:
    percent = f" or {threshold.percent:g} %" if threshold.percent is not None else ""
    return f"From {threshold.points:g}{percent}: {threshold.source}"


def _judged(instrument: Instrument, was: float | None, better: float) -> Change:
    if not instrument.thresholds:
        return Change(Verdict.NONE, better, instrument.why_no_verdict)
    for threshold in reversed(instrument.thresholds):
        if _reached(threshold, was, better):
            return Change(_OF_SIZE[threshold.size], better, _cited(threshold))
    if instrument.worse is not None and -better >= instrument.worse.points:
        cited = f"From {instrument.worse.points:g}: {instrument.worse.source}"
        return Change(Verdict.WORSE, better, cited)
    return Change(Verdict.NO_CHANGE, better, _cited(instrument.thresholds[0]))


def both_told(was: Sequence[Answer], now: Sequence[Answer]) -> tuple[list[Answer], list[Answer]]:
    """What was answered both times: means over different activities say nothing."""
    same = dict(was).keys() & dict(now).keys()
    return [one for one in was if one[0] in same], [one for one in now if one[0] in same]


def change_of(
    instrument: Instrument, was: Sequence[Answer] | None, now: Sequence[Answer]
) -> Change | None:
    """What changed since `was`; None for the beginning itself, which has nothing before it.

    An instrument that asks for the change needs no beginning: its middle is *no change*.
    """
    if instrument.judges_change:
        middle = (instrument.low + instrument.high) / 2
        return _judged(instrument, None, towards(instrument, middle, score(instrument, now) or 0))
    if was is None:
        return None
    before, after = both_told(was, now)
    first, last = score(instrument, before), score(instrument, after)
    if first is None or last is None:
        return Change(Verdict.NONE, None, "Nothing was answered both times.")
    return _judged(instrument, first, towards(instrument, first, last))

"""The statistics, against a published example and numbers worked out by hand."""

from datetime import date, timedelta
from math import atanh

import pytest

from sessions.progress.dose.rules import (
    Verdict,
    Week,
    interval,
    planned_between,
    ranks,
    related,
    weeks_of,
)

# "Spearman's rank correlation coefficient", Wikipedia, Example: IQ of ten people and their hours of
# television a week. Σd² = 194, ρ = 1 − 6·194 / (10·99) = −29/165 = −0.1757576.
IQ = (106, 100, 86, 101, 99, 103, 97, 113, 112, 110)
HOURS = (7, 27, 2, 50, 28, 29, 20, 12, 6, 17)
MONDAY = date(2026, 1, 5)


def steady(*felt: float) -> list[tuple[float, float]]:
    return [(float(n), one) for n, one in enumerate(felt)]


def test_it_is_that_of_a_published_example() -> None:
    found = related(list(zip(map(float, IQ), map(float, HOURS), strict=True)), 10)
    assert found.rho == pytest.approx(-29 / 165)
    assert found.verdict is Verdict.UNCLEAR
    assert found.n == 10


def test_ties_share_their_mean_rank() -> None:
    assert ranks([3, 1, 3, 2, 3]) == [4, 1, 4, 2, 4]
    # x 1 2 2 3 and y 1 2 3 3: ranks 1 2.5 2.5 4 and 1 2 3.5 3.5, about their mean 2.5
    # sum of products 2.25 + 0 + 0 + 1.5 = 3.75; of squares 4.5 each; 3.75 / 4.5 = 5/6
    found = related([(1, 1), (2, 2), (2, 3), (3, 3)], 4)
    assert found.rho == pytest.approx(5 / 6)


def test_its_interval_is_worked_out_by_hand() -> None:
    # r 0.5, n 28: √((1 + 0.125) / 25) = 0.2121320; atanh 0.5 = 0.5493061; ± 1.959964 · 0.2121320
    # 0.1335351 to 0.9650771, back by tanh, (e²ᶻ − 1) / (e²ᶻ + 1): 0.1327473 and 0.7465331
    low, high = interval(0.5, 28, 28) or (0, 0)
    assert low == pytest.approx(0.1327473, abs=1e-6)
    assert high == pytest.approx(0.7465331, abs=1e-6)
    assert interval(0.5, 28, 3) is None


def test_a_perfect_order_is_no_certainty() -> None:
    found = related(steady(*range(10)), 10)
    assert found.rho == pytest.approx(1)
    assert found.verdict is Verdict.BETTER
    assert found.high is not None
    assert found.high < 1
    # as wide as that of the next order, 1 − 12 / (10 · 99)
    near = 1 - 12 / 990
    reach = 1.959964 * ((1 + near**2 / 2) / 7) ** 0.5
    assert atanh(found.high) == pytest.approx(atanh(near) + reach)


def test_more_practice_can_go_with_worse() -> None:
    assert related(steady(*range(10, 0, -1)), 10).verdict is Verdict.WORSE


@pytest.mark.parametrize(
    ("pairs", "verdict"),
    [
        ([], Verdict.NOTHING),
        ([(1.0, 1.0)], Verdict.TOO_FEW),
        ([(float(n), float(n)) for n in range(7)], Verdict.TOO_FEW),
        ([(3.0, float(n)) for n in range(9)], Verdict.SAME_PRACTICE),
        ([(float(n), 3.0) for n in range(9)], Verdict.SAME_FELT),
        ([(3.0, 3.0)] * 9, Verdict.SAME_PRACTICE),
    ],
)
def test_it_cannot_be_told(pairs: list[tuple[float, float]], verdict: Verdict) -> None:
    found = related(pairs, 8, in_a_row=True)
    assert found.verdict is verdict
    assert (found.n, found.rho, found.low) == (len(pairs), None, None)
    assert not found.is_told


def test_two_things_that_only_rise_with_time_cannot_be_told() -> None:
    rising = [(float(n), float(n)) for n in range(12)]
    assert related(rising, 8).verdict is Verdict.BETTER
    found = related(rising, 8, in_a_row=True)
    assert found.verdict is Verdict.UNCLEAR
    assert found.rho == pytest.approx(1)


def test_weeks_that_say_nothing_of_the_next_are_worth_as_many_as_they_are() -> None:
    doses = (3, 1, 5, 7, 6, 5, 2, 4, 1, 6, 1, 2)
    told = [(float(n), float(n)) for n in doses]
    apart, in_a_row = related(told, 8), related(told, 8, in_a_row=True)
    assert in_a_row.verdict is Verdict.BETTER
    assert in_a_row.low == pytest.approx(apart.low)


def test_a_week_ends_with_its_answer() -> None:
    logged = {MONDAY: True, MONDAY + timedelta(days=6): True, MONDAY + timedelta(days=7): False}
    answers = [(MONDAY + timedelta(days=6), 5.0), (MONDAY + timedelta(days=13), 4.0)]
    assert weeks_of(answers, logged) == [
        Week(MONDAY + timedelta(days=6), 2, 5.0),
        Week(MONDAY + timedelta(days=13), 0, 4.0),
    ]


def test_a_week_without_a_log_is_not_one_without_practice() -> None:
    assert weeks_of([(MONDAY, 5.0)], {MONDAY + timedelta(days=1): True}) == [
        Week(MONDAY, None, 5.0)
    ]


def test_no_week_is_counted_twice() -> None:
    answers = [(MONDAY + timedelta(days=n), float(n)) for n in (0, 4, 5, 9)]
    found = weeks_of(answers, {})
    assert [week.until for week in found] == [MONDAY + timedelta(days=n) for n in (4, 9)]


@pytest.mark.parametrize(
    ("days", "length", "planned"),
    [([1, 3, 5], 7, 3), ([1, 3, 5], 8, 4), ([7], 6, 0), ([], 30, 0), ([1], 0, 0), ([1, 1], 14, 2)],
)
def test_planned_days_are_counted(days: list[int], length: int, planned: int) -> None:
    assert planned_between(days, MONDAY, MONDAY + timedelta(days=length - 1)) == planned

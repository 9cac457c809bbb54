"""Kaplan–Meier against a published worked example, and what counts as holding."""

from datetime import date, timedelta

import pytest

from sessions.progress.course.survival import Held, held, kaplan_meier

# Weeks of remission on 6-MP of 21 children with leukaemia: Freireich et al. 1963 (Blood 21:699),
# the worked example of Kleinbaum & Klein, Survival Analysis (3rd edition, 2012), chapter 2. A
# plus is a child that was still in remission when last seen.
RELAPSED = (6, 6, 6, 7, 10, 13, 16, 22, 23)
STILL_WELL = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
PUBLISHED = [
    (6, 21, 3, 0.8571),
    (7, 17, 1, 0.8067),
    (10, 15, 1, 0.7529),
    (13, 12, 1, 0.6902),
    (16, 11, 1, 0.6275),
    (22, 7, 1, 0.5378),
    (23, 6, 1, 0.4482),
]
BEGAN = date(2026, 6, 1)


def on(days: int) -> date:
    return BEGAN + timedelta(days=days)


def pains(**by_day: int) -> list[tuple[date, float]]:
    return [(on(int(day[1:])), pain) for day, pain in by_day.items()]


def test_the_published_example_comes_out() -> None:
    curve = kaplan_meier([*((t, True) for t in RELAPSED), *((t, False) for t in STILL_WELL)])
    told = [(one.day, one.at_risk, one.came_back, round(one.share, 4)) for one in curve.steps]
    assert told == PUBLISHED
    assert (curve.n, curve.median, curve.last) == (21, 23, 35)
    assert sorted(curve.censored) == sorted(STILL_WELL)


def test_the_arm_without_censoring_is_a_plain_share() -> None:
    placebo = (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)
    curve = kaplan_meier((week, True) for week in placebo)
    assert curve.median == 8
    assert curve.share_at(8) == pytest.approx(8 / 21)
    assert curve.share_at(23) == pytest.approx(0)


@pytest.mark.parametrize("n", [10, 22, 24, 26, 48, 100, 300])
def test_half_of_an_even_number_is_half(n: int) -> None:
    """As a product of floats 24 of them come to 0.5000000000000001 on day 12."""
    curve = kaplan_meier((day, True) for day in range(1, n + 1))
    assert (curve.median, curve.share_at(n // 2)) == (n // 2, 0.5)


def test_the_edges_of_a_curve() -> None:
    assert kaplan_meier([]).n == 0
    flat = kaplan_meier([(5, False), (9, False)])
    assert (list(flat.steps), flat.median, flat.share_at(9)) == ([], None, 1.0)


@pytest.mark.parametrize(
    ("points", "since", "said"),
    [
        (pains(d0=7, d7=4, d21=3, d28=4), 14, Held(on(14), 14, came_back=False)),
        (pains(d0=7, d7=4, d21=3, d28=6, d35=2), 14, Held(on(14), 14, came_back=True)),
        (pains(d0=7, d7=6, d21=5, d28=5), 14, Held(on(14), 14, came_back=False)),
        (pains(d0=7, d7=4, d21=6), 14, Held(on(14), 7, came_back=True)),
        (pains(d0=7, d7=6, d40=2), 14, None),  # an answer so late tells not what the lesson gained
        (pains(d0=7, d7=6, d21=6), 14, None),  # never went down by two
        (pains(d0=7, d7=3), 14, None),  # nothing was answered since
        (pains(d0=7), 14, None),
        ([], 14, None),
        (pains(d0=7, d7=4, d21=3), None, None),
    ],
)
def test_what_holds(points: list[tuple[date, float]], since: int | None, said: Held | None) -> None:
    assert held(points, None if since is None else on(since)) == said

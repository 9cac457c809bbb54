"""Logged of planned days, counted by hand on a calendar of November 2026 (the 1st is a Sunday)."""

from datetime import date

from sessions.progress.course.adherence import (
    DAYS_MOST,
    Adherence,
    Plan,
    adherence_of,
    by_month,
    planned_days,
)


def november(*days: int) -> list[date]:
    return [date(2026, 11, day) for day in days]


MON_WED_FRI = frozenset({1, 3, 5})


def test_hand_counted() -> None:
    plan = Plan(MON_WED_FRI, date(2026, 11, 2), date(2026, 11, 20))
    logged = november(2, 4, 9, 10, 20, 21)
    planned = planned_days([plan], logged, date(2026, 11, 30))
    # Mondays 2, 9, 16; Wednesdays 4, 11, 18; Fridays 6, 13, 20.
    assert sorted(planned) == november(2, 4, 6, 9, 11, 13, 16, 18, 20)
    assert adherence_of(planned, logged) == Adherence(planned=9, logged=4, beside=2)


def test_today_counts_once_it_is_logged() -> None:
    plan, today = Plan(MON_WED_FRI, date(2026, 11, 2), date(2026, 11, 9)), date(2026, 11, 9)
    assert adherence_of(planned_days([plan], [], today), []) == Adherence(3, 0, 0)
    logged = november(9)
    assert adherence_of(planned_days([plan], logged, today), logged) == Adherence(4, 1, 0)


def test_two_programs_plan_one_day_once_and_months_stand_apart() -> None:
    october = Plan(frozenset({1}), date(2026, 10, 19), date(2026, 11, 2))
    november_too = Plan(frozenset({1, 2}), date(2026, 11, 2), date(2026, 11, 3))
    logged = [date(2026, 10, 26), *november(3)]
    planned = planned_days([october, november_too], logged, date(2026, 11, 30))
    assert [(one.month, one.told) for one in by_month(planned, logged)] == [
        (date(2026, 11, 1), Adherence(2, 1, 0)),
        (date(2026, 10, 1), Adherence(2, 1, 0)),
    ]


def test_a_plan_without_days_or_that_never_ran_plans_nothing() -> None:
    never = Plan(MON_WED_FRI, date(2026, 11, 9), date(2026, 11, 8))
    bare = Plan(frozenset(), date(2026, 11, 2), date(2026, 11, 20))
    assert planned_days([never, bare], [], date(2026, 11, 30)) == set()
    assert by_month(set(), []) == []


def test_a_plan_of_many_years_is_bounded() -> None:
    plan = Plan(frozenset(range(1, 8)), date(1990, 1, 1), date(2026, 11, 20))
    assert len(plan.days()) == DAYS_MOST + 1

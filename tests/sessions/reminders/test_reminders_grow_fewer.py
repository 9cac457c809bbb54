"""Fewer as it becomes a habit, back gently if it slips: each threshold, from both of its sides."""

from datetime import date, timedelta
from typing import Any

import pytest

from sessions.reminders.fading import (
    Evidence,
    Stage,
    StepKind,
    is_reminded,
    next_step,
    planned_between,
)

TODAY = date(2026, 6, 29)  # a Monday
EVERY_DAY, THRICE = frozenset(range(1, 8)), frozenset({1, 3, 5})
D, A, W, S = Stage.DAILY, Stage.ALTERNATE, Stage.WEEKLY, Stage.SILENT


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def practised(*days: int) -> frozenset[date]:
    return frozenset(ago(n) for n in days)


def known(**more: Any) -> Evidence:
    """Of a daily program that began long ago, at a stage that lasts for long."""
    values: dict[str, Any] = {"today": TODAY, "days": EVERY_DAY, "since": ago(40)}
    return Evidence(**(values | {"started": ago(90)} | more))


def step(stage: Stage, *, frozen: bool = False, **more: Any) -> tuple[str, int] | None:
    found = next_step(stage, known(**more), frozen=frozen)
    return (found.kind, found.to) if found else None


FADES, NONE = StepKind.FADED, None
HABIT_4: dict[str, Any] = {"habit": 4.0, "habit_on": ago(1)}
HABIT_5: dict[str, Any] = {"habit": 5.0, "habit_on": ago(1)}
IN_28 = practised(*range(1, 22))


@pytest.mark.parametrize(
    ("stage", "more", "due"),
    [
        (D, {}, NONE),
        (D, HABIT_4, (FADES, A)),
        (D, HABIT_4 | {"habit": 3.99}, NONE),
        (D, HABIT_4 | {"habit_on": ago(28)}, (FADES, A)),
        (D, HABIT_4 | {"habit_on": ago(29)}, NONE),
        (D, {"practised": practised(*range(1, 11))}, (FADES, A)),
        (D, {"practised": practised(*range(1, 10))}, NONE),
        (D, {"practised": practised(*range(0, 10))}, NONE),  # today is not over
        (D, {"practised": practised(*range(5, 15))}, (FADES, A)),
        (D, {"practised": practised(*range(6, 16))}, NONE),
        (D, HABIT_4 | {"since": ago(14)}, (FADES, A)),
        (D, HABIT_4 | {"since": ago(13)}, NONE),
        (D, {"practised": practised(*range(1, 15)), "started": ago(13)}, NONE),
        (D, {"days": THRICE, "practised": practised(3, 5, 7, 10, 12)}, (FADES, A)),
        (D, {"days": THRICE, "practised": practised(3, 5, 7, 10)}, NONE),
        (A, HABIT_5 | {"practised": IN_28}, (FADES, W)),
        (A, HABIT_5 | {"practised": IN_28 - {ago(21)}}, NONE),
        (A, HABIT_4 | {"practised": IN_28}, NONE),
        (A, {"practised": IN_28}, NONE),
        (W, HABIT_5 | {"practised": IN_28, "since": ago(28)}, (FADES, S)),
        (W, HABIT_5 | {"practised": IN_28, "since": ago(27)}, NONE),
        (S, HABIT_5 | {"practised": IN_28}, NONE),
        (D, HABIT_5 | {"practised": IN_28}, (FADES, A)),  # one stage at a time
        (D, HABIT_4 | {"since": None}, NONE),
        (D, HABIT_4 | {"since": ago(-3)}, NONE),  # a pause that is still to end
    ],
)
def test_they_grow_fewer_from_there_on(
    stage: Stage, more: dict[str, Any], due: tuple[str, int] | None
) -> None:
    assert step(stage, **more) == due
    assert step(stage, frozen=True, **more) is None


BACK = StepKind.RETURNED


@pytest.mark.parametrize(
    ("stage", "more", "due"),
    [
        (A, {"practised": practised(6)}, (BACK, D)),
        (A, {"practised": practised(5)}, NONE),
        (S, {"practised": practised(6, 7, 8)}, (BACK, W)),
        (A, {"practised": practised(0, 6)}, NONE),  # today they did
        (A, {"practised": practised()}, NONE),  # who never logs: nothing is known
        (A, {"practised": practised(6), "since": ago(5)}, (BACK, D)),
        (A, {"practised": practised(6), "since": ago(4)}, NONE),
        (A, {"days": THRICE, "practised": practised(13)}, (BACK, D)),
        (A, {"days": THRICE, "practised": practised(10)}, NONE),  # four planned days since
        (A, {"days": frozenset(), "practised": practised(30)}, NONE),
        (D, {"practised": practised(20)}, NONE),  # there is no more
    ],
)
def test_they_come_back_after_five_planned_days(
    stage: Stage, more: dict[str, Any], due: tuple[str, int] | None
) -> None:
    assert step(stage, **more) == due
    assert step(stage, frozen=True, **more) is None


@pytest.mark.parametrize("stage", list(Stage))
def test_ten_without_an_answer_are_asked_about_whatever_else(stage: Stage) -> None:
    more = HABIT_5 | {"practised": IN_28}
    assert step(stage, unanswered=10, **more) == (StepKind.ASKED, stage)
    assert step(stage, unanswered=10, frozen=True) == (StepKind.ASKED, stage)
    assert step(stage, unanswered=9) is None


def test_why_is_said_in_numbers() -> None:
    found = next_step(D, known(**HABIT_4, practised=practised(*range(1, 13))), frozen=False)
    assert found is not None
    assert found.why == {"habit": 4.0, "practised": 12, "planned": 14, "days": 14}
    found = next_step(D, known(**HABIT_4, practised=practised(1)), frozen=False)
    assert found is not None
    assert found.why == {"habit": 4.0}


def reminded(stage: Stage, days: frozenset[int], since: date, length: int) -> list[int]:
    """After how many days of a stage reminders come."""
    on = [since + timedelta(days=n) for n in range(length)]
    planned = [day for day in on if day.isoweekday() in days]
    return [(day - since).days for day in planned if is_reminded(stage, days, since, day)]


@pytest.mark.parametrize(
    ("stage", "days", "first", "expected"),
    [
        (D, EVERY_DAY, TODAY, [0, 1, 2, 3, 4, 5, 6, 7]),
        (A, EVERY_DAY, TODAY, [0, 2, 4, 6]),
        (A, THRICE, TODAY, [0, 4]),
        (A, THRICE, TODAY + timedelta(days=1), [1, 6]),
        (W, EVERY_DAY, TODAY, [0, 7]),
        (W, THRICE, TODAY + timedelta(days=1), [1]),
        (S, EVERY_DAY, TODAY, [0]),
    ],
)
def test_a_stage_leaves_these_days(
    stage: Stage, days: frozenset[int], first: date, expected: list[int]
) -> None:
    assert reminded(stage, days, first, 8) == expected


def test_silent_is_once_in_four_weeks() -> None:
    assert reminded(S, THRICE, TODAY, 80) == [0, 28, 56]


def test_nothing_before_a_stage_begins() -> None:
    assert not is_reminded(A, EVERY_DAY, TODAY, ago(2))


@pytest.mark.parametrize("days", [EVERY_DAY, THRICE, frozenset({7}), frozenset()])
@pytest.mark.parametrize("length", [0, 1, 6, 7, 8, 20])
def test_planned_days_are_counted(days: frozenset[int], length: int) -> None:
    one_by_one = [TODAY + timedelta(days=n) for n in range(length)]
    expected = sum(day.isoweekday() in days for day in one_by_one)
    assert planned_between(days, TODAY, TODAY + timedelta(days=length)) == expected

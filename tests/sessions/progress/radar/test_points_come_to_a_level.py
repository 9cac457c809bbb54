"""The sum, the level, and what has to be known before anybody is called steady."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sessions.progress.radar.rules import (
    DEFAULTS,
    LIMITS,
    Answers,
    Course,
    Flare,
    Known,
    Level,
    Practice,
    Score,
    Signal,
    WrongShape,
    changed_in,
    judge,
    read_reasons,
    rules_of,
    stored,
    wrong_in,
)

TODAY = date(2026, 11, 27)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def pain(began: float, *later: tuple[int, float]) -> Answers:
    return Answers(Score(ago(90), began), [Score(ago(days), value) for days, value in later])


BACK, WELL = pain(7, (30, 3), (3, 7)), pain(7, (30, 3), (3, 3))


def known(answers: Answers = WELL, **told: Any) -> Known:
    work = {name: told.pop(name) for name in ("released_on", "habit") if name in told}
    return Known(today=TODAY, courses=[Course(opened_on=ago(90), pain=answers, **work)], **told)


def test_pain_that_was_back_when_last_told_is_never_steady() -> None:
    """Their activities are well today; of pain nobody knows, and it was back."""
    work = Course(opened_on=ago(90), pain=pain(7, (60, 3), (29, 7)), activities=pain(2, (3, 6)))
    verdict = judge(Known(today=TODAY, courses=[work]), DEFAULTS)
    assert (verdict.level, verdict.points) == (Level.UNKNOWN, 0)
    fell = replace(work, pain=pain(7, (60, 3), (29, 3)))
    assert judge(Known(today=TODAY, courses=[fell]), DEFAULTS).level is Level.STEADY


@pytest.mark.parametrize(
    ("told", "points", "level"),
    [
        (known(), 0, Level.STEADY),
        (known(prior=[2]), 1, Level.STEADY),
        (known(prior=[2], seen_on=ago(30)), 2, Level.STEADY),
        (known(BACK), 3, Level.WATCH),
        (known(BACK, prior=[2], seen_on=ago(30)), 5, Level.WATCH),
        (known(BACK, released_on=ago(30)), 6, Level.ACT),
        (known(flare=Flare(ago(3), None, 48, worse=True)), 3, Level.WATCH),
        (known(habit=Score(ago(3), 6), maintaining=True), -2, Level.STEADY),
        (known(BACK, habit=Score(ago(3), 6), maintaining=True), 1, Level.STEADY),
    ],
)
def test_the_table_of_the_domain_notes(told: Known, points: int, level: Level) -> None:
    """0–2 steady, 3–5 watch, 6 and more act."""
    verdict = judge(told, DEFAULTS)
    assert (verdict.points, verdict.level) == (points, level)


def test_nothing_known_is_unknown_and_never_steady() -> None:
    verdict = judge(Known(today=TODAY), DEFAULTS)
    assert (verdict.points, verdict.level, verdict.leading) == (0, Level.UNKNOWN, None)


@pytest.mark.parametrize(
    "told",
    [
        known(Answers()),
        known(Answers(Score(ago(3), 2))),
        known(pain(7, (30, 3))),
        known(Answers(reworded=True)),
        # All around them is in order, and they practise every day. How they are, nobody says.
        known(
            Answers(),
            seen_on=ago(2),
            booked_on=ago(-5),
            prior=[90],
            asked_on=ago(2),
            heard_on=ago(1),
            habit=Score(ago(3), 7),
            maintaining=True,
            practice=Practice(
                [(ago(60), frozenset(range(1, 8)))],
                frozenset(ago(n) for n in range(15)),
                logged=True,
            ),
        ),
    ],
)
def test_without_their_own_word_on_how_they_are_nobody_is_steady(told: Known) -> None:
    assert judge(told, DEFAULTS).level is Level.UNKNOWN


def test_activities_are_their_own_word_too() -> None:
    work = Course(opened_on=ago(90), activities=pain(2, (30, 6), (3, 6)))
    assert judge(Known(today=TODAY, courses=[work]), DEFAULTS).level is Level.STEADY


def test_a_warning_needs_no_more_than_what_speaks() -> None:
    """A release that stands is a reason to watch, whatever else is not known."""
    verdict = judge(known(Answers(), released_on=ago(30)), DEFAULTS)
    assert (verdict.points, verdict.level) == (3, Level.WATCH)


def test_the_leading_reason_has_the_most_points_and_stands_first() -> None:
    both = judge(known(BACK, released_on=ago(30)), DEFAULTS).leading
    assert both is not None
    assert both.signal is Signal.RELEASE
    heavier = judge(known(BACK, released_on=ago(30)), replace(DEFAULTS, pain=4)).leading
    assert heavier is not None
    assert heavier.signal is Signal.PAIN


def test_other_points_and_limits_change_the_verdict() -> None:
    told = known(BACK)
    assert judge(told, replace(DEFAULTS, pain=6)).level is Level.ACT
    assert judge(told, replace(DEFAULTS, watch_from=4)).level is Level.STEADY
    assert judge(told, replace(DEFAULTS, act_from=3, watch_from=2)).level is Level.ACT


def values(**other: int) -> dict[str, int]:
    return {name: getattr(DEFAULTS, name) for name in LIMITS} | other


def test_the_defaults_are_within_their_limits() -> None:
    assert wrong_in(values()) is None
    assert changed_in(values()) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pain", -1),
        ("pain", 11),
        ("habit", 1),
        ("practice_days", 6),
        ("fresh_days", 183),
        ("watch_from", 6),
        ("act_from", 3),
        ("pain_within", True),
    ],
)
def test_a_setting_out_of_range_is_named(name: str, value: int) -> None:
    wrong = wrong_in(values(**{name: value}))
    assert wrong is not None
    assert wrong.name == (name if name != "watch_from" else "act_from")


def test_only_what_differs_is_kept_and_what_nobody_knows_is_left_out() -> None:
    assert changed_in(values(pain=4, practice_days=21)) == {"pain": 4, "practice_days": 21}
    rules = rules_of({"pain": 4, "gone_since": 9}, release_days=10, habit_from=5.5)
    assert (rules.pain, rules.release, rules.release_days) == (4, 3, 10)


def test_reasons_are_kept_in_a_shape_that_is_checked() -> None:
    reasons = judge(known(BACK, prior=[2]), DEFAULTS).reasons
    rows = stored(reasons)
    assert read_reasons(rows) == list(reasons)
    for broken in (
        None,
        rows[:-1],
        [*rows[1:], rows[0]],
        [{**rows[0], "more": 1}, *rows[1:]],
        [{**rows[0], "state": "perhaps"}, *rows[1:]],
        [{**rows[0], "points": "3"}, *rows[1:]],
        [{**rows[0], "points": 3}, *rows[1:]],
        [{**rows[0], "numbers": {"days": None}}, *rows[1:]],
        [{**rows[0], "since": "yesterday"}, *rows[1:]],
    ):
        with pytest.raises(WrongShape):
            read_reasons(broken)

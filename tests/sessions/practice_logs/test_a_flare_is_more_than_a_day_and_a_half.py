from datetime import UTC, datetime, timedelta

import pytest

from sessions.flares.rules import is_flare
from sessions.practice_logs.rules import QUICK_ANSWERS, RANGES, is_editable

LOGGED = datetime(2026, 3, 8, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "worse", "flare"),
    [
        (None, False, False),
        (0, False, False),
        (36, False, False),
        (37, False, True),
        (None, True, True),
        (2, True, True),
    ],
)
def test_soreness_and_worsening_are_weighed(hours: int | None, worse: bool, flare: bool) -> None:
    assert is_flare(hours, worse) is flare


def test_a_log_can_be_changed_for_a_day() -> None:
    assert is_editable(LOGGED, LOGGED + timedelta(hours=23, minutes=59))
    assert not is_editable(LOGGED, LOGGED + timedelta(days=1))


def test_quick_answers_lie_on_their_scale_and_rise() -> None:
    for field, answers in QUICK_ANSWERS.items():
        values = [value for value, _ in answers]
        assert values == sorted(set(values))
        assert all(RANGES[field].holds(value) for value in values)


def test_both_ends_of_a_scale_belong_to_it() -> None:
    pain = RANGES["pain_during"]
    assert pain.holds(0)
    assert pain.holds(10)
    assert not pain.holds(-1)
    assert not pain.holds(11)

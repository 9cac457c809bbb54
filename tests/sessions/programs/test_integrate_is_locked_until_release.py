import pytest

from sessions.programs.rules import (
    HomeProgramState,
    Lock,
    integrate_locks,
    maintain_locks,
    may_become,
    unanswered,
)

WAITS = [Lock.RELEASE_TO_INTEGRATE]
REASON = "Arrived already released from a course elsewhere."


def test_without_a_release_integrating_waits() -> None:
    assert integrate_locks(is_released=False) == WAITS
    assert unanswered(WAITS, "", WAITS) == WAITS
    assert unanswered(WAITS, "   ", WAITS) == WAITS


def test_a_release_opens_it() -> None:
    assert integrate_locks(is_released=True) == []


def test_a_reason_opens_what_it_was_given_for_and_no_more() -> None:
    assert unanswered(WAITS, REASON, WAITS) == []
    maintain = maintain_locks(is_released=False, habit=None, opens_at=5)
    assert maintain == [Lock.RELEASE_TO_MAINTAIN, Lock.HABIT_TO_MAINTAIN]
    assert unanswered(maintain, REASON, WAITS) == maintain
    assert unanswered(maintain, REASON, maintain[:1]) == maintain[1:]


@pytest.mark.parametrize(("habit", "is_open"), [(None, False), (4.9, False), (5.0, True)])
def test_maintaining_opens_with_the_habit(habit: float | None, is_open: bool) -> None:
    locks = maintain_locks(is_released=True, habit=habit, opens_at=5)
    assert (locks == []) is is_open


@pytest.mark.parametrize(
    ("state", "following"),
    [("draft", "active"), ("active", "paused"), ("paused", "active"), ("paused", "ended")],
)
def test_a_program_moves_on(state: str, following: str) -> None:
    assert may_become(HomeProgramState(state), HomeProgramState(following))


@pytest.mark.parametrize("following", HomeProgramState)
def test_an_ended_program_stays_ended(following: HomeProgramState) -> None:
    assert not may_become(HomeProgramState.ENDED, following)
    assert not may_become(following, HomeProgramState.DRAFT)

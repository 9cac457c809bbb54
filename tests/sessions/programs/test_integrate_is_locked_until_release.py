from datetime import date

import pytest

from sessions.programs.rules import HomeProgramState, integrate_locked, may_become


def test_without_a_release_integrating_waits() -> None:
    assert integrate_locked([], "")
    assert integrate_locked([], "   ")


def test_a_release_opens_it() -> None:
    assert not integrate_locked([date(2026, 3, 1)], "")


def test_a_reason_opens_it() -> None:
    assert not integrate_locked([], "Arrived already released from a course elsewhere.")


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

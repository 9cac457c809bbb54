"""When a start counts as done."""

import json

import pytest

from practice.config.up.health import is_ready

START = 1_800_000_000.0
BEFORE, AFTER = "2027-01-15T07:59:59.900Z", "2027-01-15T08:00:01.000Z"


def _answer(seen: str | None) -> str:
    return json.dumps({"ready": True, "parts": {"worker": {"ok": True, "seen": seen}}})


def test_a_worker_of_this_start_is_ready() -> None:
    assert is_ready(200, _answer(AFTER), START)


@pytest.mark.parametrize(
    ("status", "body"),
    [(503, _answer(AFTER)), (200, _answer(BEFORE)), (200, _answer(None)), (200, "<html>"), (0, "")],
)
def test_a_former_worker_or_no_answer_is_not(status: int, body: str) -> None:
    assert not is_ready(status, body, START)

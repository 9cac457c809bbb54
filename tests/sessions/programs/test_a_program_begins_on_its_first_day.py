"""Before its first day a program waits: nothing is today's practice, and nothing is logged."""

from datetime import date

import pytest

from sessions.programs.rules import has_begun

TENTH = date(2026, 12, 10)


@pytest.mark.parametrize(
    ("today", "begun"), [(date(2026, 12, 9), False), (TENTH, True), (date(2026, 12, 11), True)]
)
def test_it_has_begun_from_its_first_day_on(today: date, begun: bool) -> None:
    assert has_begun(TENTH, today) is begun


def test_without_a_first_day_it_has() -> None:
    assert has_begun(None, TENTH)

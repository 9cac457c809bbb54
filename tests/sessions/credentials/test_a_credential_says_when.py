"""Of when it was awarded only what is known; and whether it still holds."""

from datetime import date

import pytest

from sessions.credentials.rules import Awarded, Standing, standing

DAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("last", "found"),
    [
        (None, Standing.HOLDS),
        (date(2027, 1, 28), Standing.HOLDS),
        (date(2027, 1, 27), Standing.ENDS_SOON),  # in sixty days
        (DAY, Standing.ENDS_SOON),
        (date(2026, 11, 27), Standing.EXPIRED),
    ],
)
def test_it_holds_to_the_end_of_its_last_day(last: date | None, found: Standing) -> None:
    assert standing(last, DAY) is found


def test_nothing_is_made_up_for_what_is_not_known() -> None:
    assert Awarded().earliest() is None
    assert Awarded().finest() == ""
    assert Awarded(1990).earliest() == date(1990, 1, 1)
    assert Awarded(1990).finest() == "year"
    assert Awarded(1990, 5).earliest() == date(1990, 5, 1)
    assert Awarded(1990, 5).finest() == "month"
    assert Awarded(1990, 5, 4).earliest() == date(1990, 5, 4)
    assert Awarded(1990, 5, 4).finest() == "day"


def test_a_day_wants_its_month_and_a_month_its_year() -> None:
    assert Awarded(1990, None, 4).missing() == "month"
    assert Awarded(None, 5, 4).missing() == "year"
    assert Awarded(1990, 5).missing() == ""
    assert Awarded().missing() == ""

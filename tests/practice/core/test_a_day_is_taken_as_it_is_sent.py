"""A day and a time as the browser's picker sends them, and as people write them."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from practice.core.forms import ClockField, DayField


@pytest.mark.parametrize("language", ["en-gb", "en-us", "de"])
def test_what_a_picker_sends_is_the_same_everywhere(language: str) -> None:
    with translation.override(language):
        assert DayField().clean("2026-05-03") == date(2026, 5, 3)
        assert ClockField().clean("09:05") == time(9, 5)
        assert DayField().clean(" 2026-05-03 ") == date(2026, 5, 3)
        assert ClockField().clean("09:05:30") == time(9, 5)
        assert ClockField().clean("09:05:00.900000") == time(9, 5)


def test_what_people_write_is_read_as_their_country_does() -> None:
    for language, day in (("en-gb", date(2026, 5, 3)), ("en-us", date(2026, 3, 5))):
        with translation.override(language):
            assert DayField().clean("03/05/2026") == day


@pytest.mark.parametrize("typed", ["2026-02-30", "2026-13-01", "0000-01-01", "2026-W01-1", "soon"])
def test_a_day_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        DayField().clean(typed)


@pytest.mark.parametrize("typed", ["24:00", "25:10", "09:61", "0905", "noon"])
def test_a_time_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        ClockField().clean(typed)

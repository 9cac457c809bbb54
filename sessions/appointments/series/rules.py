"""What repeats: days every so many weeks, and what can hinder one of them."""

from datetime import date, timedelta
from enum import StrEnum

EVERY_MOST = 8  # weeks
TIMES_LEAST, TIMES_MOST = 2, 52
# The last is at most so long after the first: nobody knows their hours further ahead.
SPAN_MOST = timedelta(weeks=52)


class Hindrance(StrEnum):
    """Why a day of a series cannot be, whatever the practice wants."""

    SKIPPED = "skipped"
    PASSED = "passed"
    TAKEN = "taken"


class Scope(StrEnum):
    """How much of a series is changed at once; what was given or has begun never is."""

    FOLLOWING = "following"
    ALL = "all"


class BadSeries(ValueError):
    """Too few days, too many, or neither a number of them nor a last day; `field` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def days_of(
    first: date, every_weeks: int, *, times: int | None = None, until: date | None = None
) -> list[date]:
    """The days of a series: the weekday of the first, so many times or until a day, it included.

    BadSeries for what is no series, or one that is too long.
    """
    if not 1 <= every_weeks <= EVERY_MOST:
        raise BadSeries("every_weeks")
    if (times is None) is (until is None):
        raise BadSeries("times")
    if times is not None and not TIMES_LEAST <= times <= TIMES_MOST:
        raise BadSeries("times")
    step = timedelta(weeks=every_weeks)
    if until is not None:
        if not step <= until - first <= SPAN_MOST:
            raise BadSeries("until")
        times = (until - first) // step + 1
    assert times is not None  # noqa: S101 - one of the two is set
    if (times - 1) * step > SPAN_MOST:
        raise BadSeries("times")
    return [first + n * step for n in range(times)]

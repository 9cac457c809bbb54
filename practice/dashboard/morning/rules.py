"""When Today comes by mail."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

WEEK = 7
HOLDS = timedelta(hours=4)  # a morning's mail that left at noon would tell of what is over
AT = time(7)
EARLIEST, LATEST = time(4), time(12)  # no clock is put forward between them
WORKDAYS = (1, 2, 3, 4, 5)  # ISO weekdays


def next_day(weekdays: Collection[int], at: time, local: datetime) -> date | None:
    """The day of the next mail after a local moment; None without weekdays."""
    days = (local.date() + timedelta(days=n) for n in range(WEEK + 1))
    fitting = (day for day in days if day.isoweekday() in weekdays)
    return next((day for day in fitting if day > local.date() or local.time() < at), None)

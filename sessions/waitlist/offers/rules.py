"""What holds of offers: how long one stands, and that nobody is woken for it. No clock here."""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

# By the client's own clock nobody is mailed before or after, and no offer's time runs.
WAKES, SLEEPS = time(8), time(21)
A_DAY = timedelta(days=1)
LEAST = timedelta(minutes=30)  # awake; what leaves less than that is offered to nobody


class OfferState(StrEnum):
    """Where an offer stands; what is not `OFFERED` is settled for good."""

    OFFERED = "offered"
    TAKEN = "taken"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Withdrawn(StrEnum):
    """Why an offer was taken back."""

    BY_PRACTICE = "by_practice"
    FILLED = "filled"
    ENDED = "ended"
    GONE = "gone"


def _at(day: datetime, clock: time) -> datetime:
    """That clock on the local day of a local instant."""
    return datetime.combine(day.date(), clock, day.tzinfo)


def awake_from(at: datetime, zone: str) -> datetime:
    """The instant itself by day, otherwise the next morning."""
    local = at.astimezone(ZoneInfo(zone))
    if WAKES <= local.time() < SLEEPS:
        return at
    morning = local if local.time() < WAKES else local + A_DAY
    return _at(morning, WAKES).astimezone(UTC)


def stands_until(at: datetime, hours: int, zone: str, latest: datetime) -> datetime:
    """When so many hours by day have passed since an instant; never later than `latest`."""
    left = timedelta(hours=hours)
    begins = awake_from(at, zone)
    while begins < latest:
        evening = _at(begins.astimezone(ZoneInfo(zone)), SLEEPS).astimezone(UTC)
        if begins + left <= evening:
            return min(begins + left, latest)
        left -= evening - begins
        begins = awake_from(evening, zone)
    return latest


def is_too_short(at: datetime, until: datetime, zone: str) -> bool:
    """Whether somebody who is asleep until the morning would have no time to answer."""
    return until - awake_from(at, zone) < LEAST

"""From what was meant (local date, local time, zone) to the instant, and back. No clock here."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


class Occasion(NamedTuple):
    """`slot` is the index in the plan's times; (local_date, slot) never repeats in a plan."""

    local_date: date
    slot: int
    instant: datetime


def occasion_instant(local_date: date, local_time: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a local date and time.

    A time that a spring night skips moves to the first minute after the gap;
    a time that an autumn night repeats is its first.
    """
    meant = datetime.combine(local_date, local_time.replace(tzinfo=None, fold=0))
    first = meant.replace(tzinfo=zone).astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None, fold=0) == meant:
        return first
    return _end_of_gap(meant, zone)


def _end_of_gap(meant: datetime, zone: ZoneInfo) -> datetime:
    """Between its reading by the offset after the gap and by the one before lies the jump."""
    before = meant.replace(tzinfo=zone, fold=1).astimezone(UTC)
    after = meant.replace(tzinfo=zone, fold=0).astimezone(UTC)
    new_offset = after.astimezone(zone).utcoffset()
    while after - before > _MINUTE:
        middle = before + _whole_minutes((after - before) / 2)
        if middle.astimezone(zone).utcoffset() == new_offset:
            after = middle
        else:
            before = middle
    return after.replace(second=0, microsecond=0)


def _whole_minutes(length: timedelta) -> timedelta:
    return max(_MINUTE, _MINUTE * (length // _MINUTE))


def next_occasions(
    days: Collection[int],
    times: Sequence[time],
    zone: ZoneInfo,
    after: datetime,
    until: datetime,
) -> list[Occasion]:
    """Occasions with after < instant <= until, earliest first.

    `days` are ISO weekdays, 1 Monday to 7 Sunday, of the local date that was meant.
    """
    if after.tzinfo is None or until.tzinfo is None:
        raise ValueError("after and until need a time zone.")
    occasions = [
        Occasion(day, slot, occasion_instant(day, local_time, zone))
        for day in _local_days(zone, after, until)
        if day.isoweekday() in days
        for slot, local_time in enumerate(times)
    ]
    return sorted(
        (o for o in occasions if after < o.instant <= until), key=lambda o: (o.instant, o.slot)
    )


def _local_days(zone: ZoneInfo, after: datetime, until: datetime) -> Iterator[date]:
    """A day more at the end: a night that goes back over midnight has been in the next day."""
    day = after.astimezone(zone).date()
    last = until.astimezone(zone).date() + _DAY
    while day <= last:
        yield day
        day += _DAY


def expires_at(instant: datetime, zone: ZoneInfo) -> datetime:
    """The end of the local day in which the occasion falls, as a UTC instant."""
    return occasion_instant(instant.astimezone(zone).date() + _DAY, time(0), zone)

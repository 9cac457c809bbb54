"""From what was meant (local date, local time, zone) to the instant, and back. No clock here."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

KIND, TEST = "practice_reminder", "reminder_test"  # what the outbox calls them
TESTS_A_DAY = 3
QUESTION = "reminder_question"  # whether they still help
QUESTION_HOLDS = timedelta(days=7)
TEST_HOLDS = timedelta(hours=1)  # who asks for one waits for it
PAUSE_MOST = 366  # days
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


class Quiet(NamedTuple):
    """Hours of the day in which no reminder comes; they may go over midnight. Equal: there are
    none."""

    begins: time
    ends: time

    def holds(self, at: time) -> bool:
        """Whether a local time lies in them; the end does not."""
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends

    @property
    def are_kept(self) -> bool:
        """Whether there are any."""
        return self.begins != self.ends


# "Never at night in the client's zone" (domain/ideas.md 5.2).
NIGHT, NO_QUIET = Quiet(time(21), time(7)), Quiet(time(0), time(0))


class Occasion(NamedTuple):
    """`slot` is the local time that was meant, as HHMM; (local_date, slot) never repeats.

    A time that is moved is another occasion, whatever came of the one before.
    """

    local_date: date
    slot: str
    instant: datetime


def slot_of(local_time: time) -> str:
    """What tells a day's occasions apart, and sorts them."""
    return f"{local_time:%H%M}"


def place_in_day(slot: str, times: Collection[time]) -> int:
    """How many of a day's times come before this occasion's."""
    return sum(slot_of(local_time) < slot for local_time in times)


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
        Occasion(day, slot_of(local_time), occasion_instant(day, local_time, zone))
        for day in _local_days(zone, after, until)
        if day.isoweekday() in days
        for local_time in times
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


def day_begins(instant: datetime, zone: ZoneInfo) -> datetime:
    """The first instant of the local day of an instant, in UTC."""
    return occasion_instant(instant.astimezone(zone).date(), time(0), zone)


def expires_at(instant: datetime, zone: ZoneInfo) -> datetime:
    """The end of the local day in which the occasion falls, as a UTC instant."""
    return occasion_instant(instant.astimezone(zone).date() + _DAY, time(0), zone)


def first_moment(at: datetime, zone: ZoneInfo, quiet: Quiet) -> datetime:
    """From when a mail may leave: at once, or as the quiet hours end that it is in."""
    local = at.astimezone(zone)
    if not quiet.holds(local.time()):
        return at
    ends = (occasion_instant(local.date() + _DAY * n, quiet.ends, zone) for n in (0, 1))
    return next(end for end in ends if end > at)


def last_moment(instant: datetime, zone: ZoneInfo, quiet: Quiet) -> datetime:
    """Until when a mail of an occasion may leave: its local day, but not into quiet hours."""
    begins = occasion_instant(instant.astimezone(zone).date(), quiet.begins, zone)
    ends = expires_at(instant, zone)
    return begins if quiet.are_kept and instant < begins < ends else ends

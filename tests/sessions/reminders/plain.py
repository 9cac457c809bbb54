"""A plain model of what is mailed when: minute by minute and day by day, with no cleverness."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@cache
def instant_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The first minute at which the clocks there show that time of that day, or a later one."""
    meant = datetime.combine(day, at)
    minute = (meant - timedelta(hours=15)).replace(tzinfo=UTC)
    for step in (HOUR, MINUTE):  # by the hour, then from two hours before it by the minute
        while minute.astimezone(zone).replace(tzinfo=None) < meant:
            minute += step
        minute -= 2 * HOUR if step == HOUR else timedelta(0)
    return minute


@cache
def minutes_of(begins: time, ends: time) -> frozenset[time]:
    """Each minute from one time of the day to another, over midnight if need be."""
    every = [time(n // 60, n % 60) for n in range(1440)]
    after = [m for m in every if m >= begins] + [m for m in every if m < begins]
    return frozenset(after[: after.index(ends)])


@dataclass
class Plain:
    """Settings of one plan, and what came of them."""

    zone: ZoneInfo
    days: set[int]
    times: list[time]
    quiet: tuple[time, time]
    now: datetime
    paused_until: date | None = None
    stage: int = 1
    since: date | None = None
    ends_on: date | None = None
    due: datetime | None = None

    def today(self, at: datetime | None = None) -> date:
        """The local date."""
        return (at or self.now).astimezone(self.zone).date()

    def between(self, after: datetime, until: datetime) -> list[tuple[datetime, date, time]]:
        """Planned occasions after one instant and not after another, in their order."""
        day, found = self.today(after) - DAY, []
        while day <= self.today(until) + DAY:
            if day.isoweekday() in self.days and (self.ends_on is None or day <= self.ends_on):
                found += [(instant_of(day, at, self.zone), day, at) for at in self.times]
            day += DAY
        return sorted(one for one in found if after < one[0] <= until)

    def passes_to(self, now: datetime) -> None:
        """Time passes: what comes up while nothing pauses it is due from then on."""
        for instant, day, _at in self.between(self.now, now):
            if self.due is None and not (self.paused_until and day < self.paused_until):
                self.due = instant
        self.now = now

    def why_not(self, day: date, at: time, instant: datetime) -> str:
        """Why it is not mailed; "" where it is."""
        clock = instant.astimezone(self.zone).time()
        if self.paused_until and day < self.paused_until:
            return "paused"
        if clock.replace(second=0, microsecond=0) in minutes_of(*self.quiet):
            return "quiet"
        return "" if self.reminds(day, at) else "fading"

    def reminds(self, day: date, at: time) -> bool:
        """Go through the planned days since the stage began, and keep those it keeps."""
        if self.stage == 1 or self.since is None:
            return True
        loud = [one for one in self.times if one not in minutes_of(*self.quiet)]
        if self.stage > 2 and any(one < at for one in loud):
            return False
        kept: list[date] = []
        number, on = 0, self.since
        while on <= day:
            if on.isoweekday() in self.days:
                apart = {2: 0, 3: 7, 4: 28}[self.stage]
                far = not kept or (on - kept[-1]).days >= apart
                if (number % 2 == 0) if self.stage == 2 else far:
                    kept.append(on)
                number += 1
            on += DAY
        return day in kept

    def tick(self) -> tuple[date, time] | None:
        """What is mailed now: the newest of the day that is due, if its time has not passed."""
        due, self.due = self.due, None
        if due is None:
            return None
        first = instant_of(self.today(due), time(0), self.zone)
        at_most_back = self.now - timedelta(days=2)
        since = max(first, at_most_back) - timedelta(microseconds=1)
        ready = [
            (instant, day, at)
            for instant, day, at in self.between(since, self.now)
            if not self.why_not(day, at, instant)
        ]
        if not ready or self.now >= self._ends(ready[-1][0]):
            return None
        return ready[-1][1], ready[-1][2]

    def _ends(self, instant: datetime) -> datetime:
        """The end of its local day, or when the quiet hours begin after it."""
        day = self.today(instant)
        ends = instant_of(day + DAY, time(0), self.zone)
        begins = instant_of(day, self.quiet[0], self.zone)
        return begins if self.quiet[0] != self.quiet[1] and instant < begins < ends else ends

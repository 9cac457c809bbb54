"""Reminders through every kind of change that clocks make, with a real worker at a clock that is
set, through to the mail server.

What should come when is found by looking at a clock on the wall minute by minute (`first_minute`),
which shares no code with what plans reminders.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from practice.core.clock import clock_at
from tests.cast import House
from tests.drill.faults.mail_server import mail_figures
from tests.drill.faults.set_clock import move, worker_at
from tests.drill.faults.stage import SetClock, Stage
from tests.drill.figures import Figure, exactly
from tests.practice.outbox.killing import ends_of
from tests.practice.outbox.live import all_messages
from tests.practice.outbox.simulating import DAY, add_between, first_minute

BEFORE = timedelta(hours=3)


@dataclass(frozen=True)
class Night:
    """A zone, the day on which its clocks change, how, and times that this touches."""

    zone: str
    day: date
    how: str
    times: tuple[time, time]

    @property
    def meant(self) -> list[datetime]:
        """The instants of three days, the middle one it, as a clock on the wall shows them.

        Two at one instant, as on a day that never was, are one mail.
        """
        days, zone = (self.day - DAY, self.day, self.day + DAY), ZoneInfo(self.zone)
        return sorted({first_minute(day, at, zone) for day in days for at in self.times})


NIGHTS = (
    Night("Pacific/Apia", date(2011, 12, 30), "a day that never was", (time(0, 30), time(23, 45))),
    Night("America/Caracas", date(2016, 5, 1), "half an hour for good", (time(2, 45), time(8))),
    Night("Asia/Pyongyang", date(2018, 5, 5), "half an hour for good", (time(8), time(23, 45))),
    Night("Europe/Volgograd", date(2020, 12, 27), "back for good", (time(1, 30), time(3))),
    Night("America/Nuuk", date(2023, 3, 26), "on for good", (time(22, 30), time(23, 30))),
    Night("Asia/Almaty", date(2024, 3, 1), "back for good at midnight", (time(0), time(23, 30))),
    Night("Africa/Casablanca", date(2027, 2, 7), "back for Ramadan", (time(2, 30), time(4))),
    Night("Africa/Casablanca", date(2027, 3, 14), "on after it", (time(2, 30), time(4))),
    Night("Antarctica/Troll", date(2027, 3, 28), "two hours skipped", (time(1, 30), time(3, 30))),
    Night("Europe/Berlin", date(2027, 3, 28), "an hour skipped", (time(2), time(2, 59))),
    Night("America/Santiago", date(2027, 4, 3), "an hour twice, to it", (time(0), time(23, 30))),
    Night(
        "Australia/Lord_Howe", date(2027, 4, 4), "half an hour twice", (time(1, 45), time(2, 15))
    ),
    Night("Africa/Cairo", date(2027, 4, 30), "midnight skipped", (time(0), time(0, 45))),
    Night("America/Santiago", date(2027, 9, 5), "midnight skipped", (time(0, 30), time(1))),
    Night("Australia/Lord_Howe", date(2027, 10, 3), "half an hour skipped", (time(2, 15), time(3))),
    Night("Africa/Cairo", date(2027, 10, 28), "an hour twice, to it", (time(0), time(23, 45))),
    Night("Antarctica/Troll", date(2027, 10, 31), "two hours twice", (time(1, 30), time(2, 30))),
    Night("Europe/Berlin", date(2027, 10, 31), "an hour twice", (time(2), time(2, 30))),
)


def run(stage: Stage) -> Iterator[Figure]:
    """Live through each night, one after the other; who is reminded lives through one."""
    house = stage.found_house("clocks change")
    due = 0
    with worker_at(stage, NIGHTS[0].meant[0] - BEFORE) as clock:
        for night in NIGHTS:
            due += len(night.meant)
            yield _through(stage, house, clock, night)
        yield from mail_figures("clocks change", ends_of(house, stage.sink), due)
        extra = ends_of(house, stage.sink).extra_copies
    yield exactly("clocks change: extra copies", extra, 0)


def _through(stage: Stage, house: House, clock: SetClock, night: Night) -> Figure:
    meant, before = night.meant, len(stage.sink.mails)
    with clock_at(meant[0] - BEFORE):
        between = (night.day - DAY, night.day + DAY)
        client = add_between(house, night.zone, between, night.times)
    for at in meant:
        move(clock, house, at)
    planned = [one.due_at for one in all_messages(house) if one.person_id == client.pk]
    came = [
        at
        for mail, at in stage.sink.came(before)
        if mail["To"].addresses[0].addr_spec == client.email
    ]
    found = (
        f"{len(planned)} planned, {len(came)} came, {_elsewhere(planned, came, meant)} elsewhere"
    )
    wanted = f"{len(meant)} planned, {len(meant)} came, 0 elsewhere"
    return exactly(f"clocks change: {night.zone} {night.day}, {night.how}", found, wanted)


def _elsewhere(planned: list[datetime], came: list[datetime], meant: list[datetime]) -> int:
    """How many were planned for, or came at, another minute."""
    return sum(((Counter(planned) | Counter(came)) - Counter(meant)).values())

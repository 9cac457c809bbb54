"""Hours and nights by a clock that is set: what beat and worker do, tick by tick, all in here."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import clock_at
from practice.outbox.sending.run import send_due
from practice.outbox.sending.sweeping import sweep
from sessions.programs.models import HomeProgram
from sessions.reminders.models import ReminderPlan
from sessions.reminders.services import follow_program
from sessions.reminders.tasks import plan_everywhere
from tests.cast import House
from tests.practice.outbox.live import NO_QUIET_HOURS, add_client, add_program
from tests.practice.outbox.sink import Sink

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
TIMES = ((time(0), time(2, 30)), (time(0, 30), time(23, 45)), (time(1, 30), time(3)))


def tick(sink: Sink, at: datetime) -> None:
    """What happens at one tick, at that instant."""
    sink.clock = lambda: at
    with clock_at(at):
        plan_everywhere()
        sweep()
        send_due(20)


def first_minute(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """When a clock on the wall first shows that time or a later one: by looking at it."""
    meant = datetime.combine(day, clock)
    at = datetime.combine(day - DAY, time(0), UTC)
    while at.astimezone(zone).replace(tzinfo=None) < meant:
        at += MINUTE
    return at


def live_through(
    sink: Sink, house: House, nights: Iterable[tuple[str, date]]
) -> Iterator[tuple[datetime | None, datetime | None]]:
    """Live through each night; for each reminder when it was meant, and when it came."""
    for name, day in nights:
        zone = ZoneInfo(name)
        meant = {
            (times, on, clock): first_minute(on, clock, zone)
            for times in TIMES
            for on in (day - DAY, day)
            for clock in times
        }
        begins = min(meant.values()) - timedelta(hours=3)
        with clock_at(begins):
            addresses = {
                times: add_between(house, name, (day - DAY, day), times).email for times in TIMES
            }
        before = len(sink.mails)
        hours = {begins + n * timedelta(hours=1) for n in range(60)}
        for at in sorted({*hours, *meant.values(), *(one - MINUTE for one in meant.values())}):
            tick(sink, at)
        came: dict[str, list[datetime]] = {address: [] for address in addresses.values()}
        for mail, at in sink.came(before):
            came[mail["To"].addresses[0].addr_spec].append(at)
        for times, address in addresses.items():
            # Two at one instant, as on a day that never was, are one mail.
            instants = sorted({at for (whose, _on, _c), at in meant.items() if whose == times})
            told = sorted(came[address])
            for number in range(max(len(told), len(instants))):
                yield (
                    instants[number] if number < len(instants) else None,
                    told[number] if number < len(told) else None,
                )


def add_between(
    house: House, zone: str, between: tuple[date, date], times: Sequence[time]
) -> Client:
    """Somebody in that zone with a program from one day to another, and no night that is quiet."""
    client = add_client(house, "Nora", zone)
    with acting(house.boss) as boss:
        program = add_program(boss, client, list(times))
        rows = HomeProgram.objects.visible_to(boss).filter(pk=program.pk)
        rows.update(started_on=between[0], ends_on=between[1])
        follow_program(boss, rows.select_related("client").get())
        plans = ReminderPlan.objects.visible_to(boss).filter(home_program=program)
        plans.update(**NO_QUIET_HOURS)
    return client


def with_mail_down(
    sink: Sink, house: House, people: int, first: datetime, hours: float, every: timedelta
) -> None:
    """A day from `first` on with two reminders for each, and the mail server away for hours."""
    with clock_at(first - timedelta(hours=1)):
        for number in range(people):
            client = add_client(house, f"Client {number}")
            with acting(house.boss) as boss:
                add_program(boss, client, [time(7), time(18)])
    up_again = first + timedelta(hours=hours)
    sink.stop()
    at = first
    while at < first + timedelta(hours=hours + 2):
        if at >= up_again and not sink.is_up:
            sink.start()
        tick(sink, at)
        at += every

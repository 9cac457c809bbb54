"""When a program is practised: its days and times, from its first day to its last."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from clients.records.models import Client
from clients.records.rules import ClientState
from sessions.programs.models import HomeProgram
from sessions.programs.rules import HomeProgramState, has_passed
from sessions.reminders.rules import Occasion, next_occasions, occasion_instant

LOOK_AHEAD = timedelta(days=8)  # every weekday, and a night that moves the clock


def runs(program: HomeProgram, client: Client) -> bool:
    """Whether a program is practised."""
    return program.state == HomeProgramState.ACTIVE and client.state != ClientState.ARCHIVED


def occasions(
    program: HomeProgram, client: Client, after: datetime, until: datetime
) -> list[Occasion]:
    """Within the program's first and last day, by the client's own days."""
    zone = ZoneInfo(client.timezone)
    return [
        one
        for one in next_occasions(program.days, program.times, zone, after, until)
        if not has_passed(program.ends_on, one.local_date)
        and (program.started_on is None or one.local_date >= program.started_on)
    ]


def next_occasion(program: HomeProgram, client: Client, after: datetime) -> datetime | None:
    """When it comes next; None when it does not."""
    if not runs(program, client) or not program.days or not program.times:
        return None
    if program.started_on:  # a first day that is still to come
        begins = occasion_instant(program.started_on, time(0), ZoneInfo(client.timezone))
        after = max(after, begins - timedelta(microseconds=1))
    ahead = occasions(program, client, after, after + LOOK_AHEAD)
    return ahead[0].instant if ahead else None

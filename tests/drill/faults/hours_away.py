"""The mail server away for twenty-six hours by the worker's clock, with real processes.

The worker's clock is set and moved on hour by hour (`tests.drill.launched`); each time it plans,
claims, is refused a connection and waits as it would in a real outage, for real ticks of beat. What
should come of it is counted here by hand: whoever has two reminders a day misses those of the day
that the outage outlasts, and has the next morning's late; what has no such end leaves at last.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from clients.records.services import invite
from practice.core.actor import acting
from practice.core.clock import clock_at
from practice.core.queries import heartbeats
from tests.cast import House
from tests.drill.faults.mail_server import mail_figures
from tests.drill.faults.set_clock import move, worker_at
from tests.drill.faults.stage import Stage, wait_until
from tests.drill.figures import Figure, at_least, exactly
from tests.practice.outbox.killing import ends_of
from tests.practice.outbox.live import add_client, add_program, all_messages
from tests.practice.outbox.sink import Sink

HOUR = timedelta(hours=1)
PEOPLE, INVITED = 40, 10
BEGINS = datetime(2027, 6, 1, 12, tzinfo=UTC)  # six in the morning in Denver
AWAY, WHOLE = 27, 37  # hours: until nine the next morning, and until seven the next evening
FEWEST_TRIES = 20  # of an invitation; an hour apart at last
TIMES = [time(7), time(18)]


def run(stage: Stage) -> Iterator[Figure]:
    """Two days; the server is away from before the first reminder until the second morning."""
    house = stage.found_house("mail server away")
    with clock_at(BEGINS):
        _people(house)
    with worker_at(stage, BEGINS - HOUR) as clock:
        stage.sink.stop()
        for hour in range(AWAY):
            move(clock, house, BEGINS + hour * HOUR)
        waiting = _waiting_late()
        before = len(stage.sink.mails)
        stage.sink.start()
        for hour in range(AWAY, WHOLE + 1):
            move(clock, house, BEGINS + hour * HOUR)
        ends = ends_of(house, stage.sink)
        late = _too_late(house, stage.sink)
        arrived = _arrived(house, stage.sink, before)
    yield at_least("mail server away: said to be late, before it was back", waiting, PEOPLE)
    yield at_least("mail server away: tries of one mail", ends.tries, FEWEST_TRIES)
    yield exactly(
        "mail server away: expired, of the day it outlasted", ends.states["expired"], 2 * PEOPLE
    )
    yield exactly("mail server away: left once it was back", arrived, 2 * PEOPLE + INVITED)
    yield exactly("mail server away: arrived after their time", late, 0)
    yield exactly("mail server away: extra copies", ends.extra_copies, 0)
    due = 4 * PEOPLE + INVITED
    yield from mail_figures("mail server away 26 h", ends, due, over=("expired",))


def _people(house: House) -> None:
    for number in range(PEOPLE):
        client = add_client(house, f"Reminded {number}")
        with acting(house.boss) as boss:
            add_program(boss, client, TIMES)
    for number in range(INVITED):
        client = add_client(house, f"Invited {number}")
        with acting(house.boss) as boss:
            invite(actor=boss, client=client)


def _waiting_late() -> int:
    """How many the worker says are late; it says so with each tick."""
    wait_until(lambda: bool(heartbeats()["worker"].figures.get("late")), "some are said to be late")
    return int(heartbeats()["worker"].figures["late"])


def _arrived(house: House, sink: Sink, since: int) -> int:
    """Mails of this practice from the `since`th on. By that clock others' are due as well: of times
    that an earlier fault booked."""
    ours = {f"<{message.pk.hex}@127.0.0.1>" for message in all_messages(house)}
    return sum(str(mail["Message-ID"]) in ours for mail in sink.mails[since:])


def _too_late(house: House, sink: Sink) -> int:
    """Mails that the server took after their time, by its own note."""
    first = sink.first_taken()
    ends = [(first.get(f"<{m.pk.hex}@127.0.0.1>"), m.expires_at) for m in all_messages(house)]
    return sum(came is not None and end is not None and came >= end for came, end in ends)

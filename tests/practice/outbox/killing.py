"""kill -9 while mails are on their way, and what came of every one of them."""

import random
import time
from collections import Counter
from dataclasses import dataclass

import psutil

from practice.core.actor import acting
from practice.outbox.models import DeliveryAttempt, Message
from practice.outbox.rules import Outcome, State
from tests.cast import House
from tests.practice.outbox.live import states_of
from tests.practice.outbox.sink import Sink

# Said by name to somebody, with a reason.
SHOWN = {State.UNKNOWN, State.FAILED, State.EXPIRED, State.SUPPRESSED, State.CANCELLED, State.HELD}
NEVER = {State.EXPIRED, State.SUPPRESSED, State.CANCELLED}
UNDER_WAY = (State.PLANNED, State.RETRY, State.CLAIMED)


def is_under_way(house: House) -> bool:
    """Whether any mail still waits or is being sent."""
    states = states_of(house)
    return any(states[state] for state in UNDER_WAY)


def has_sent(house: House, count: int) -> bool:
    """Whether so many mails of a practice were sent."""
    return states_of(house)[State.SENT] >= count


def children_of(worker: psutil.Process) -> list[psutil.Process]:
    """The living children of a worker; none when it is gone itself."""
    try:
        return [child for child in worker.children() if child.status() != psutil.STATUS_ZOMBIE]
    except psutil.NoSuchProcess:
        return []


def kill_while_sending(house: House, worker: psutil.Process, most: int, patience: float) -> int:
    """Kill a child now and then until nothing waits; returns how many died."""
    chance = random.Random(200)
    killed, deadline = 0, time.monotonic() + patience
    while is_under_way(house):
        assert time.monotonic() < deadline, f"waiting: {states_of(house)}, {killed} killed"
        children = children_of(worker)
        if killed < most and states_of(house)["claimed"] and children:
            chance.choice(children).kill()
            killed += 1
        time.sleep(chance.uniform(0.2, 0.7))
    return killed


@dataclass(frozen=True)
class Ends:
    """What came of the mails of one practice, by its rows and by what the mail server took."""

    states: Counter[str]
    tries: int  # the most attempts that one mail took
    once: int  # arrived, and one copy of it
    lost: int  # neither arrived nor shown to anybody
    most_copies: int
    extra_copies: int
    caught: int  # attempts that the 354 had reached and no answer ended
    untrue: int  # told as sent and never taken, or taken and told as never sent
    late_p99: float  # seconds from when it was meant to leave until it was taken

    def __str__(self) -> str:
        return (
            f"due {self.states.total()}, once {self.once}, extra {self.extra_copies}, lost silently"
            f" {self.lost}, unknown {self.states[State.UNKNOWN]}, late p99 {self.late_p99:.1f} s"
        )

    @property
    def keep_the_promise(self) -> bool:
        """What holds whatever happens."""
        copied = self.most_copies <= 2 and self.extra_copies <= self.caught
        return copied and not self.lost and not self.untrue


def ends_of(house: House, sink: Sink) -> Ends:
    """Compare the rows with the mail server."""
    with acting(house.boss) as boss:
        messages = list(Message.objects.visible_to(boss))
        begun = DeliveryAttempt.objects.visible_to(boss).filter(data_at__isnull=False)
        caught = begun.exclude(outcome__in=[Outcome.ACCEPTED, Outcome.REFUSED]).count()
    took, first = sink.copies(), sink.first_taken()
    pairs = [(one, took[f"<{one.pk.hex}@127.0.0.1>"]) for one in messages]
    copies = [n for _one, n in pairs]
    late = [
        (first[f"<{one.pk.hex}@127.0.0.1>"] - one.due_at).total_seconds() for one, n in pairs if n
    ]
    return Ends(
        states=Counter(message.state for message in messages),
        tries=max(message.attempt for message in messages),
        once=sum(n == 1 for n in copies),
        lost=sum(not n and one.state not in SHOWN for one, n in pairs),
        most_copies=max(copies),
        extra_copies=sum(n - 1 for n in copies if n),
        caught=caught,
        untrue=sum(
            (one.state == State.SENT and not n) or (one.state in NEVER and n > 0)
            for one, n in pairs
        ),
        late_p99=sorted(late)[int(len(late) * 0.99)] if late else 0.0,
    )

"""A mail server that refuses, drops and stalls at every step, while a hundred reminders are due."""

from collections.abc import Iterator, Sequence
from itertools import cycle, islice

from practice.core.actor import acting
from practice.core.clock import now
from practice.outbox.models import Message
from practice.outbox.rules import State
from tests.cast import House
from tests.drill.faults.stage import Stage, owner_of, signed_in, wait_until
from tests.drill.figures import Figure, at_least, at_most, exactly
from tests.practice.outbox.killing import Ends, ends_of, is_under_way
from tests.practice.outbox.live import make_due
from tests.practice.outbox.sink import Fault, Sink, answer, hang_up, hang_up_after_keeping

DUE = 120
ENDS = (State.SENT, State.FAILED, State.UNKNOWN)
REFUSED_FOR_GOOD = 12
STALL = 2.5  # seconds; the worker waits two
BEFORE_THE_354 = [hang_up, answer("451 4.7.1 later"), hang_up, answer("452 4.3.1 full")]
AFTER_THE_DOT = [hang_up_after_keeping, hang_up, answer("451 4.3.0 later")]


def run(stage: Stage) -> Iterator[Figure]:
    """Every fault many times, none after the other in any order that the outbox could expect."""
    house = stage.found_house("faulty mail server")
    faults = misbehave(stage.sink)
    make_due(house, DUE)
    wait_until(lambda: _hurry(house) or not is_under_way(house), "each mail came to an end")
    yield at_least("mail server: faults it made", faults - left_over(stage.sink), faults)
    ends = ends_of(house, stage.sink)
    yield from mail_figures("mail server", ends, DUE)
    yield exactly(
        "mail server: failed, of those refused for good", ends.states["failed"], REFUSED_FOR_GOOD
    )
    yield exactly(
        "mail server: unknown, of those caught after the 354", ends.states["unknown"], ends.caught
    )
    yield exactly("mail server: unknown that nobody is shown", _not_shown(stage, house), 0)


def misbehave(sink: Sink) -> int:
    """Put every fault in the way; returns how many."""
    sink.stall = STALL
    refuse = answer("550 5.1.1 unknown")
    sink.at_rcpt = _mixed([*BEFORE_THE_354, refuse], 5 * REFUSED_FOR_GOOD)
    sink.at_rcpt += [answer("wait 250 OK")] * 3
    sink.at_354 = [hang_up] * 12
    sink.at_end = _mixed(AFTER_THE_DOT, 36) + [answer("keep 250 OK")] * 3
    return left_over(sink)


def left_over(sink: Sink) -> int:
    """How many faults are still to come."""
    return len(sink.at_rcpt) + len(sink.at_354) + len(sink.at_end)


def mail_figures(fault: str, ends: Ends, due: int, over: Sequence[str] = ()) -> Iterator[Figure]:
    """What is promised of every mail, whatever happens: in one line, and one by one."""
    limit = "lost 0, extra ≤ caught, ≤ 2 copies"
    yield Figure(f"{fault}", str(ends), limit, ends.keep_the_promise)
    yield exactly(f"{fault}: reminders", ends.states.total(), due)
    ended = sum(ends.states[state] for state in (*ENDS, *over))
    yield exactly(f"{fault}: neither sent, failed nor unknown", ends.states.total() - ended, 0)
    yield exactly(f"{fault}: lost in silence", ends.lost, 0)
    yield at_most(f"{fault}: copies of one reminder", ends.most_copies, 2)
    yield at_most(f"{fault}: extra copies, of attempts caught", ends.extra_copies, ends.caught)


def _mixed(faults: list[Fault], count: int) -> list[Fault]:
    return list(islice(cycle(faults), count))


def _hurry(house: House) -> bool:
    """Let what waits for its next try go now; nothing else is touched."""
    with acting(house.boss) as boss:
        waiting = Message.objects.visible_to(boss).filter(state=State.RETRY, try_at__gt=now())
        waiting.update(try_at=now())
    return False


def _not_shown(stage: Stage, house: House) -> int:
    """Unknown mails that the page of mails does not list."""
    with acting(house.boss) as boss:
        unknown = Message.objects.visible_to(boss).filter(state=State.UNKNOWN)
        ids = {str(pk) for pk in unknown.values_list("pk", flat=True)}
    owner = signed_in(owner_of(house))
    pages = [stage.ask(f"/mail/?state=trouble&page={n}", owner) for n in (1, 2, 3)]
    return len([pk for pk in ids if not any(pk in page.body for page in pages)])

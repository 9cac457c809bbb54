"""The broker killed, then emptied, and beat dead: pages and forms go on, mail waits, and somebody
says so."""

import json
import time
from collections.abc import Callable, Iterator
from uuid import uuid4

from redis import Redis

from clients.records.models import Client
from practice.core.actor import acting
from practice.outbox.models import Message
from tests.cast import House
from tests.drill.faults.mail_server import mail_figures
from tests.drill.faults.stage import TICK, Answer, Stage, owner_of, signed_in, wait_until
from tests.drill.figures import Figure, at_most, exactly
from tests.practice.outbox.killing import ends_of, has_sent, is_under_way
from tests.practice.outbox.live import add_client, make_due, states_of

DUE = 100
# A form wakes the worker in 200 ms at most; the rest is the page itself on a busy machine.
LONGEST_FORM = 5.0
BACK_WITHIN = 30.0
EMPTIED = 5  # times, so that tasks on their way are hit too
type Begun = Callable[[Stage, int], None]


def _beat_does(_stage: Stage, _due: int) -> None:
    """Nothing: the next tick finds what is due."""


def run(stage: Stage) -> Iterator[Figure]:
    """The broker while mails leave, twice, then beat while mails fall due."""
    yield from without_broker(stage)
    yield from emptied_broker(stage)
    yield from _without_beat(stage)


def without_broker(stage: Stage, begun: Begun = _beat_does) -> Iterator[Figure]:
    """kill -9 while mails leave; `begun` is what a control does once they are due."""
    house = stage.found_house("lost broker")
    owner = signed_in(owner_of(house))
    stage.sink.slow = 0.05
    make_due(house, DUE)
    begun(stage, DUE)
    wait_until(lambda: has_sent(house, DUE // 5), "some were sent")
    stage.kill("valkey")
    yield exactly("lost broker: /readyz", _unwell(stage), "503: broker")
    page, form, invitation = _work(stage, house, owner)
    yield exactly("lost broker: a page", page.status, 200)
    yield exactly("lost broker: a form", form.status, 302)
    yield exactly("lost broker: a form that sends a mail", invitation.status, 302)
    yield at_most("lost broker: seconds that form took", _rounded(invitation), LONGEST_FORM)
    yield exactly("lost broker: clients and mails it wrote", _written(house), "1 and 1")
    stage.start("valkey")
    took = wait_until(lambda: not is_under_way(house), "each mail came to an end")
    stage.sink.slow = 0
    yield at_most("lost broker: seconds until all mails left", round(took, 1), BACK_WITHIN)
    yield exactly("lost broker: /readyz once it is back", _ready_again(stage), "200")
    yield from mail_figures("lost broker", ends_of(house, stage.sink), DUE + 1)


def emptied_broker(stage: Stage, begun: Begun = _beat_does) -> Iterator[Figure]:
    """FLUSHALL: every task that waited is gone, and so is what Celery itself keeps there."""
    house = stage.found_house("emptied broker")
    stage.sink.slow = 0.05
    make_due(house, DUE)
    begun(stage, DUE)
    wait_until(lambda: has_sent(house, DUE // 5), "some were sent")
    with Redis.from_url(
        stage.environment["BROKER_URL"].replace("redis+socket:", "unix:")
    ) as broker:
        for _again in range(EMPTIED):
            broker.flushall()
            time.sleep(TICK / 2)
    took = wait_until(lambda: not is_under_way(house), "each mail came to an end")
    stage.sink.slow = 0
    yield at_most("emptied broker: seconds until all mails left", round(took, 1), BACK_WITHIN)
    yield exactly("emptied broker: /readyz", _ready_again(stage), "200")
    yield from mail_figures("emptied broker", ends_of(house, stage.sink), DUE)


def _work(stage: Stage, house: House, owner: dict[str, str]) -> tuple[Answer, Answer, Answer]:
    """A page, a form that adds somebody, and a form that plans a mail and wakes the worker."""
    client = add_client(house, "Ines")
    new = {"given_name": "Wren", "timezone": "America/Denver", "key": str(uuid4())}
    return (
        stage.ask("/clients/", owner),
        stage.ask("/clients/new/", owner, new),
        stage.ask(f"/clients/{client.pk}/invite/", owner, {"key": str(uuid4())}),
    )


def _written(house: House) -> str:
    with acting(house.boss) as boss:
        added = Client.objects.visible_to(boss).filter(given_name="Wren").count()
        mails = Message.objects.visible_to(boss).filter(kind="invitation").count()
    return f"{added} and {mails}"


def _without_beat(stage: Stage) -> Iterator[Figure]:
    house = stage.found_house("dead beat")
    stage.kill("beat")
    make_due(house, DUE)
    wait_until(lambda: "mail" in _unwell(stage) or "beat" in _unwell(stage), "/readyz says so")
    yield exactly("dead beat: mails that left meanwhile", states_of(house)["sent"], 0)
    yield exactly("dead beat: /readyz names it", "beat" in _unwell(stage), True)
    stage.start("beat")
    took = wait_until(lambda: not is_under_way(house), "each mail came to an end")
    yield at_most("dead beat: seconds until all mails left", round(took, 1), BACK_WITHIN)
    yield exactly("dead beat: /readyz once it is back", _ready_again(stage), "200")
    yield from mail_figures("dead beat", ends_of(house, stage.sink), DUE)


def _unwell(stage: Stage) -> str:
    """The status of /readyz and the parts that it says are not well."""
    answer = stage.ask("/readyz")
    told = json.loads(answer.body)["parts"] if answer.body else {}
    unwell = [name for name, part in told.items() if not part["ok"]]
    return f"{answer.status}: {', '.join(unwell)}"


def _ready_again(stage: Stage) -> str:
    wait_until(stage.is_ready, "/readyz is 200 again")
    return str(stage.ask("/readyz").status)


def _rounded(answer: Answer) -> float:
    return round(answer.seconds, 2)

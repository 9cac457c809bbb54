"""kill -9 of worker children, again and again, and of the whole worker, while mails leave."""

from collections.abc import Iterator
from functools import partial

from tests.drill.faults.mail_server import mail_figures
from tests.drill.faults.stage import PATIENCE, Stage, wait_until
from tests.drill.figures import Figure, at_least
from tests.practice.outbox.killing import ends_of, has_sent, is_under_way, kill_while_sending
from tests.practice.outbox.live import make_due

DUE = 200
MOST_KILLS = 25
FEWEST_KILLS = 10


def run(stage: Stage) -> Iterator[Figure]:
    """First the children one by one, then the worker with all of its children."""
    house = stage.found_house("killed children")
    stage.sink.slow = 0.05
    make_due(house, DUE)
    worker = stage.seen(stage.running["worker"])
    killed = kill_while_sending(house, worker, MOST_KILLS, PATIENCE)
    yield at_least("killed children: how many", killed, FEWEST_KILLS)
    yield from mail_figures("killed children", ends_of(house, stage.sink), DUE)

    house = stage.found_house("killed worker")
    make_due(house, DUE)
    for part_sent in (0.2, 0.6):
        enough = int(DUE * part_sent)
        wait_until(partial(has_sent, house, enough), "some were sent")
        stage.kill("worker")
        stage.start("worker")
    wait_until(lambda: not is_under_way(house), "each mail came to an end")
    stage.sink.slow = 0
    yield from mail_figures("killed worker", ends_of(house, stage.sink), DUE)

"""The database killed with -9, then halted, while mails leave: pages say so, nothing is lost."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import uuid4

from clients.records.models import Client
from practice.core.actor import acting
from tests.cast import House
from tests.drill.databases import forget_connections
from tests.drill.faults.mail_server import mail_figures
from tests.drill.faults.stage import Answer, Stage, owner_of, signed_in, wait_until
from tests.drill.figures import Figure, at_most, exactly
from tests.practice.outbox.killing import ends_of, has_sent, is_under_way
from tests.practice.outbox.live import make_due

DUE = 150
WORDS = "The records cannot be reached just now."
LONGEST_ANSWER = 15.0  # it waits five seconds for a connection before it says so
BACK_WITHIN = 30.0
AFTERWARDS = 16  # pages at once, so that each web process is asked
KILLS = 2
HALTED = 8.0  # seconds; longer than a page waits for a connection, and than a claim holds


def run(stage: Stage) -> Iterator[Figure]:
    """Killed, and then halted."""
    yield from killed(stage, KILLS)
    yield from halted(stage)


def killed(stage: Stage, kills: int) -> Iterator[Figure]:
    """Kill it in the middle of sending, look at the pages, start it again; more than once."""
    house = stage.found_house("lost database")
    owner = signed_in(owner_of(house))
    stage.sink.slow = 0.05
    make_due(house, DUE)
    for kill in range(1, kills + 1):
        enough = DUE * kill // 5
        wait_until(partial(has_sent, house, enough), "some were sent")
        added = _add(stage, owner, f"Saved {kill}")
        yield exactly("lost database: a form before", added.status, 302)
        yield from _without(stage, house, owner, kill)
    wait_until(lambda: not is_under_way(house), "each mail came to an end")
    stage.sink.slow = 0
    with acting(house.boss) as boss:
        saved = Client.objects.visible_to(boss).filter(given_name__startswith="Saved").count()
    yield exactly("lost database: forms answered with yes that are still there", saved, kills)
    yield from mail_figures("lost database", ends_of(house, stage.sink), DUE)


def halted(stage: Stage) -> Iterator[Figure]:
    """Every process of it halted for a while, as on a machine that stalls, and let go on.

    For longer than a claim holds: whoever sends goes on with mails that a sweep gives to others.
    """
    house = stage.found_house("halted database")
    owner = signed_in(owner_of(house))
    stage.sink.slow = 0.05
    make_due(house, DUE)
    wait_until(partial(has_sent, house, DUE // 5), "some were sent")
    main = stage.seen(stage.running["postgres"])
    with ThreadPoolExecutor(AFTERWARDS) as browsers:
        everyone = [main, *main.children(recursive=True)]
        for process in everyone:
            process.suspend()
        pages = [browsers.submit(stage.ask, "/clients/", owner) for _ in range(AFTERWARDS)]
        time.sleep(HALTED)
        for process in everyone:
            process.resume()
        answers = [page.result() for page in pages]
    told = sum(one.status == 200 or WORDS in one.body for one in answers)
    yield exactly("halted database: pages that came, or say it in words", told, AFTERWARDS)
    took = wait_until(lambda: not is_under_way(house), "each mail came to an end")
    stage.sink.slow = 0
    yield at_most("halted database: seconds until all mails left", round(took, 1), BACK_WITHIN)
    ends = ends_of(house, stage.sink)
    yield from mail_figures("halted database", ends, DUE)
    yield exactly("halted database: extra copies, as nobody died", ends.extra_copies, 0)


def _add(stage: Stage, owner: dict[str, str], name: str) -> Answer:
    new = {"given_name": name, "timezone": "America/Denver", "key": str(uuid4())}
    return stage.ask("/clients/new/", owner, new)


def _without(stage: Stage, house: House, owner: dict[str, str], kill: int) -> Iterator[Figure]:
    stage.kill("postgres")
    forget_connections()  # ours died too
    pages = [
        stage.ask("/clients/", owner),
        stage.ask("/accounts/login/"),
        _add(stage, owner, "Unsaved"),
    ]
    api = stage.ask("/api/v1/clients/", {"Authorization": "Bearer x"})
    told = sum(page.status == 503 and WORDS in page.body for page in pages)
    yield exactly(f"lost database {kill}: pages that say it in words", told, len(pages))
    yield exactly(f"lost database {kill}: the API", api.status, 503)
    slowest = max(answer.seconds for answer in [*pages, api])
    yield at_most(f"lost database {kill}: seconds to say so", round(slowest, 1), LONGEST_ANSWER)
    yield exactly(f"lost database {kill}: /healthz", stage.ask("/healthz").status, 200)
    stage.start("postgres")
    took = wait_until(lambda: stage.ask("/clients/", owner).status == 200, "a page answers again")
    yield at_most(
        f"lost database {kill}: seconds until a page is back", round(took, 1), BACK_WITHIN
    )
    with ThreadPoolExecutor(AFTERWARDS) as browsers:
        after = list(browsers.map(lambda _: stage.ask("/clients/", owner), range(AFTERWARDS)))
    failed = sum(page.status != 200 for page in after)
    yield exactly(f"lost database {kill}: pages after that, unanswered", failed, 0)

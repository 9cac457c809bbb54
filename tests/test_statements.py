"""Every address opened, and every form sent: twelve statements at most, however many rows.

Each visit is made a minute after the sign-in, so that it also writes down that somebody is there.
BEGIN, COMMIT and savepoints are not counted.
"""

from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from clients.records.models import Client
from tests.cast import House, sign_in
from tests.statements.growing import grow
from tests.statements.page_forms import form_for
from tests.statements.rows import POSTS
from tests.statements.scene import NOON, Scene
from tests.statements.visits import GETS, MOST, Visit
from tests.test_access_matrix import STAFF, Address, addresses, expected
from tests.world import build_world

pytestmark = pytest.mark.django_db
ADDRESSES = {address.name: address for address in addresses()}
BY_PREFERENCE = ("practitioner", "owner", "client", "anonymous")
NOT_COUNTED = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def scene(clock: Any, linden: House, nora: Client) -> Scene:
    world = build_world(linden, nora)
    people = {role: f"{role}@linden.example" for role in STAFF}
    people |= {"client": "nora@clients.example", "other_client": "nell@clients.example"}
    people["guardian"] = "gina@clients.example"
    browsers = {name: sign_in(email) for name, email in people.items()}
    clock.move_to(NOON + timedelta(seconds=61))
    browsers["anonymous"] = Browser()
    for browser in browsers.values():
        browser.raise_request_exception = False
    return Scene(world, browsers)


def opened() -> list[Visit]:
    """Every address that can be opened, some of them in several ways."""
    named = {visit.name for visit in GETS}
    rest = [name for name, a in ADDRESSES.items() if "GET" in a.needs and name not in named]
    return [*GETS, *(Visit(name, status=200) for name in rest)]


def who_visits(visit: Visit, address: Address, method: str) -> str:
    """Whoever the row names, or the first who may."""
    needs = address.needs[method]
    if needs in {"public", "link"}:
        return visit.who or "anonymous"
    allowed = (actor for actor in BY_PREFERENCE if expected(actor, needs, address.parameters))
    return visit.who or next(allowed)


def told(visit: Visit, scene: Scene, method: str) -> list[str]:
    """The statements of one visit, which is taken back afterwards."""
    address, here = ADDRESSES[visit.name], scene.afresh()
    who = who_visits(visit, address, method)
    cookies = deepcopy(here.browsers[who].cookies)
    with transaction.atomic():
        here.ids |= {"step": visit.step} if visit.step else {}
        visit.before(here)
        browser, path = here.browsers[who], here.path(visit.name)
        sent = _sent(visit, here, browser, path) if method == "POST" else {}
        with CaptureQueriesContext(connection) as seen:
            answer = (
                browser.post(path, sent) if method == "POST" else browser.get(path + visit.query)
            )
        transaction.set_rollback(True)
    scene.browsers[who].cookies = cookies
    where = f"{method} {path} as {who}: {answer.status_code}"
    assert visit.status in {0, answer.status_code}, f"{where} {answer.content.decode()[:3000]}"
    return [q["sql"] for q in seen.captured_queries if not q["sql"].startswith(NOT_COUNTED)]


def _sent(visit: Visit, scene: Scene, browser: Browser, path: str) -> dict[str, Any]:
    """The form as it stands on its page, and what somebody types into it."""
    page = ADDRESSES[visit.stands_on or visit.name]
    found: dict[str, list[str]] = {}
    if "GET" in page.needs:
        at = scene.path(page.name)
        found = form_for(browser.get(at).content.decode(), path, here=at)
    return {**found, **visit.typed, **scene.typed}


def test_every_form_has_its_row() -> None:
    """A new address that takes a POST fails here until the table sends it something."""
    posted = {name for name, address in ADDRESSES.items() if "POST" in address.needs}
    assert posted - {visit.name for visit in POSTS} == set()


def test_every_exception_says_why() -> None:
    assert {visit.name for visit in POSTS if visit.most > MOST and not visit.because} == set()
    assert all(visit.most == MOST for visit in GETS)


def test_no_page_and_no_form_takes_more_than_twelve(scene: Scene) -> None:
    over = []
    for method, visits in (("GET", opened()), ("POST", POSTS)):
        for visit in visits:
            seen = told(visit, scene, method)
            if len(seen) > visit.most:
                over += [f"{len(seen)} {method} {visit}", *(f"    {sql[:150]}" for sql in seen)]
    assert not over, "\n".join(over)


def test_no_page_asks_more_when_there_is_more_to_show(scene: Scene) -> None:
    few = [told(visit, scene, "GET") for visit in opened()]
    grow(scene.afresh())
    wrong = []
    for visit, before in zip(opened(), few, strict=True):
        after = told(visit, scene, "GET")
        if len(after) != len(before):
            wrong += [f"{len(before)} → {len(after)} {visit}", *(f"    {s[:150]}" for s in after)]
    assert not wrong, "\n".join(wrong)


def test_no_form_writes_more_when_there_is_more(scene: Scene) -> None:
    """Programs, plans and notes follow a change; thirty follow it in as many statements as one."""
    followed = {"client_edit", "client_state", "intake_accept", "unsubscribe_link", "episode_new"}
    visits = [visit for visit in POSTS if visit.name in followed]
    names = [visit.name for visit in visits]
    few = [len(told(visit, scene, "POST")) for visit in visits]
    grow(scene.afresh())
    many = [len(told(visit, scene, "POST")) for visit in visits]
    assert list(zip(names, many, strict=True)) == list(zip(names, few, strict=True))

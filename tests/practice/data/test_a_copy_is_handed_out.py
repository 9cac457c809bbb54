"""A copy of everything a client may read: whole, theirs alone, and with nothing that runs."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
import time_machine
from django.test import Client as Browser

from clients.files.models import ClientFile
from clients.files.store import store
from clients.records.models import Client
from practice.core.actor import acting, enter_as
from practice.core.clock import now
from practice.core.models import AccessLog, Place
from practice.data.archive import archive
from practice.data.copying import copy_of
from practice.data.kinds import KINDS
from practice.data.rules import cell, file_name
from sessions.practice_logs.models import PracticeLog
from tests.cast import House, sign_in
from tests.clients.files.making import a_picture, keep
from tests.sessions.programs import building
from tests.world import CANARIES, build_world

pytestmark = pytest.mark.django_db
NORA, COPY, PAGE = "nora@clients.example", "/portal/my-data/copy/", "/portal/my-data/"
LIVE = ("=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "\0=1", " =1", "＝1", "＋1", "－1")


def opened(answer: Any) -> ZipFile:
    assert answer.status_code == 200, answer.headers
    return ZipFile(io.BytesIO(answer.getvalue()))


def copied(nora: Client) -> ZipFile:
    return opened(sign_in(NORA).post(COPY))


def test_everything_of_hers_is_in_it(linden: House, nora: Client) -> None:
    world = build_world(linden, nora)
    got = copied(nora)
    assert got.testzip() is None
    names = set(got.namelist())
    assert {f"data/{kind.code}.json" for kind in KINDS} <= names
    read = got.read("index.html").decode()
    actor = linden.as_client(nora)
    enter_as(actor)
    for kind in KINDS:
        kept = json.loads(got.read(f"data/{kind.code}.json"))
        assert len(kept) == kind.rows(actor, nora.pk).count(), kind.code
        assert str(kind.word) in read
    (you,) = json.loads(got.read("data/you.json"))
    assert you["email"] == NORA
    assert [n for n in names if n.startswith("files/")]
    assert world.client.family_name in read


def test_what_only_the_practice_reads_is_not_in_it(linden: House, nora: Client) -> None:
    build_world(linden, nora)
    got = copied(nora)
    everything = b"\n".join(got.read(name) for name in got.namelist()).decode(errors="replace")
    for field in ("about", "title", "reason", "observed", "sensed_by_hand", "plan"):
        assert CANARIES[field] not in everything, field


def test_nobody_elses_is_in_it(linden: House, nora: Client) -> None:
    world = build_world(linden, nora)
    with acting(linden.boss):
        Client._base_manager.filter(pk=world.neighbour.pk).update(given_name="Quillneighbour")
    got = copied(nora)
    assert b"Quillneighbour" not in b"".join(got.read(name) for name in got.namelist())


def test_a_photo_comes_along_whole_and_a_lost_one_is_said(linden: House, nora: Client) -> None:
    with acting(linden.boss):
        for number in (1, 2):
            at = keep(linden, a_picture())
            size = store().size(at)
            told = {"kind": "attachment", "title": f"Picture {number}", "is_shared": True}
            ClientFile._base_manager.create(
                practice=linden.practice,
                client=nora,
                stored_as=at,
                size=size,
                content_type="image/jpeg",
                added_at=now(),
                **told,
            )
    store().delete(at)
    got = copied(nora)
    assert len(got.read("files/001-Picture 1.jpg")) == size
    assert "could not be read" in got.read("files/002-Picture 2.jpg.missing.txt").decode()


@pytest.mark.parametrize("typed", LIVE)
def test_no_cell_runs(typed: str) -> None:
    assert cell(typed).startswith("'")


def test_a_line_of_a_log_that_would_run_is_quoted(linden: House, nora: Client) -> None:
    log_of(linden, nora, line="=HYPERLINK(1)")
    table = copied(nora).read("tables/practice_logs.csv").decode("utf-8-sig")
    cells = [one for row in csv.reader(io.StringIO(table)) for one in row]
    assert "'=HYPERLINK(1)" in cells
    assert "=HYPERLINK(1)" not in cells


def test_what_somebody_typed_is_no_markup(linden: House, nora: Client) -> None:
    log_of(linden, nora, line="<script>alert(1)</script>")
    assert b"<script>" not in copied(nora).read("index.html")


def test_a_name_is_nothing_but_a_name() -> None:
    assert file_name(1, "../../etc/passwd") == "001-_.._etc_passwd"
    assert file_name(2, "\0..") == "002-_"
    assert file_name(3, "...") == "003-file"


def log_of(house: House, nora: Client, **more: Any) -> Any:
    with acting(house.boss) as boss:
        program = building.running(boss, nora)
        told: dict[str, Any] = {"practice": house.practice, "client": nora, "home_program": program}
        told |= {"local_date": now().date(), "logged_at": now(), "source": "portal", "done": True}
        PracticeLog._base_manager.create(**told, client_key=uuid4(), **more)
        return program


def test_it_is_logged(linden: House, nora: Client) -> None:
    copied(nora)
    enter_as(linden.boss)
    assert AccessLog.objects.filter(action="POST portal_my_data_copy", client_id=nora.pk).exists()
    assert "a copy of everything" in sign_in(NORA).get("/portal/my-data/looked/").content.decode()


def test_looking_at_the_address_makes_none(linden: House, nora: Client) -> None:
    assert sign_in(NORA).get(COPY).status_code == 405


@pytest.fixture
def later() -> Iterator[Any]:
    with time_machine.travel(now(), tick=False) as clock:
        yield clock


def asked(browser: Browser) -> str:
    answer = browser.post(COPY)
    return str(answer.headers.get("Location", answer.status_code))


def test_after_a_quarter_of_an_hour_it_wants_to_know_who(
    linden: House, nora: Client, later: Any
) -> None:
    browser = sign_in(NORA)
    later.shift(timedelta(minutes=15))
    assert asked(browser) == "200"
    for _ in range(4):
        later.shift(timedelta(seconds=5))
        browser.get(PAGE, headers={"X-Supple-Poll": "1"})
        browser.get(PAGE)
    assert asked(browser) == "/portal/prove/?next=%2Fportal%2Fmy-data%2F"


def test_so_many_an_hour(linden: House, nora: Client) -> None:
    browser = sign_in(NORA)
    assert [asked(browser) for _ in range(5)] == ["200"] * 4 + [PAGE]
    assert "several copies" in browser.get(PAGE).content.decode()


def test_many_logs_are_never_in_memory(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora)
        day = now()
        PracticeLog._base_manager.bulk_create(
            PracticeLog(
                practice=linden.practice,
                client=nora,
                home_program=program,
                local_date=day.date(),
                logged_at=day,
                source="portal",
                done=True,
                client_key=uuid4(),
                line="Slow. " * 60,
            )
            for _ in range(5_000)
        )
    actor = linden.as_client(nora)
    enter_as(actor)
    tracemalloc.start()
    copy = copy_of(actor, nora.pk, practice_name="Linden")
    size = sum(len(piece) for piece in archive(copy))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 20_000
    assert peak < 25_000_000, peak


def test_an_archived_client_may_have_one(linden: House, nora: Client) -> None:
    with acting(linden.boss):
        Client._base_manager.filter(pk=nora.pk).update(state="archived")
    assert json.loads(copied(nora).read("data/you.json"))[0]["given_name"] == "Nora"


def test_nothing_is_changed_by_it(linden: House, nora: Client) -> None:
    build_world(linden, nora)
    from tests.digests import digest_of

    before = digest_of([linden.practice.pk])
    copied(nora)
    assert digest_of([linden.practice.pk]) == before
    enter_as(linden.boss)
    assert Place.objects.visible_to(linden.boss).exists()

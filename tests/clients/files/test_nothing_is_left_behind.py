"""Bytes and rows come and go together; the worker makes small pictures, or says it could not."""

import os
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from clients.files import services, tasks
from clients.files.models import ClientFile
from clients.files.rules import SmallState
from clients.files.store import put, store
from clients.records.models import Client
from practice.core.clock import clock_at, now
from tests.cast import House, sign_in
from tests.clients.files.conftest import Kept, say
from tests.clients.files.making import a_pdf, a_picture, keep
from tests.clients.files.test_what_is_taken_is_what_is_in_it import add_letter, add_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch, linden: House, harbour: House) -> None:
    """The worker's look across practices, which the web's login may not take."""
    practices = [harbour.practice.pk, linden.practice.pk]
    monkeypatch.setattr(tasks, "practices_waiting", lambda: practices)


def test_a_row_that_fails_takes_its_bytes_along(
    kept: Kept, nora: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(ClientFile, "save", fail)
    with pytest.raises(RuntimeError):
        add_letter(nora, a_pdf())
    assert kept.names() == []


def test_bytes_that_fail_leave_no_row(
    kept: Kept, nora: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any) -> None:
        raise OSError("no room")

    monkeypatch.setattr("clients.files.services.put", fail)
    with pytest.raises(OSError, match="no room"):
        add_letter(nora, a_pdf())
    assert kept.is_empty


def test_the_worker_is_woken_for_a_picture_alone(
    kept: Kept,
    nora: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    woken: list[str] = []
    monkeypatch.setattr("clients.files.services.wake", woken.append)
    with django_capture_on_commit_callbacks(execute=True):
        add_letter(nora, a_pdf())
        add_letter(nora, a_picture())
    assert woken == ["clients.files.tasks.make_small"]


def test_a_small_picture_is_made_by_the_worker(
    kept: Kept, linden: House, nora: Client, worker: None
) -> None:
    say(linden, nora, given=True)
    add_photo(nora, a_picture(size=(900, 1200)))
    [row] = kept.rows()
    browser, listed = sign_in("owner@linden.example"), f"/clients/{nora.pk}/files/"
    page = browser.get(listed).content.decode()
    assert "Its small picture is being made." in page
    assert f"/files/{row.pk}/small/" not in page
    assert browser.get(f"/files/{row.pk}/small/").status_code == 404
    tasks.make_small()
    [row] = kept.rows()
    assert row.small_state == SmallState.MADE
    with store().open(row.small_as) as file:
        assert Image.open(file).size == (270, 360)
    page = browser.get(listed).content.decode()
    assert "being made" not in page
    assert f'src="/files/{row.pk}/small/"' in page
    made = kept.names()
    tasks.make_small()
    assert kept.names() == made


def test_after_three_tries_it_says_so(
    kept: Kept, linden: House, nora: Client, worker: None
) -> None:
    """One in a task, each longer after the last; another picture beside it is made all the same."""
    say(linden, nora, given=True)
    add_photo(nora, a_picture())
    [row] = kept.rows()
    (kept.folder / row.stored_as).write_bytes(b"no picture any more")
    add_photo(nora, a_picture())
    at = now()
    tries = []
    for later in (0, 5, 20, 40, 370):  # minutes
        with clock_at(at + timedelta(minutes=later)):
            tasks.make_small()
        tries.append((kept.rows()[0].small_tries, kept.rows()[0].small_state))
    assert tries == [(1, "waiting")] * 2 + [(2, "waiting")] * 2 + [(3, "failed")]
    assert kept.rows()[1].small_state == "made"
    page = sign_in("owner@linden.example").get(f"/clients/{nora.pk}/files/").content.decode()
    assert "No small picture could be made; the file itself is there." in page


@pytest.mark.parametrize("away", ["clients.files.services.put", "clients.files.services.store"])
def test_a_store_that_is_away_counts_for_no_picture(
    kept: Kept,
    linden: House,
    nora: Client,
    worker: None,
    monkeypatch: pytest.MonkeyPatch,
    away: str,
) -> None:
    """However often it is asked meanwhile; once it is back, all are made."""
    say(linden, nora, given=True)
    for _number in range(5):
        add_photo(nora, a_picture())
    asked: list[int] = []

    def fail(*_args: Any) -> None:
        asked.append(1)
        raise ConnectionError("the store is away")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(away, fail)
        for _tick in range(4):
            tasks.make_small()
    assert [(r.small_state, r.small_tries) for r in kept.rows()] == [("waiting", 0)] * 5
    assert len(asked) == 4 * tasks.FAULTS  # it is not asked for each
    tasks.make_small()
    assert [r.small_state for r in kept.rows()] == ["made"] * 5


def test_bytes_that_are_lost_are_a_try(
    kept: Kept, linden: House, nora: Client, worker: None
) -> None:
    say(linden, nora, given=True)
    add_photo(nora, a_picture())
    [row] = kept.rows()
    (kept.folder / row.stored_as).unlink()
    tasks.make_small()
    assert [(r.small_state, r.small_tries) for r in kept.rows()] == [("waiting", 1)]


def test_a_shelf_at_a_time_is_swept(
    kept: Kept, linden: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However much lies there, a transaction looks at some of one shelf."""
    monkeypatch.setattr("clients.files.store.AT_ONCE", 3)
    shelves = [f"{linden.practice.pk}/{shelf}" for shelf in ("aa", "bb")]
    for shelf in shelves:
        for number in range(4):
            put(f"{shelf}/{number}", ContentFile(b"x"))
    looked: list[list[str]] = []

    def sweep_shelf(*, actor: Any, names: list[str]) -> int:
        looked.append(names)
        return services.sweep_shelf(actor=actor, names=names)

    monkeypatch.setattr(tasks, "sweep_shelf", sweep_shelf)
    with clock_at(now() + timedelta(days=2)):
        tasks.sweep()
    assert sorted(map(len, looked)) == [1, 1, 3, 3]
    assert all(len({name.rsplit("/", 1)[0] for name in names}) == 1 for names in looked)
    assert kept.names() == []


def test_what_belongs_to_nobody_is_swept(
    kept: Kept, linden: House, harbour: House, nora: Client
) -> None:
    """After a day, of every practice; what belongs to a file stays, its small picture too."""
    add_letter(nora, a_pdf())
    [row] = kept.rows()
    store().save(row.small_as, store().open(row.stored_as))
    nobodys = [keep(linden, b"a", small=b"b"), keep(harbour, b"c")]
    fresh = keep(linden, b"d")
    old = (now() - timedelta(days=2)).timestamp()
    left = kept.folder.parent / "uploads" / "left.upload"
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"x")
    os.utime(left, (old, old))
    for name in (row.stored_as, row.small_as, *nobodys, f"{nobodys[0]}-small"):
        os.utime(kept.folder / name, (old, old))
    tasks.sweep()
    assert kept.names() == sorted([row.stored_as, row.small_as, fresh])
    assert not left.exists()
    tasks.sweep()
    assert len(kept.names()) == 3


def test_a_store_that_is_empty_is_swept_too(kept: Kept, linden: House) -> None:
    (kept.folder / "not-a-practice").mkdir(parents=True)
    tasks.sweep()
    assert kept.names() == []

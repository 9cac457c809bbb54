"""A full disk: what was typed is shown again, nothing is half kept, no other fault is named."""

import errno
from typing import Any

import psycopg
import pytest
from django.core.files.storage import FileSystemStorage
from django.db import OperationalError

from clients.files.models import ClientFile
from clients.messages import writing
from practice.core.actor import acting
from tests.cast import sign_in
from tests.clients.messages.conftest import Talk
from tests.clients.messages.test_one_thread_between_two import PORTAL, a_file

pytestmark = pytest.mark.django_db


def full(*_args: Any, **_more: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def full_database(*_args: Any, **_more: Any) -> None:
    raise OperationalError("could not extend file") from psycopg.errors.DiskFull()


def nothing_kept(talk: Talk) -> None:
    assert talk.said(talk.ours) == []
    with acting(talk.house.boss) as boss:
        assert not ClientFile.objects.visible_to(boss).exists()


def test_no_room_for_the_file(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FileSystemStorage, "_save", full)
    hers = sign_in("nora@clients.example")
    hers.raise_request_exception = False
    answer = hers.post(PORTAL, {"said": "My <knee>.", "file": a_file()})
    assert answer.status_code == 507
    page = answer.content.decode()
    assert "There is no room left here" in page
    assert "My &lt;knee&gt;." in page
    nothing_kept(talk)


def test_no_room_in_the_database(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "send_message", full_database)
    hers = sign_in("nora@clients.example")
    hers.raise_request_exception = False
    answer = hers.post(PORTAL, {"said": "My knee."})
    assert answer.status_code == 507
    assert "My knee." in answer.content.decode()
    nothing_kept(talk)


def test_another_fault_is_no_full_disk(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    def other(*_args: Any, **_more: Any) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(FileSystemStorage, "_save", other)
    hers = sign_in("nora@clients.example")
    hers.raise_request_exception = False
    answer = hers.post(PORTAL, {"said": "My knee.", "file": a_file()})
    assert answer.status_code == 500
    nothing_kept(talk)

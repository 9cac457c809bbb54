"""What a page says on the next one is kept by the transaction that did the work, and no other."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients.records.models import Client
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db


def archive(browser: Any, client: Client) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        answer = browser.post(f"/clients/{client.pk}/state/", {"state": "archived"})
    assert answer.status_code == 302
    return [query["sql"] for query in captured.captured_queries]


def test_it_is_written_before_the_work_is_committed(linden: House, nora: Client) -> None:
    browser = sign_in("owner@linden.example")
    said = archive(browser, nora)
    assert said[-1].startswith("RELEASE SAVEPOINT")  # of the transaction around the view
    (written,) = (number for number, sql in enumerate(said) if "UPDATE django_session" in sql)
    assert written == len(said) - 2
    assert "INSERT INTO practice_accesslog" in said[written]  # both in one statement
    assert "toast" in browser.get("/").content.decode()


def test_a_session_that_ended_meanwhile_is_not_made_again(linden: House, nora: Client) -> None:
    browser = sign_in("owner@linden.example")
    assert browser.post(f"/clients/{nora.pk}/state/", {"state": "archived"}).status_code == 302
    Session.objects.all().delete()
    assert browser.get("/").status_code == 302
    assert Session.objects.count() == 0

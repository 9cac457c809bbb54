"""Before what is worth it, a client shows once more who they are: by a code that is mailed."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import acting, system_actor
from practice.core.clock import now
from practice.outbox.models import Message
from practice.outbox.secrets import unseal
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db
NORA, PROVE, PAGE = "nora@clients.example", "/portal/prove/", "/portal/my-data/"
COPY = "/portal/my-data/copy/"


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def browser(linden: House, nora: Client, clock: Any) -> Browser:
    """Nora, signed in twenty minutes ago."""
    found = sign_in(NORA)
    clock.shift(timedelta(minutes=20))
    return found


def code_of(house: House) -> str:
    with acting(system_actor(house.practice.pk)) as system:
        message = Message.objects.visible_to(system).filter(kind="account").latest("id")
    carried = json.loads(unseal(message.secret))
    assert carried["to"] == NORA
    return str(carried["code"])


def send(browser: Browser) -> str:
    answer = browser.post(PROVE, {"action": "send", "next": PAGE})
    assert answer.status_code == 302
    return browser.get(answer.headers["Location"]).content.decode()


def test_the_code_opens_it_for_a_quarter_of_an_hour(
    linden: House, browser: Browser, clock: Any
) -> None:
    assert browser.post(COPY).headers["Location"].startswith(PROVE)
    assert NORA in send(browser)
    key = browser.cookies["supple"].value
    answer = browser.post(PROVE, {"code": code_of(linden), "next": PAGE})
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    assert browser.cookies["supple"].value != key
    clock.shift(timedelta(minutes=15))
    assert browser.post(COPY).status_code == 200
    clock.shift(timedelta(seconds=1))
    assert browser.post(COPY).headers["Location"].startswith(PROVE)


def test_a_code_works_once(linden: House, browser: Browser) -> None:
    send(browser)
    code = code_of(linden)
    browser.post(PROVE, {"code": code})
    assert "no longer works" in browser.post(PROVE, {"code": code}).content.decode()


def test_it_is_asked_for_three_times_at_most(linden: House, browser: Browser) -> None:
    send(browser)
    for _ in range(3):
        page = browser.post(PROVE, {"code": "wrong"}).content.decode()
    assert "tried too often" in page
    assert "no longer works" in browser.post(PROVE, {"code": code_of(linden)}).content.decode()
    assert browser.post(COPY).headers["Location"].startswith(PROVE)


def test_a_code_grows_old(linden: House, browser: Browser, clock: Any) -> None:
    send(browser)
    clock.shift(timedelta(minutes=10, seconds=1))
    assert "no longer works" in browser.post(PROVE, {"code": code_of(linden)}).content.decode()


def test_nothing_typed_is_no_code(linden: House, browser: Browser) -> None:
    for typed in ({}, {"code": ""}, {"code": "None"}):
        browser.post(PROVE, typed)
        assert browser.post(COPY).headers["Location"].startswith(PROVE)


def test_codes_are_not_sent_without_end(linden: House, browser: Browser) -> None:
    pages = [browser.post(PROVE, {"action": "send"}) for _ in range(5)]
    assert [page.status_code for page in pages].count(302) == 3
    assert "Too many codes" in pages[-1].content.decode()


@pytest.mark.parametrize("meant", ["https://evil.example/portal/", "//evil.example", "/settings/"])
def test_it_leads_nowhere_else(linden: House, browser: Browser, meant: str) -> None:
    send(browser)
    answer = browser.post(PROVE, {"code": code_of(linden), "next": meant})
    assert answer.headers["Location"] == "/portal/"


def test_the_session_keeps_no_code(linden: House, browser: Browser) -> None:
    send(browser)
    assert code_of(linden) not in json.dumps(dict(browser.session.items()))

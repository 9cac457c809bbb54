"""How long a sign-in lasts, for staff, clients, and clients on a device they chose."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.models import User
from practice.core.rules import Role
from practice.team.services import add_member
from tests.cast import PASSWORD, House

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STAFF = ("owner@linden.example", "", "/settings/")
CLIENT = ("nora@clients.example", "", "/accounts/password/change/")
REMEMBERED = ("nora@clients.example", "on", "/accounts/password/change/")


def is_in(browser: Browser, address: str, **headers: str) -> bool:
    browser.get(address, headers=headers)
    return "_auth_user_id" in browser.session


@pytest.mark.parametrize(
    ("who", "idle", "absolute"),
    [
        (STAFF, timedelta(minutes=30), timedelta(hours=12)),
        (CLIENT, timedelta(minutes=60), timedelta(hours=24)),
        (REMEMBERED, timedelta(days=30), timedelta(days=90)),
    ],
)
def test_limits(
    linden: House,
    nora: Client,
    who: tuple[str, str, str],
    idle: timedelta,
    absolute: timedelta,
) -> None:
    address, remember, asked = who
    second = timedelta(seconds=1)
    with time_machine.travel(START, tick=False) as clock:

        def signed_in() -> Browser:
            clock.move_to(START)
            browser = Browser()
            typed = {"login": address, "password": PASSWORD}
            browser.post("/accounts/login/", typed | ({"remember": "on"} if remember else {}))
            return browser

        browser = signed_in()
        clock.move_to(START + idle)
        assert is_in(browser, asked)
        clock.move_to(START + idle * 2 + second)
        assert not is_in(browser, asked)

        browser = signed_in()
        moment = START
        while moment + idle < START + absolute:
            moment += idle
            clock.move_to(moment)
            assert is_in(browser, asked)
        clock.move_to(START + absolute + second)
        assert not is_in(browser, asked)


def test_a_page_that_only_polls_keeps_nobody_signed_in(linden: House) -> None:
    with time_machine.travel(START, tick=False) as clock:
        browser = Browser()
        browser.post("/accounts/login/", {"login": STAFF[0], "password": PASSWORD})
        for minutes in range(5, 31, 5):
            clock.move_to(START + timedelta(minutes=minutes))
            assert is_in(browser, "/settings/", **{"X-Supple-Poll": "1"})
        clock.move_to(START + timedelta(minutes=30, seconds=1))
        assert not is_in(browser, "/settings/", **{"X-Supple-Poll": "1"})


def test_a_cookie_from_before_is_dead_after_signing_out(linden: House) -> None:
    browser = Browser()
    browser.get("/accounts/login/")
    browser.post("/accounts/login/", {"login": STAFF[0], "password": PASSWORD})
    cookie = browser.cookies["supple"].value
    assert browser.get("/settings/").status_code == 200
    answer = browser.post("/accounts/logout/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    again = Browser()
    again.cookies["supple"] = cookie
    assert again.get("/settings/").status_code == 302


def test_a_clients_long_sign_in_does_not_become_a_colleagues(linden: House, nora: Client) -> None:
    browser = Browser()
    typed = {"login": CLIENT[0], "password": PASSWORD}
    browser.post("/accounts/login/", typed | {"remember": "on"})
    with acting(linden.boss) as boss:
        user = User.objects.get(email=CLIENT[0])
        add_member(actor=boss, user=user, role=Role.PRACTITIONER, name="Nora")
    assert browser.get("/settings/").status_code == 403
    browser.post("/accounts/logout/")
    browser.post("/accounts/login/", typed | {"remember": "on"})
    assert browser.session["kind"] == "staff"
    assert browser.get("/settings/").status_code == 200

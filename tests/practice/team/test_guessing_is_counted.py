"""Failed sign-ins are counted in PostgreSQL, whatever the guesser says about themselves."""

import pytest
from django.test import Client as Browser

from tests.cast import PASSWORD, House

WRONG = "not-the-right-one"


def guess(password: str, address: str = "owner@linden.example", **more: str) -> Browser:
    browser = Browser()
    browser.post("/accounts/login/", {"login": address, "password": password}, **more)  # type: ignore[arg-type]
    return browser


def test_ten_wrong_passwords_close_an_account_for_a_while(linden: House) -> None:
    for number in range(10):
        more = {"HTTP_HOST": ("localhost", "127.0.0.1")[number % 2]}
        if number % 3 == 0:
            more["HTTP_ACCEPT"] = "application/json"
        guess(WRONG, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}", **more)
    assert "_auth_user_id" not in guess(PASSWORD).session
    assert "_auth_user_id" not in guess(PASSWORD, address="Owner@Linden.example").session
    assert "_auth_user_id" in guess(PASSWORD, address="assistant@linden.example").session


def test_fifty_wrong_passwords_from_one_address_close_that_address(linden: House) -> None:
    for number in range(50):
        guess(WRONG, address=f"somebody{number}@linden.example", REMOTE_ADDR="203.0.113.7")
    here = guess(PASSWORD, REMOTE_ADDR="203.0.113.7", HTTP_X_FORWARDED_FOR="198.51.100.1")
    assert "_auth_user_id" not in here.session
    elsewhere = guess(PASSWORD, REMOTE_ADDR="203.0.113.8")
    assert "_auth_user_id" in elsewhere.session


def test_signing_in_often_is_not_guessing(linden: House) -> None:
    for _time in range(12):
        assert "_auth_user_id" in guess(PASSWORD).session


def test_too_many_at_once_is_a_designed_429(linden: House) -> None:
    browser = Browser()
    for _time in range(60):
        browser.post("/accounts/login/", {"login": "", "password": ""})
    answer = browser.post("/accounts/login/", {"login": "", "password": ""})
    assert answer.status_code == 429
    assert "That was a lot at once" in answer.content.decode()


@pytest.mark.parametrize("address", ["owner@linden.example", "nobody@linden.example"])
def test_asking_for_codes_is_limited_alike(linden: House, address: str) -> None:
    answers = [
        Browser().post("/accounts/login/code/", {"email": address}).status_code
        for _time in range(4)
    ]
    assert answers == [302, 302, 302, 200]


def test_nobody_signs_up(linden: House) -> None:
    typed = {"email": "new@linden.example", "password1": PASSWORD}
    answer = Browser().post("/accounts/signup/", typed)
    assert "invitation" in answer.content.decode().lower()
    from practice.core.models import User

    assert not User.objects.filter(email="new@linden.example").exists()

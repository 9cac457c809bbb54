"""As long as no mail server is named, whoever sends a mail learns that it stays here."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser

from practice.config.up.installation import open_installation
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db
FOLDER = "/srv/supple/mail"


@pytest.fixture
def stays(settings: Any) -> None:
    settings.SUPPLE_MAIL_FOLDER = FOLDER


def words(browser: Browser, address: str) -> str:
    return browser.get(address).content.decode()


def test_the_page_of_mails_says_where_to_whom_the_machine_belongs(
    linden: House, stays: None, settings: Any
) -> None:
    settings.SUPPLE_BASE_URL, settings.SUPPLE_LINKS_STAY_HERE = "http://127.0.0.1:8000", True
    owner = words(sign_in("owner@linden.example"), "/mail/")
    assert FOLDER in owner
    assert "begin with http://127.0.0.1:8000" in owner
    other = words(sign_in("assistant@linden.example"), "/mail/")
    assert "No mail leaves yet" in other
    assert FOLDER not in other


def test_links_that_others_can_open_are_not_warned_of(
    linden: House, stays: None, settings: Any
) -> None:
    settings.SUPPLE_LINKS_STAY_HERE = False
    page = words(sign_in("owner@linden.example"), "/mail/")
    assert FOLDER in page
    assert "Their links begin" not in page


def test_an_invitation_and_the_first_steps_say_it_too(linden: House, stays: None) -> None:
    browser = sign_in("owner@linden.example")
    assert "No mail leaves yet" in words(browser, "/")
    typed = {"given_name": "Ada", "email": "ada@x.example", "timezone": "Europe/Lisbon"}
    client = browser.post("/clients/new/", typed)["Location"]
    browser.post(f"{client}invite/")
    assert "is written, but no mail leaves yet" in words(browser, client)
    browser.post(
        "/settings/team/", {"email": "new@linden.example", "name": "New", "role": "practitioner"}
    )
    assert "is written, but no mail leaves yet" in words(browser, "/settings/team/")


def test_with_a_mail_server_nothing_of_it_is_said(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    assert "No mail leaves yet" not in words(browser, "/mail/")
    typed = {"given_name": "Ada", "email": "ada@x.example", "timezone": "Europe/Lisbon"}
    client = browser.post("/clients/new/", typed)["Location"]
    browser.post(f"{client}invite/")
    assert "The invitation goes to ada@x.example." in words(browser, client)


def test_bin_up_names_the_folder_only_without_a_mail_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMAIL_URL", "smtp://mail.example.org")
    assert open_installation(tmp_path).env.written["SUPPLE_MAIL_FOLDER"] == ""
    monkeypatch.delenv("EMAIL_URL")
    place = open_installation(tmp_path)
    assert place.env.written["SUPPLE_MAIL_FOLDER"] == str(place.mail_folder)

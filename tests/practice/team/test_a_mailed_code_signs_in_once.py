"""A code comes by mail, signs in once, and is nowhere in clear."""

import json
import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import acting, system_actor
from practice.outbox.kinds import Mail, render_for
from practice.outbox.models import Message
from practice.outbox.secrets import unseal
from tests.cast import PASSWORD, House

CODE = re.compile(r"\b[A-Z]{4}-[A-Z]{4}\b")


def planned(practice_id: UUID, kind: str = "account") -> list[Message]:
    with acting(system_actor(practice_id)) as system:
        return list(Message.objects.visible_to(system).filter(kind=kind).order_by("id"))


def rendered(practice_id: UUID, message: Message) -> Mail:
    with acting(system_actor(practice_id)) as system:
        return render_for("account")(system, message)


def ask_for_code(browser: Browser, address: str, **more: str) -> None:
    answer = browser.post("/accounts/login/code/", {"email": address, **more})
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"].startswith("/accounts/login/code/confirm/")


def test_a_client_signs_in_by_code_and_lands_in_the_portal(linden: House, nora: Client) -> None:
    browser = Browser()
    ask_for_code(browser, "Nora@Clients.example")
    (message,) = planned(linden.practice.pk)
    mail = rendered(linden.practice.pk, message)
    code = CODE.search(mail.text)
    assert code is not None
    assert code.group() in mail.html
    assert mail.to_address == "nora@clients.example"
    assert mail.from_name == "Linden Somatics"
    assert mail.unsubscribe_url == ""
    assert code.group() not in mail.subject
    assert message.urgent
    assert message.expires_at is not None
    assert timedelta(minutes=9) < message.expires_at - message.due_at < timedelta(minutes=11)

    answer = browser.post("/accounts/login/code/confirm/", {"code": code.group().lower()})
    assert (answer.status_code, answer["Location"]) == (302, "/portal/")
    assert browser.session["kind"] == "client"
    assert browser.session.get_expire_at_browser_close()

    again = Browser()
    ask_for_code(again, "nora@clients.example")
    answer = again.post("/accounts/login/code/confirm/", {"code": code.group()})
    assert answer.status_code == 200  # a new code was made; the old one opens nothing
    assert "_auth_user_id" not in again.session


def test_the_code_is_stored_nowhere_in_clear(linden: House, nora: Client) -> None:
    browser = Browser()
    ask_for_code(browser, "nora@clients.example")
    (message,) = planned(linden.practice.pk)
    code = json.loads(unseal(message.secret))["code"]
    assert CODE.fullmatch(code)
    assert code not in message.secret
    stored = [session.get_decoded() for session in Session.objects.all()]
    assert stored
    bare = code.replace("-", "").lower()
    assert bare not in json.dumps(stored).replace("-", "").lower()


def test_an_unknown_address_gets_the_same_answer_and_no_mail(linden: House, nora: Client) -> None:
    known, unknown = Browser(), Browser()
    ask_for_code(known, "nora@clients.example")
    ask_for_code(unknown, "nobody@clients.example")
    assert len(planned(linden.practice.pk)) == 1
    pages = [
        browser.get("/accounts/login/code/confirm/").content.decode().replace(name, "name")
        for browser, name in ((known, "nora"), (unknown, "nobody"))
    ]
    without_tokens = [re.sub(r'value="[A-Za-z0-9]{64}"', "", page) for page in pages]
    assert without_tokens[0] == without_tokens[1]
    answer = unknown.post("/accounts/login/code/confirm/", {"code": ""})
    assert "_auth_user_id" not in unknown.session
    assert answer.status_code == 200


def test_three_wrong_codes_end_the_attempt(linden: House, nora: Client) -> None:
    browser = Browser()
    ask_for_code(browser, "nora@clients.example")
    (message,) = planned(linden.practice.pk)
    code = json.loads(unseal(message.secret))["code"]
    for _try in range(3):
        browser.post("/accounts/login/code/confirm/", {"code": "BBBB-BBBB"})
    browser.post("/accounts/login/code/confirm/", {"code": code})
    assert "_auth_user_id" not in browser.session


def test_a_remembered_device_lasts_for_a_client_only(linden: House, nora: Client) -> None:
    for address, kind in (
        ("nora@clients.example", "client_remembered"),
        ("owner@linden.example", "staff"),
    ):
        browser = Browser()
        ask_for_code(browser, address, remember="on")
        message = planned(linden.practice.pk)[-1]
        code = json.loads(unseal(message.secret))["code"]
        browser.post("/accounts/login/code/confirm/", {"code": code})
        assert browser.session["kind"] == kind
        assert browser.session.get_expire_at_browser_close() is (kind == "staff")
        with_password = Browser()
        with_password.post(
            "/accounts/login/", {"login": address, "password": PASSWORD, "remember": "on"}
        )
        assert with_password.session["kind"] == kind
        assert with_password.session.get_expire_at_browser_close() is (kind == "staff")


@pytest.mark.parametrize(
    ("address", "wanted", "goes"),
    [
        ("owner@linden.example", "/clients/", "/clients/"),
        ("owner@linden.example", "https://evil.example/", "/"),
        ("owner@linden.example", "//evil.example/", "/"),
        ("owner@linden.example", "http://localhost:9/", "/"),
        ("owner@linden.example", "", "/"),
        ("nora@clients.example", "/clients/", "/portal/"),
        ("nora@clients.example", "/", "/portal/"),
        ("nora@clients.example", "/portal/reminders/", "/portal/reminders/"),
        ("nora@clients.example", "https://evil.example/portal/", "/portal/"),
    ],
)
def test_sign_in_leads_where_one_belongs(
    linden: House, nora: Client, address: str, wanted: str, goes: str
) -> None:
    answer = Browser().post(
        "/accounts/login/", {"login": address, "password": PASSWORD, "next": wanted}
    )
    assert (answer.status_code, answer["Location"]) == (302, goes)

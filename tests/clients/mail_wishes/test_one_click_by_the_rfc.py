"""RFC 8058, sentence by sentence, for each kind of mail that says List-Unsubscribe-Post."""

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.mail_wishes.queries import wishes_of
from clients.mail_wishes.rules import MailKind
from clients.messages.emails import NO_MESSAGES
from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import now
from practice.core.links import Link, link_token
from practice.outbox.kinds import Mail
from practice.outbox.models import Message
from practice.outbox.sending.composing import compose
from sessions.appointments.reminding import NO_REMINDERS
from sessions.check_ins.mailing.emails import NO_CHECK_INS
from sessions.waitlist.offers.emails import NO_OFFERS
from tests.cast import House

KINDS = (
    ("unsubscribe_link", "unsubscribe", MailKind.REMINDER),
    ("messages_off_link", NO_MESSAGES, MailKind.MESSAGE),
    ("offers_off_link", NO_OFFERS, MailKind.OFFER),
    ("appointment_reminders_off_link", NO_REMINDERS, MailKind.APPOINTMENT),
    ("check_ins_off_link", NO_CHECK_INS, MailKind.CHECK_IN),
)
# "The content SHOULD be sent as multipart/form-data and MAY be application/x-www-form-urlencoded."
BODIES = {
    "multipart": (
        '----1\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
        "One-Click\r\n----1--\r\n",
        "multipart/form-data; boundary=--1",
    ),
    "urlencoded": ("List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"),
}


def _wants(house: House, client: Client, kind: MailKind) -> bool:
    with acting(house.boss) as boss:
        return next(wish.wanted for wish in wishes_of(boss, client.pk) if wish.about is kind)


@pytest.mark.parametrize("sent", BODIES)
@pytest.mark.parametrize(("view", "purpose", "kind"), KINDS)
def test_a_post_without_any_context_ends_them_at_once(
    linden: House, nora: Client, view: str, purpose: str, kind: MailKind, sent: str
) -> None:
    """No cookie, no login, no redirect, nothing asked; looking before it changed nothing."""
    token = link_token(Link(purpose, linden.practice.pk, nora.pk))
    address = reverse(view, kwargs={"token": token})
    body, content_type = BODIES[sent]
    assert Browser().get(address).status_code == 200
    assert _wants(linden, nora, kind)
    for _time in range(2):
        browser = Browser(enforce_csrf_checks=True)
        answer = browser.post(address, body, content_type=content_type)
        assert answer.status_code == 200  # "MUST NOT return an HTTPS redirect"
        assert not answer.cookies
        assert not _wants(linden, nora, kind)
    others = [one for _view, _purpose, one in KINDS if one is not kind]
    assert all(_wants(linden, nora, one) for one in others)


def test_what_was_made_up_ends_nothing(linden: House, nora: Client) -> None:
    """ "Hard to forge": only our signature names a person and a list."""
    token = link_token(Link("unsubscribe", linden.practice.pk, nora.pk))
    forged = token.replace(token[4], "A" if token[4] != "A" else "B", 1)
    for view, _purpose, kind in KINDS:
        for one in (forged, f"{nora.pk}", token if view != "unsubscribe_link" else forged):
            address = reverse(view, kwargs={"token": one})
            body, content_type = BODIES["urlencoded"]
            answer = Browser().post(address, body, content_type=content_type)
            assert answer.status_code == 404
        assert _wants(linden, nora, kind)


def test_the_headers_are_one_https_address_and_one_pair(settings: Any) -> None:
    settings.SUPPLE_BASE_URL = "https://mill.example"
    url = f"https://mill.example/l/unsubscribe/{'x' * 180}/"
    mail = Mail(
        to_name="N", to_address="n@clients.example", from_name="M", reply_to="",
        subject="S", text="T", html="", unsubscribe_url=url,
    )  # fmt: skip
    message = Message(pk=uuid4(), planned_at=now())
    lines = compose(message, mail).lines.split(b"\r\n")
    told = [line for line in lines if line.startswith(b"List-")]
    assert told == [
        f"List-Unsubscribe: <{url}>".encode(),  # on one line: no reader has to unfold it
        b"List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ]
    assert urlsplit(url).scheme == "https"

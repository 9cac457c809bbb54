"""RFC 8058: a POST without cookies works at once; looking changes nothing."""

from datetime import time
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.links import Link, link_token
from practice.outbox.models import Message
from sessions.reminders.models import ReminderPlan
from tests.cast import House
from tests.practice.outbox.live import add_program, add_reminder

type Stored = tuple[bool, list[str], list[str]]


@pytest.fixture
def waiting(linden: House, nora: Client) -> None:
    """Nora has a plan, and a reminder that waits."""
    with acting(linden.boss) as boss:
        add_program(boss, nora, [time(7)])
    add_reminder(linden, nora)


def _address(purpose: str, practice: object, client: object) -> str:
    token = link_token(Link(purpose, practice, client))  # type: ignore[arg-type]
    return reverse("unsubscribe_link", kwargs={"token": token})


def _stored(house: House) -> Stored:
    with acting(house.boss) as boss:
        stopped = Client.objects.visible_to(boss).exclude(mail_stopped_at=None).exists()
        plans = ReminderPlan.objects.visible_to(boss).values_list("state", flat=True)
        messages = Message.objects.visible_to(boss).values_list("state", flat=True)
        return stopped, list(plans), list(messages)


def test_looking_changes_nothing(linden: House, nora: Client, waiting: None) -> None:
    before = _stored(linden)
    answer = Browser().get(_address("unsubscribe", linden.practice.pk, nora.pk))
    assert answer.status_code == 200
    assert b"<form" in answer.content
    assert _stored(linden) == before == (False, ["on"], ["planned"])


def test_one_click_works_at_once_and_twice(linden: House, nora: Client, waiting: None) -> None:
    address = _address("unsubscribe", linden.practice.pk, nora.pk)
    for _ in range(2):
        browser = Browser(enforce_csrf_checks=True)
        answer = browser.post(
            address,
            "List-Unsubscribe=One-Click",
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code == 200
        assert _stored(linden) == (True, ["off"], ["cancelled"])


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_broken_link_says_what_to_do(
    linden: House, nora: Client, waiting: None, method: str
) -> None:
    before = _stored(linden)
    whole = _address("unsubscribe", linden.practice.pk, nora.pk)
    wrong = _address("practice", linden.practice.pk, nora.pk)
    for address in (whole[:-9] + "/", wrong):
        answer = getattr(Browser(), method)(address)
        assert answer.status_code == 404
        assert b"/portal/reminders/" in answer.content
    assert _stored(linden) == before


def test_a_link_reaches_nobody_elses_practice(
    harbour: House, linden: House, nora: Client, waiting: None
) -> None:
    before = _stored(linden)
    for practice, client in ((harbour.practice.pk, nora.pk), (linden.practice.pk, uuid4())):
        Browser().post(_address("unsubscribe", practice, client))
    assert _stored(linden) == before

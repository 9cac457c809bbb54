"""A bounce or a complaint ends mails to that address; a forged or repeated word changes nothing."""

import json
from base64 import b64encode
from typing import Any
from uuid import uuid4

import pytest
from anymail.signals import AnymailTrackingEvent, EventType, RejectReason
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import now
from practice.outbox.addresses.models import SuppressedAddress
from practice.outbox.addresses.rules import Why
from practice.outbox.addresses.told import told
from practice.outbox.models import DeliveryAttempt, Message
from tests.cast import House

pytestmark = pytest.mark.django_db
SECRET = "supple:s3cret"
URL = "/l/mail-events/"


@pytest.fixture
def sent(settings: Any, linden: House, nora: Client) -> Message:
    """A reminder that the provider took and calls pm-1."""
    settings.SUPPLE_MAIL_PROVIDER = {
        "name": "postmark",
        "options": {"server_token": "t"},
        "webhooks": {"webhook_secret": SECRET},
    }
    with acting(linden.boss) as boss:
        mine = {"practice_id": boss.practice_id}
        message = Message(
            **mine,
            kind="practice_reminder",
            person_id=nora.pk,
            subject_id=uuid4(),
            local_date=now().date(),
            due_at=now(),
            state="sent",
            attempt=1,
        )
        message.save(force_insert=True)
        DeliveryAttempt(
            **mine, message=message, number=1, started_at=now(), ended_at=now(), provider_id="pm-1"
        ).save(force_insert=True)
    return message


def tell(secret: str = SECRET, **said: Any) -> int:
    browser = Browser(HTTP_AUTHORIZATION=f"Basic {b64encode(secret.encode()).decode()}")
    body = said.get("raw") or json.dumps(said)
    return browser.post(URL, body, content_type="application/json").status_code


def bounce(message: Message, **more: Any) -> dict[str, Any]:
    metadata = {"practice": str(message.practice_id), "mail": str(message.pk)}
    return {
        "RecordType": "Bounce",
        "Type": "HardBounce",
        "MessageID": "pm-1",
        "Email": "Nora@clients.example",
        "Details": "550 5.1.1 <nora@clients.example> unknown",
        "Metadata": metadata,
    } | more


def stands(house: House, message: Message) -> tuple[list[tuple[str, str]], str, str]:
    with acting(house.boss) as boss:
        rows = SuppressedAddress.objects.visible_to(boss).filter(lifted_at=None)
        found = Message.objects.visible_to(boss).get(pk=message.pk)
        return list(rows.values_list("address", "why")), found.state, found.reason


def test_what_came_back_fails_and_ends_the_address(linden: House, sent: Message) -> None:
    assert tell(**bounce(sent)) == 200
    rows, state, reason = stands(linden, sent)
    assert rows == [("nora@clients.example", "bounced")]
    assert (state, reason) == ("failed", "it came back: 550 5.1.1 … unknown")


@pytest.mark.parametrize("said", ["smtp;552 5.2.2 full", "550-5.7.1 not you", "550 5.1.8 from"])
def test_what_came_back_for_another_reason_fails_and_marks_nobody(
    linden: House, sent: Message, said: str
) -> None:
    assert tell(**bounce(sent, Details=said)) == 200
    assert stands(linden, sent) == ([], "failed", f"it came back: {said}")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("550 5.1.1 no such user", Why.BOUNCED),
        ("550 5.7.1 policy", None),
        ("552 mailbox full", None),
        ("", None),
    ],
)
def test_mailgun_calls_all_of_it_bounced(said: str, why: Why | None) -> None:
    event = AnymailTrackingEvent(
        event_type=EventType.BOUNCED,
        reject_reason=RejectReason.BOUNCED,
        message_id="<mg-1>",
        recipient="nora@clients.example",
        mta_response=said,
        metadata={"practice": str(uuid4()), "mail": str(uuid4())},
    )
    found = told("mailgun", event)
    assert found is not None
    assert found.why is why


def test_a_complaint_ends_the_address_and_was_sent(linden: House, sent: Message) -> None:
    more = {"RecordType": "SpamComplaint", "Type": "SpamComplaint"}
    assert tell(**bounce(sent, **more)) == 200
    rows, state, _reason = stands(linden, sent)
    assert rows == [("nora@clients.example", "complained")]
    assert state == "sent"


@pytest.mark.parametrize(
    "more",
    [
        {"Type": "SoftBounce"},
        {"Type": "Transient"},
        {"RecordType": "Delivery"},
        {"RecordType": "Open"},
        {"MessageID": "pm-2"},
        {"MessageID": None},
        {"Metadata": {}},
        {"Metadata": {"practice": "x", "mail": "y"}},
    ],
)
def test_what_is_no_bounce_of_ours_changes_nothing(
    linden: House, sent: Message, more: dict[str, Any]
) -> None:
    assert tell(**bounce(sent, **more)) == 200
    assert stands(linden, sent) == ([], "sent", "")


def test_another_practice_is_not_reached(harbour: House, linden: House, sent: Message) -> None:
    metadata = {"practice": str(harbour.practice.pk), "mail": str(sent.pk)}
    assert tell(**bounce(sent, Metadata=metadata)) == 200
    assert stands(linden, sent) == ([], "sent", "")
    with acting(harbour.boss) as boss:
        assert not SuppressedAddress.objects.visible_to(boss).exists()


@pytest.mark.parametrize("secret", ["supple:wrong", "", ":"])
def test_a_forged_word_changes_nothing(linden: House, sent: Message, secret: str) -> None:
    assert tell(secret, **bounce(sent)) == 400
    assert stands(linden, sent) == ([], "sent", "")


def test_told_twice_is_kept_once_also_after_somebody_lifted_it(
    linden: House, sent: Message
) -> None:
    tell(**bounce(sent))
    tell(**bounce(sent))
    assert len(stands(linden, sent)[0]) == 1
    with acting(linden.boss) as boss:
        SuppressedAddress.objects.visible_to(boss).update(lifted_at=now())
        Message.objects.visible_to(boss).filter(pk=sent.pk).update(state="sent", attempt=2)
    assert tell(**bounce(sent)) == 200
    assert stands(linden, sent)[:2] == ([], "sent")


def test_told_before_it_was_written_down_it_is_asked_for_again(
    linden: House, sent: Message
) -> None:
    with acting(linden.boss) as boss:
        DeliveryAttempt.objects.visible_to(boss).update(ended_at=None, provider_id="")
    assert tell(**bounce(sent)) == 503
    assert stands(linden, sent) == ([], "sent", "")


def test_nonsense_is_refused(linden: House, sent: Message) -> None:
    assert tell(raw="{") == 400
    assert tell(raw="[]") == 400
    assert stands(linden, sent) == ([], "sent", "")


@pytest.mark.parametrize("provider", [{}, {"name": "postmark", "webhooks": {"webhook_secret": ""}}])
def test_without_a_provider_or_a_secret_nothing_is_there(
    settings: Any, linden: House, sent: Message, provider: dict[str, Any]
) -> None:
    settings.SUPPLE_MAIL_PROVIDER = provider
    assert tell(**bounce(sent)) == 404
    assert Browser().get(URL).status_code == 404
    assert stands(linden, sent) == ([], "sent", "")

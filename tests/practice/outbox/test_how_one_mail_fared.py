"""The page of one mail: each attempt, when, how it ended and what the server meant, in words."""

import pytest

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import now
from practice.outbox.attempts import code_words
from practice.outbox.models import DeliveryAttempt, Message
from practice.outbox.rules import CROWD
from tests.cast import House, sign_in
from tests.practice.outbox.live import add_reminder, change


def _tried(house: House, message: Message, number: int, outcome: str, code: int | None) -> None:
    with acting(house.boss) as boss:
        DeliveryAttempt(
            practice_id=boss.practice_id,
            message=message,
            number=number,
            started_at=now(),
            outcome=outcome,
            smtp_code=code,
            detail="5.2.2 over quota" if code else "",
        ).save(force_insert=True)


def test_it_tells_each_attempt_the_newest_first(linden: House, nora: Client) -> None:
    message = add_reminder(linden, nora)
    for number, (outcome, code) in enumerate([("not_sent", None), ("refused", 552), ("", None)]):
        _tried(linden, message, number + 1, outcome, code)
    change(linden, message.pk, state="held", reason=CROWD)
    text = sign_in("owner@linden.example").get(f"/mail/{message.pk}/").content.decode()
    told = ["under way", "refused by the mail server", "did not leave"]
    assert sorted(told, key=text.index) == told
    for words in ("their mailbox is full", "552 5.2.2 over quota", "Far more mails came up"):
        assert words in text
    assert f"/mail/{message.pk}/again/" in text
    assert nora.email not in text


def test_one_that_nobody_tried_says_so(linden: House, nora: Client) -> None:
    message = add_reminder(linden, nora)
    text = sign_in("assistant@linden.example").get(f"/mail/{message.pk}/").content.decode()
    assert "Nobody has tried to send it yet." in text
    assert "/again/" not in text
    assert "/cancel/" not in text


def test_another_practice_finds_no_such_page(harbour: House, linden: House, nora: Client) -> None:
    message = add_reminder(linden, nora)
    assert sign_in("owner@harbour.example").get(f"/mail/{message.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (None, ""),
        (250, ""),
        (421, "the mail server closes just now"),
        (499, "the mail server says no for now"),
        (550, "there is no such mailbox, or it takes nothing from us"),
        (599, "the mail server says no for good"),
    ],
)
def test_a_code_is_said_in_words(code: int | None, words: str) -> None:
    assert code_words(code) == words

"""The page of mails: trouble first, another try or none by hand, only for those who may."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients.records.models import Client
from practice.core.clock import now
from practice.outbox.rules import WITH_SECRETS
from tests.cast import House, sign_in
from tests.practice.outbox.live import add_client, add_reminder, change, stored


def test_the_list_says_who_what_and_why_trouble_first(linden: House, nora: Client) -> None:
    sent = add_reminder(linden, nora, slot="0")
    unknown = add_reminder(linden, nora, slot="1", due_at=now() - timedelta(days=3))
    change(linden, sent.pk, state="sent")
    change(linden, unknown.pk, state="unknown", reason="the mail server gave no answer")
    answer = sign_in("owner@linden.example").get("/mail/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.index("unknown whether it arrived</span>") < text.index(">sent</span>")
    assert "Nora Ng" in text
    assert "the mail server gave no answer" in text
    assert nora.email not in text


def test_it_asks_the_database_little_however_long_it_is(linden: House, nora: Client) -> None:
    for number in range(10):
        add_reminder(linden, add_client(linden), slot=str(number))
    browser = sign_in("owner@linden.example")
    with CaptureQueriesContext(connection) as seen:
        browser.get("/mail/?state=trouble")
        browser.get("/mail/?page=zebra")
    assert len([q for q in seen if "SAVEPOINT" not in q["sql"]]) <= 16


@pytest.mark.parametrize("state", ["unknown", "failed", "held"])
def test_one_is_sent_again_by_hand(linden: House, nora: Client, state: str) -> None:
    message = add_reminder(linden, nora)
    change(linden, message.pk, state=state, attempt=2)
    answer = sign_in("owner@linden.example").post(f"/mail/{message.pk}/again/")
    assert answer.status_code == 302
    kept = stored(linden, message.pk)
    assert (kept.state, kept.attempt) == ("retry", 2)


@pytest.mark.parametrize("state", ["sent", "claimed", "cancelled", "planned"])
def test_what_is_on_its_way_or_done_is_not(linden: House, nora: Client, state: str) -> None:
    message = add_reminder(linden, nora)
    change(linden, message.pk, state=state)
    sign_in("owner@linden.example").post(f"/mail/{message.pk}/again/")
    assert stored(linden, message.pk).state == state


def test_one_that_waits_is_kept_back(linden: House, nora: Client) -> None:
    message = add_reminder(linden, nora)
    sign_in("owner@linden.example").post(f"/mail/{message.pk}/cancel/")
    assert stored(linden, message.pk).state == "cancelled"


@pytest.mark.parametrize("who", ["assistant@linden.example", "nora@clients.example"])
def test_who_may_not_write_changes_nothing(linden: House, nora: Client, who: str) -> None:
    message = add_reminder(linden, nora)
    change(linden, message.pk, state="unknown")
    for way in ("again", "cancel"):
        assert sign_in(who).post(f"/mail/{message.pk}/{way}/").status_code == 403
    assert stored(linden, message.pk).state == "unknown"


def test_another_practice_finds_nothing(harbour: House, linden: House, nora: Client) -> None:
    message = add_reminder(linden, nora)
    change(linden, message.pk, state="unknown")
    browser = sign_in("owner@harbour.example")
    assert "Nora" not in browser.get("/mail/").content.decode()
    assert browser.post(f"/mail/{message.pk}/again/").status_code == 404
    assert stored(linden, message.pk).state == "unknown"


@pytest.mark.parametrize("kind", sorted(WITH_SECRETS))
def test_one_whose_secret_is_wiped_is_made_anew_where_it_was_made(
    linden: House, nora: Client, kind: str
) -> None:
    message = add_reminder(linden, nora)
    change(linden, message.pk, state="failed", kind=kind)
    owner = sign_in("owner@linden.example")
    again = f"/mail/{message.pk}/again/"
    assert again not in owner.get("/mail/").content.decode()
    assert "Send a new one" in owner.post(again, follow=True).content.decode()
    assert stored(linden, message.pk).state == "failed"

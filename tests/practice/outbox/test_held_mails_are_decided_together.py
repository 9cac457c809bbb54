"""Held mails on the page of mails and on Today: how many, why, and what can be done."""

import pytest

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import now
from practice.core.models import Practice
from practice.outbox import queries
from practice.outbox.holding import Hold
from practice.outbox.models import Brake, Message
from practice.outbox.rules import CROWD, RESTORED
from tests.cast import House, sign_in
from tests.practice.outbox.live import add_reminder, change, states_of


def _held(house: House, client: Client, *slots: str) -> list[Message]:
    made = [add_reminder(house, client, slot=slot) for slot in slots]
    for message in made:
        change(house, message.pk, state="held", reason=CROWD)
    return made


def test_held_ones_are_counted_with_their_reason_and_let_go_together(
    linden: House, nora: Client
) -> None:
    _held(linden, nora, "0", "1")
    owner = sign_in("owner@linden.example")
    text = owner.get("/mail/").content.decode()
    assert "2 mails are held" in text
    assert "Far more mails came up within an hour" in text
    assert "Let all 2 go" in text
    said = owner.post("/mail/held/release/", follow=True).content.decode()
    assert "2 mails were let go" in said
    assert "mails are held" not in said
    assert states_of(linden) == {"retry": 2}


def test_none_of_the_held_is_sent(linden: House, nora: Client) -> None:
    _held(linden, nora, "0", "1")
    said = sign_in("owner@linden.example").post("/mail/held/drop/", follow=True).content.decode()
    assert "2 mails will not go out." in said
    assert states_of(linden) == {"cancelled": 2}


@pytest.mark.parametrize("way", ["release", "drop"])
@pytest.mark.parametrize("who", ["assistant@linden.example", "nora@clients.example"])
def test_who_may_not_write_decides_about_none(
    linden: House, nora: Client, who: str, way: str
) -> None:
    _held(linden, nora, "0")
    assert sign_in(who).post(f"/mail/held/{way}/").status_code == 403
    assert states_of(linden) == {"held": 1}
    if "linden" in who:
        text = sign_in(who).get("/mail/").content.decode()
        assert "1 mail is held" in text
        assert f"/mail/held/{way}/" not in text


def test_who_sees_their_own_clients_alone_decides_about_none(
    linden: House, nora: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    restored = Hold(now(), RESTORED, by_hand=False)
    monkeypatch.setattr(queries, "hold_on", lambda _brakes: restored)
    with acting(linden.boss) as boss:
        assert Practice.objects.filter(pk=boss.practice_id).update(only_own_clients=True)
    _held(linden, nora, "0")
    browser = sign_in("practitioner@linden.example")
    assert "/mail/held/release/" in sign_in("owner@linden.example").get("/mail/").content.decode()
    text = browser.get("/mail/").content.decode()
    assert "Mails are held" in text
    for way in ("release", "drop"):
        assert f"/mail/held/{way}/" not in text
        assert browser.post(f"/mail/held/{way}/").status_code == 403
    assert states_of(linden) == {"held": 1}
    with acting(linden.boss) as boss:
        assert not Brake.objects.filter(whose=boss.practice_id).exists()


def test_another_practices_are_not_touched(harbour: House, linden: House, nora: Client) -> None:
    _held(linden, nora, "0")
    for way in ("release", "drop"):
        sign_in("owner@harbour.example").post(f"/mail/held/{way}/")
    assert states_of(linden) == {"held": 1}


def test_today_says_that_mails_are_held(linden: House, nora: Client) -> None:
    _held(linden, nora, "0")
    text = sign_in("owner@linden.example").get("/").content.decode()
    assert "1 mail did not go as planned" in text
    assert "Far more mails came up within an hour" in text


def test_what_holds_everything_is_said_above_the_list(linden: House, nora: Client) -> None:
    add_reminder(linden, nora)
    with acting(linden.boss) as boss:
        Brake.objects.create(
            whose=boss.practice_id, held_since=now(), held_reason="held by hand: we move"
        )
    text = sign_in("owner@linden.example").get("/mail/").content.decode()
    assert "Mails are held" in text
    assert "held by hand: we move" in text
    assert "/mail/held/release/" not in text

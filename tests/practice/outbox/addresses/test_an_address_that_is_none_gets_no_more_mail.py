"""A server that says "there is no such address" is believed, until somebody knows better."""

from typing import Any

import pytest

from clients.records.models import Client
from practice.core.actor import acting
from practice.outbox.addresses.models import SuppressedAddress
from practice.outbox.addresses.rules import is_bad_address
from practice.outbox.sending import deciding
from practice.outbox.sending.run import send_due
from practice.outbox.services import send_again
from tests.cast import House, sign_in
from tests.practice.outbox.live import add_client, add_reminder, found_house, stored
from tests.practice.outbox.sink import Sink, answer

NO_SUCH = answer("550 5.1.1 <nora@clients.example> there is no such mailbox here")
BACK = "mails to it come back"


def kept(house: House) -> list[tuple[str, str, bool]]:
    with acting(house.boss) as boss:
        rows = SuppressedAddress.objects.visible_to(boss).order_by("since", "id")
        return [(row.address, row.why, row.lifted_at is None) for row in rows]


def refused_once(house: House, sink: Sink) -> Client:
    client = add_client(house, email="Nora@clients.example")
    add_reminder(house, client, slot="first")
    sink.at_rcpt = [NO_SUCH]
    send_due(5)
    return client


@pytest.mark.parametrize(
    ("words", "is_none"),
    [
        ("5.1.1 no such mailbox", True),
        ("5.1.2 no such domain", True),
        ("5.1.3 not an address", True),
        ("5.1.6 they have moved", True),
        ("5.1.10 the domain takes no mail", True),
        ("5.1.7 the sender is no address", False),
        ("5.1.8 the sender's domain is none", False),
        ("5.2.1 the mailbox is disabled", False),
        ("5.2.2 the mailbox is full", False),
        ("5.7.1 we do not like you", False),
        ("no such mailbox", False),
        ("4.1.1 try again", False),
    ],
)
def test_only_words_about_the_address_count(words: str, is_none: bool) -> None:
    assert is_bad_address(550, words) is is_none
    assert not is_bad_address(450, words)


def test_the_next_mail_does_not_leave_and_says_why(mill: House, sink: Sink) -> None:
    client = refused_once(mill, sink)
    assert kept(mill) == [("nora@clients.example", "bounced", True)]
    later = add_reminder(mill, client, slot="later")
    send_due(5)
    settled = stored(mill, later.pk)
    assert (settled.state, settled.reason) == ("suppressed", BACK)
    assert sink.mails == []


@pytest.mark.parametrize("words", ["550 5.7.1 not you", "552 5.2.2 full", "550 no", "450 5.1.1 no"])
def test_another_refusal_marks_nobody(mill: House, sink: Sink, words: str) -> None:
    client = add_client(mill)
    add_reminder(mill, client, slot="first")
    sink.at_rcpt = [answer(words)]
    send_due(5)
    later = add_reminder(mill, client, slot="later")
    send_due(5)
    assert kept(mill) == []
    assert stored(mill, later.pk).state == "sent"


def test_another_address_is_free(mill: House, sink: Sink) -> None:
    client = refused_once(mill, sink)
    with acting(mill.boss) as boss:
        rows = Client.objects.visible_to(boss).filter(pk=client.pk)
        rows.update(email="nora.ng@clients.example")
    add_reminder(mill, client, slot="later")
    send_due(5)
    assert [mail["To"].addresses[0].addr_spec for mail in sink.mails] == ["nora.ng@clients.example"]


def test_another_practice_finds_out_for_itself(mill: House, sink: Sink) -> None:
    refused_once(mill, sink)
    other = found_house("Other", "UTC", "other.example")
    add_reminder(other, add_client(other, email="nora@clients.example"))
    send_due(5)
    assert len(sink.mails) == 1
    assert kept(other) == []


def test_what_a_person_waits_for_goes_all_the_same(
    mill: House, sink: Sink, monkeypatch: Any
) -> None:
    client = refused_once(mill, sink)
    monkeypatch.setattr(deciding, "WAITED_FOR", frozenset({"practice_reminder"}))
    add_reminder(mill, client, slot="later")
    send_due(5)
    assert len(sink.mails) == 1


def test_a_practitioner_mails_again_and_is_told_what_stands(mill: House, sink: Sink) -> None:
    client = refused_once(mill, sink)
    browser = sign_in("practitioner@mill.example")
    listed = browser.get("/mail/addresses/").content.decode()
    assert "nora@clients.example" in listed
    assert BACK in listed
    page = browser.get(f"/clients/{client.pk}/").content.decode()
    assert "gets no mail" in page
    assert "did not go as planned" in browser.get("/").content.decode()
    with acting(mill.boss) as boss:
        [row] = SuppressedAddress.objects.visible_to(boss)
    there = f"/mail/addresses/{row.pk}/again/"
    assert sign_in("assistant@mill.example").post(there).status_code == 403
    assert kept(mill)[0][2]
    assert "go to this address again" in browser.post(there, follow=True).content.decode()
    assert kept(mill) == [("nora@clients.example", "bounced", False)]
    assert "again already" in browser.post(there, follow=True).content.decode()
    assert "gets no mail" not in browser.get(f"/clients/{client.pk}/").content.decode()
    add_reminder(mill, client, slot="later")
    send_due(5)
    assert len(sink.mails) == 1


def test_a_domain_of_other_letters_is_told_of_and_gets_none(mill: House, sink: Sink) -> None:
    """A server knows it in ASCII, the client's page as people write it."""
    client = add_client(mill, email="Nora@Müller.example")
    add_reminder(mill, client, slot="first")
    sink.at_rcpt = [answer("550 5.1.1 no such mailbox here")]
    send_due(5)
    assert kept(mill) == [("nora@müller.example", "bounced", True)]
    page = sign_in("practitioner@mill.example").get(f"/clients/{client.pk}/").content.decode()
    assert "gets no mail" in page
    later = add_reminder(mill, client, slot="later")
    send_due(5)
    assert stored(mill, later.pk).state == "suppressed"


def test_refused_again_it_is_marked_again(mill: House, sink: Sink) -> None:
    """Also where the same mail is sent once more by hand."""
    refused_once(mill, sink)
    with acting(mill.boss) as boss:
        SuppressedAddress.objects.visible_to(boss).update(lifted_at="2026-01-01T00:00Z")
        from practice.outbox.models import Message

        send_again(actor=boss, message=Message.objects.visible_to(boss).get())
    sink.at_rcpt = [NO_SUCH]
    send_due(5)
    assert [stands for _address, _why, stands in kept(mill)] == [False, True]

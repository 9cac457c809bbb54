"""Who waits comes first, pages go on where they ended, and a long thread opens like a short one."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import Http404

from clients.messages.inbox import INBOX_PAGE, inbox_of
from clients.messages.models import ClientMessage
from clients.messages.queries import thread_of
from clients.messages.rules import LONGEST, PAGE
from clients.messages.services import need_no_answer, send_message
from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import ClientData, create_client, set_client_state
from practice.core.actor import acting
from practice.core.clock import now
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements
from tests.clients.messages.conftest import Talk

pytestmark = pytest.mark.django_db


def people(house: House, number: int) -> list[Client]:
    with acting(house.boss) as boss:
        return [
            create_client(actor=boss, data=ClientData(given_name=f"P{n}", timezone="UTC"))
            for n in range(number)
        ]


def told(house: House) -> list[tuple[str, bool, int]]:
    with acting(house.boss) as boss:
        found = inbox_of(boss).lines
        return [(line.name, line.waits_since is not None, line.new) for line in found]


def test_the_longest_waiting_first_then_the_newest(talk: Talk) -> None:
    house = talk.house
    one, two, three = people(house, 3)
    for client, by_client in ((one, True), (two, False), (three, True), (talk.nora, False)):
        actor = house.as_client(client) if by_client else house.boss
        with acting(actor):
            send_message(actor=actor, client=client, said="Hello.")
    assert told(house) == [
        ("P0", True, 1),
        ("P2", True, 1),
        ("Nora Ng", False, 0),
        ("P1", False, 0),
    ]
    with acting(house.boss) as boss:
        need_no_answer(actor=boss, client_id=one.pk)
        set_client_state(actor=boss, client=three, state=ClientState.ARCHIVED)
    assert told(house) == [("Nora Ng", False, 0), ("P1", False, 0), ("P0", False, 1)]
    page = sign_in("owner@linden.example").get("/messages/").content.decode()
    assert page.index("Nora Ng") < page.index(">P1<")
    today = sign_in("owner@linden.example").get("/").content.decode()
    assert "waits for an answer" not in today  # one was settled, the other is archived


def test_pages_go_on_where_they_ended(linden: House) -> None:
    clients = people(linden, INBOX_PAGE + 5)
    for number, client in enumerate(clients):
        actor = linden.as_client(client) if number < INBOX_PAGE + 2 else linden.boss
        with acting(actor):
            send_message(actor=actor, client=client, said="Hello.")
    seen: list[str] = []
    with acting(linden.boss) as boss:
        after = ""
        while True:
            found = inbox_of(boss, after=after)
            seen += [line.name for line in found.lines]
            after = found.after
            if not after:
                break
        for wrong in ("x", "waits|now|1", f"all|2026-01-01T00:00:00+00:00|{uuid4()}"):
            with pytest.raises(Http404):
                inbox_of(boss, after=wrong)
    waiting = [f"P{n}" for n in range(INBOX_PAGE + 2)]
    assert seen == [*waiting, *(f"P{n}" for n in reversed(range(INBOX_PAGE + 2, INBOX_PAGE + 5)))]


def fill(talk: Talk, number: int, said: str = "Slowly.") -> None:
    """Many messages of the practice, one a second."""
    with acting(talk.ours) as ours:
        ClientMessage._base_manager.bulk_create(
            ClientMessage(
                practice_id=ours.practice_id,
                client=talk.nora,
                said=f"{said} {n}"[-LONGEST:],
                author=talk.house.practitioner,
                sent_at=now() - timedelta(seconds=number - n),
            )
            for n in range(number)
        )


def test_a_long_thread_takes_few_statements_and_shows_the_newest(talk: Talk) -> None:
    fill(talk, 1_000)
    for who, path in (
        ("nora@clients.example", "/portal/messages/"),
        ("owner@linden.example", f"/clients/{talk.nora.pk}/messages/"),
        ("owner@linden.example", "/messages/"),
    ):
        browser = sign_in(who)
        browser.get(path)
        with statements() as seen:
            answer = browser.get(path)
        assert answer.status_code == 200
        assert len(seen) <= 8, "\n".join(seen)
    page = sign_in("nora@clients.example").get("/portal/messages/").content.decode()
    assert page.count("<article") == PAGE
    assert "Slowly. 999<" in page


def test_what_was_earlier_is_one_link_away_to_the_very_first(talk: Talk) -> None:
    fill(talk, PAGE + 7)
    browser = sign_in("nora@clients.example")
    page = browser.get("/portal/messages/").content.decode()
    before = page.partition("?before=")[2].partition('"')[0]
    page = browser.get(f"/portal/messages/?before={before}").content.decode()
    assert page.count("<article") == 7
    assert "Slowly. 0<" in page
    assert "?before=" not in page
    assert "<textarea" not in page
    assert browser.get(f"/portal/messages/?before={uuid4()}").status_code == 200


def test_long_messages_make_shorter_pages_and_none_is_skipped(talk: Talk) -> None:
    fill(talk, 9, "x" * LONGEST)
    with acting(talk.hers) as hers:
        before, seen = "", 0
        while True:
            thread = thread_of(hers, talk.nora.pk, "Nora", before=before)
            assert sum(len(one.message.said) for one in thread.shown) <= 2 * LONGEST
            seen += len(thread.shown)
            if thread.earlier is None:
                break
            before = str(thread.earlier)
    assert seen == 9
    page = sign_in("nora@clients.example").get("/portal/messages/").content
    assert len(page) < 40_000


def test_reading_a_page_leaves_what_it_does_not_show_unread(talk: Talk) -> None:
    fill(talk, 3, "x" * LONGEST)
    assert talk.read(talk.hers) == 1
    assert talk.read(talk.hers) == 0
    with acting(talk.house.boss) as boss:
        rows = ClientMessage.objects.visible_to(boss).filter(read_at=None)
        assert rows.count() == 2


def test_the_portals_home_says_when_one_is_new(talk: Talk) -> None:
    hers = sign_in("nora@clients.example")
    assert "Write to us" in hers.get("/portal/").content.decode()
    talk.write(talk.ours)
    assert "A new message" in hers.get("/portal/").content.decode()
    talk.read(talk.hers)
    assert "A new message" not in hers.get("/portal/").content.decode()


def test_the_page_says_whom_to_call_and_how_soon(talk: Talk) -> None:
    practice = talk.house.practice
    practice.contact_phone, practice.answers_within = "+1 505 555 0100", "Within two days."
    with acting(talk.house.boss):
        practice.save(update_fields=["contact_phone", "answers_within"])
    page = sign_in("nora@clients.example").get("/portal/messages/").content.decode()
    for words in ("Nothing urgent here", "tel:+1 505 555 0100", "Within two days.", "emergency"):
        assert words in page
    assert page.index("tel:") < page.index("<textarea")

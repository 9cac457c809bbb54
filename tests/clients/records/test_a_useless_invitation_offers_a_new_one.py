"""An invitation that no longer opens says so, and lets its bearer ask for another, once."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser

from clients.records.emails import render_invitation
from clients.records.models import Client, Invitation
from clients.records.queries import asking_again
from clients.records.rules import ClientState
from clients.records.services import (
    ClientData,
    create_client,
    invite,
    set_client_state,
    withdraw_invitation,
)
from practice.core.actor import Actor, enter_as
from practice.core.clock import now
from practice.outbox.models import Message
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db
ASK = {"again": "1"}


@pytest.fixture
def lena(as_linden: Actor) -> Client:
    """A client of Linden who was never here."""
    data = ClientData(given_name="Lena", family_name="Lund", email="lena@clients.example")
    return create_client(actor=as_linden, data=data)


@pytest.fixture
def link(as_linden: Actor, lena: Client) -> str:
    """The path that the mail carries."""
    invitation = invite(actor=as_linden, client=lena)
    message = Message.objects.visible_to(as_linden).get(subject_id=invitation.pk)
    text = render_invitation(as_linden, message).text
    return "/l/invitation/" + text.split("/l/invitation/")[1].split()[0]


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def rows(actor: Actor) -> list[dict[str, Any]]:
    enter_as(actor)
    found: Any = Invitation.objects.visible_to(actor).order_by("id").values()
    return list(found)


@pytest.mark.parametrize("how", ["expired", "withdrawn"])
def test_it_says_so_and_asking_reaches_today(
    as_linden: Actor, lena: Client, link: str, how: str
) -> None:
    later = now() + timedelta(hours=73 if how == "expired" else 0)
    if how == "withdrawn":
        withdraw_invitation(actor=as_linden, client=lena)
    with time_machine.travel(later, tick=False):
        browser = Browser()
        page = browser.get(link)
        assert page.status_code == 410
        says = "is out of date" if how == "expired" else "no longer works"
        assert says in words(page)
        assert "Ask Linden Somatics for a new one" in words(page)
        before = rows(as_linden)
        browser.get(link)
        assert rows(as_linden) == before  # looking changes nothing
        asked = browser.post(link, ASK, follow=True)
        assert "sees that you ask for a new one" in words(asked)
        assert "lena" not in words(asked).casefold()
        for email in ("practitioner@linden.example", "assistant@linden.example"):
            assert "asks for a new invitation" in words(sign_in(email).get("/"))
        first = rows(as_linden)
        assert [row["asked_again_at"] for row in first] == [later]
        browser.post(link, ASK)
        assert rows(as_linden) == first


def test_two_old_links_are_one_request_and_a_new_invitation_settles_it(
    as_linden: Actor, lena: Client, link: str
) -> None:
    old = Invitation.objects.visible_to(as_linden).get()
    invite(actor=as_linden, client=lena)
    withdraw_invitation(actor=as_linden, client=lena)
    newer = Invitation.objects.visible_to(as_linden).exclude(pk=old.pk).get()
    newer.asked_again_at = now()
    newer.save(update_fields=["asked_again_at"])
    Browser().post(link, ASK)
    enter_as(as_linden)
    assert [one.pk for one in asking_again(as_linden)] == [newer.pk]
    invite(actor=as_linden, client=lena)
    assert list(asking_again(as_linden)) == []
    assert "asks for a new invitation" not in words(sign_in("owner@linden.example").get("/"))


def test_an_open_or_unknown_link_asks_for_nothing(
    as_linden: Actor, lena: Client, link: str
) -> None:
    before = rows(as_linden)
    assert "for a new one</button>" not in words(Browser().get(link))
    strange = link[:-12] + "AAAAAAAAAAA/"
    answer = Browser().post(strange, ASK)
    assert answer.status_code == 404
    assert "for a new one</button>" not in words(answer)
    assert rows(as_linden) == before


def test_of_somebody_archived_the_answer_is_the_same_and_nothing_waits(
    as_linden: Actor, lena: Client, link: str
) -> None:
    set_client_state(actor=as_linden, client=lena, state=ClientState.ARCHIVED)
    asked = Browser().post(link, ASK, follow=True)
    assert "sees that you ask for a new one" in words(asked)
    enter_as(as_linden)
    assert list(asking_again(as_linden)) == []


def test_another_practice_sees_none_of_it(
    harbour: House, as_linden: Actor, lena: Client, link: str
) -> None:
    withdraw_invitation(actor=as_linden, client=lena)
    Browser().post(link, ASK)
    assert "asks for a new" not in words(sign_in("owner@harbour.example").get("/"))
    trainee = words(sign_in("trainee@linden.example").get("/"))
    assert "asks for a new" not in trainee

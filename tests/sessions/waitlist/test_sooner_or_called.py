"""Who takes something sooner may give the later one back; who wants no mails is called."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.mail_wishes.rules import MailKind
from clients.records.models import Client
from clients.records.services import ClientData, create_client
from practice.core.actor import acting
from sessions.appointments.services.moving import MoveData, move_appointment
from sessions.reminders.services import change_wishes
from tests.booking import at
from tests.cast import sign_in
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.waitlist.offering import gets_free, live, looks, mails, offers, waits
from tests.sessions.waitlist.test_an_offer_is_answered import BOOK, body, link


@pytest.fixture
def olga(desk: Desk) -> Client:
    with acting(desk.house.boss) as boss:
        return create_client(actor=boss, data=ClientData(given_name="Olga"))


def test_who_turns_them_off_on_their_page_of_mails_is_called(
    desk: Desk, olga: Client, clock: Any
) -> None:
    """As by the mail's link, while the mail has not left."""
    made = desk.book(10, whose=olga)
    waits(desk, desk.nora)
    gets_free(desk, clock, made)
    looks()
    assert [one.to_be_called for one in offers(desk)] == [False]
    with acting(desk.hers) as hers:
        change_wishes(actor=hers, client_id=desk.nora.pk, wanted={MailKind.OFFER: False})
    assert [one.state for one in mails(desk)] == ["cancelled"]
    assert [one.to_be_called for one in offers(desk)] == [True]


@pytest.fixture
def sooner(desk: Desk, olga: Client, clock: Any) -> Any:
    """Nora has a lesson in two weeks, waits for something sooner, and is offered it."""
    had = desk.book(15, day=DAY + timedelta(days=14), actor=desk.hers)
    made = desk.book(10, whose=olga)
    waits(desk, desk.nora)
    gets_free(desk, clock, made)
    looks()
    return had


@pytest.mark.parametrize("way", ["the mail's link", "their pages"])
def test_the_later_one_is_given_back_only_with_a_tick(desk: Desk, sooner: Any, way: str) -> None:
    if way == "their pages":
        browser, there = sign_in("nora@clients.example"), "/portal/appointments/"
        send = reverse("portal_offer", args=[offers(desk)[0].pk])
    else:
        browser, there, send = Browser(), link(desk), link(desk)
    shown = body(browser.get(there))
    assert "Give back the later one, Thursday 17 December 2026, 15:00, if you book this" in shown
    assert 'name="give_back" value="1">' in shown  # and not ticked
    browser.post(send, BOOK | {"give_back": "1"})
    assert live(desk) == [("Nora", at(DAY, 10))]
    assert desk.again(sooner).state == "cancelled"


def test_each_of_both_can_be_taken_back(desk: Desk, sooner: Any) -> None:
    browser = sign_in("nora@clients.example")
    send = reverse("portal_offer", args=[offers(desk)[0].pk])
    shown = body(browser.post(send, BOOK | {"give_back": "1"}, follow=True))
    assert "Given back: " in shown
    undo = reverse("portal_appointment_undo", args=[sooner.pk])
    assert undo in shown
    browser.post(undo)
    assert live(desk) == [("Nora", at(DAY, 10)), ("Nora", sooner.starts_at)]


def test_without_the_tick_the_later_one_stays(desk: Desk, sooner: Any) -> None:
    Browser().post(link(desk), BOOK)
    assert live(desk) == [("Nora", at(DAY, 10)), ("Nora", sooner.starts_at)]
    assert "What you had booked before stays" in body(Browser().get(link(desk)))


def test_what_was_lost_gives_nothing_back(desk: Desk, sooner: Any) -> None:
    desk.book(10, whose=desk.nell)
    Browser().post(link(desk), BOOK | {"give_back": "1"})
    assert desk.again(sooner).state == "booked"


def test_that_it_would_be_late_is_said_and_one_that_is_sooner_is_kept(
    desk: Desk, sooner: Any
) -> None:
    with acting(desk.house.boss):
        row = desk.again(sooner)
        row.policy["cancellation_hours"] = 24 * 60
        type(row)._base_manager.filter(pk=row.pk).update(policy=row.policy)
    assert "it counts as cancelled late" in body(Browser().get(link(desk)))
    there = MoveData(
        starts_at=at(DAY - timedelta(days=7), 10),
        practitioner_id=desk.house.practitioner.pk,
        place=desk.place,
    )
    with acting(desk.ours) as ours:
        move_appointment(actor=ours, appointment_id=sooner.pk, data=there, anyway=True)
    assert "Give back" not in body(Browser().get(link(desk)))
    Browser().post(link(desk), BOOK | {"give_back": "1"})
    assert desk.again(sooner).state == "booked"

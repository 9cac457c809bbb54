"""The practice sees what was offered, offers by hand, answers for who was called, takes back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from practice.core.actor import NotAllowed, acting
from practice.core.errors import DomainError
from sessions.waitlist.models import WaitlistWish
from sessions.waitlist.offers.services import withdraw_offer
from sessions.waitlist.offers.services.by_hand import offer_by_hand
from sessions.waitlist.services import leave
from tests.booking import at
from tests.cast import sign_in
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.waitlist.offering import ANY_DAY, live, looks, mails, offers, told, waits

LIST = "/calendar/waiting/"


@pytest.fixture
def wish(desk: Desk) -> WaitlistWish:
    return waits(desk, desk.nora)


@pytest.fixture
def staff(desk: Desk) -> Browser:
    return sign_in("practitioner@linden.example")


def body(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def by_hand(desk: Desk, wish: WaitlistWish, hour: int = 9, **more: Any) -> Any:
    actor = more.pop("actor", desk.ours)
    there: dict[str, Any] = {
        "practitioner_id": desk.house.practitioner.pk,
        "place": desk.place,
        "starts_at": at(DAY, hour),
        **more,
    }
    with acting(actor):
        return offer_by_hand(actor=actor, wish_id=wish.pk, **there)


def start(desk: Desk, hour: int) -> dict[str, str]:
    return {"start": f"{at(DAY, hour).isoformat()}|{desk.place.pk}"}


def test_one_of_the_free_times_is_offered(desk: Desk, wish: WaitlistWish, staff: Browser) -> None:
    desk.book(10, whose=desk.nell)
    there = f"{reverse('wish_offer', args=[wish.pk])}?from={DAY}"
    page = body(staff.get(there))
    assert start(desk, 8)["start"] in page
    assert start(desk, 10)["start"] not in page
    assert staff.post(there, start(desk, 10)).status_code == 422
    assert "Offered to Nora Ng: Thursday, 3 December, 08:00." in body(
        staff.post(there, start(desk, 8), follow=True)
    )
    (offer,) = offers(desk)
    assert (offer.made_by_id, offer.freed_id) == (desk.house.practitioner.pk, None)
    assert len(mails(desk)) == 1
    page = body(staff.get(LIST))
    assert "offered by Practitioner" in page
    assert "until Monday, 23 November, 15:00" in page  # by the practice's clock
    again = staff.post(there, start(desk, 8))
    assert again.status_code == 422
    assert "They have an offer before them already." in body(again)
    assert (len(offers(desk)), len(mails(desk))) == (1, 1)
    assert [who for who, _at in live(desk)] == ["Nell"]


def test_what_does_not_suit_is_not_among_them(desk: Desk, staff: Browser) -> None:
    wish = waits(desk, desk.nora, data=replace(ANY_DAY, parts=["afternoon"]))
    page = body(staff.get(f"{reverse('wish_offer', args=[wish.pk])}?from={DAY}"))
    assert start(desk, 13)["start"] in page
    assert start(desk, 9)["start"] not in page


def test_what_is_refused_by_hand(desk: Desk, wish: WaitlistWish, clock: Any) -> None:
    taken = desk.book(9, whose=desk.nell)
    with pytest.raises(DomainError, match="not free any more"):
        by_hand(desk, wish)
    with pytest.raises(DomainError, match="no time to answer"):
        by_hand(desk, wish, starts_at=taken.starts_at - timedelta(days=10))
    with pytest.raises(NotAllowed):
        by_hand(desk, wish, 12, actor=desk.hers)
    with acting(desk.hers) as hers:
        leave(actor=hers, wish_id=wish.pk)
    with pytest.raises(DomainError, match="They wait no more"):
        by_hand(desk, wish, 12)
    assert offers(desk) == []


def test_by_hand_nobody_has_two_offers_before_them(desk: Desk, wish: WaitlistWish) -> None:
    other = waits(desk, desk.nora, code="first_lesson")
    by_hand(desk, wish)
    with pytest.raises(DomainError, match="They have an offer before them already"):
        by_hand(desk, other, 12)
    assert (len(offers(desk)), len(mails(desk))) == (1, 1)


def test_who_was_called_is_answered_for(desk: Desk, staff: Browser) -> None:
    wish = waits(desk, desk.nell)
    assert by_hand(desk, wish).to_be_called
    page = body(staff.get(LIST))
    assert "to be called" in page
    (offer,) = offers(desk)
    step = reverse("offer_step", args=[offer.pk])
    assert staff.get(step).status_code == 405
    assert "Booked for Nell: Thursday, 3 December, 09:00." in body(
        staff.post(step, {"verb": "book"}, follow=True)
    )
    assert live(desk) == [("Nell", at(DAY, 9))]
    assert "It is booked already." in body(staff.post(step, {"verb": "decline"}, follow=True))
    assert told(desk) == [("Nell", "taken", "")]


def test_declined_for_them_and_taken_back(desk: Desk, wish: WaitlistWish, staff: Browser) -> None:
    first = by_hand(desk, wish)
    step = reverse("offer_step", args=[first.pk])
    assert "Nora Ng goes on waiting." in body(staff.post(step, {"verb": "decline"}, follow=True))
    second = by_hand(desk, wish, 12)
    step = reverse("offer_step", args=[second.pk])
    assert "The offer is taken back." in body(staff.post(step, {"verb": "withdraw"}, follow=True))
    assert [(state, why) for _who, state, why in told(desk)] == [
        ("declined", ""),
        ("withdrawn", "by_practice"),
    ]
    assert [one.settled_by_id for one in offers(desk)] == [desk.house.practitioner.pk] * 2
    assert [one.state for one in mails(desk)] == ["cancelled", "cancelled"]
    looks()
    assert live(desk) == []


def test_a_client_takes_none_back(desk: Desk, wish: WaitlistWish) -> None:
    offer = by_hand(desk, wish)
    with acting(desk.hers) as hers, pytest.raises(NotAllowed):
        withdraw_offer(actor=hers, offer_id=offer.pk)


def test_the_list_is_narrowed_by_place_and_day(desk: Desk, staff: Browser) -> None:
    waits(desk, desk.nora, data=replace(ANY_DAY, weekdays=[0]))
    waits(desk, desk.nell, data=replace(ANY_DAY, place_ids=[desk.place.pk]))
    page = body(staff.get(f"{LIST}?day={DAY}"))  # a Thursday
    assert "Nell" in page
    assert "Nora Ng" not in page
    page = body(staff.get(f"{LIST}?where={desk.place.pk}"))
    assert "Nell" in page
    assert "Nora Ng" in page
    for odd in ("?day=2026-02-31", "?day=x&where=y"):
        assert "Nora Ng" in body(staff.get(f"{LIST}{odd}"))


def test_a_clients_page_says_that_they_wait_and_home_that_something_is_offered(
    desk: Desk, wish: WaitlistWish, staff: Browser
) -> None:
    theirs = reverse("client_page", args=[desk.nora.pk])
    assert "Waits for Lesson since" in body(staff.get(theirs))
    phone = sign_in("nora@clients.example")
    assert "Time got free for you" not in body(phone.get("/portal/"))
    by_hand(desk, wish)
    assert "Time got free for you" in body(phone.get("/portal/"))

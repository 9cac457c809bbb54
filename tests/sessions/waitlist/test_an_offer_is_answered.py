"""An offer is looked at without a login, booked or declined by a press, and answered once."""

from datetime import time, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import ClientData, create_client, set_client_state
from practice.core.actor import acting
from practice.core.errors import DomainError, ReadOnly
from practice.core.links import Link, link_token
from practice.outbox.models import Message
from sessions.appointments.services import JustTaken, cancel, undo
from sessions.appointments.services.moving import MoveData, move_appointment
from sessions.hours.models import Service, WeeklyHours
from sessions.waitlist.models import WaitlistOffer, WaitlistWish
from sessions.waitlist.offers import portal
from sessions.waitlist.offers.services import (
    OfferClosed,
    decline_offer,
    take_offer,
    withdraw_offer,
)
from sessions.waitlist.services import leave
from tests.booking import at
from tests.cast import sign_in
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.waitlist.offering import (
    gets_free,
    live,
    looks,
    mail,
    mails,
    offers,
    to_all,
    told,
    waits,
)

BOOK, DECLINE = {"verb": "book"}, {"verb": "decline"}


@pytest.fixture
def offer(desk: Desk, clock: Any) -> WaitlistOffer:
    """Nora and Nell are offered ten o'clock, which Olga gave up."""
    to_all(desk)
    with acting(desk.house.boss) as boss:
        olga = create_client(actor=boss, data=ClientData(given_name="Olga"))
    made = desk.book(10, whose=olga)
    waits(desk, desk.nora)
    clock.shift(timedelta(minutes=1))
    waits(desk, desk.nell)
    gets_free(desk, clock, made)
    looks()
    return offers(desk)[0]


def link(desk: Desk) -> str:
    """The address in Nora's mail."""
    return reverse("offer_link", args=[link_token(linked(desk))])


def linked(desk: Desk) -> Link:
    return Link("offer", desk.house.practice.pk, offers(desk)[0].pk)


def body(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def wishes(desk: Desk) -> list[tuple[str, str]]:
    with acting(desk.house.boss) as boss:
        rows = WaitlistWish.objects.visible_to(boss).order_by("made_at")
        return list(rows.values_list("client__given_name", "ended_why"))


def test_looking_changes_nothing_and_names_nobody(desk: Desk, offer: WaitlistOffer) -> None:
    before = (desk.stored(), told(desk))
    for _scanner in range(3):
        answer = Browser().get(link(desk))
        assert answer.status_code == 200
        assert Browser().head(link(desk)).status_code == 200
    page = body(answer)
    assert "Thursday 3 December 2026, 10:00" in page
    assert "Book it" in page
    assert not any(word in page for word in ("Nora", "Nell", "Lesson"))
    assert (desk.stored(), told(desk)) == before
    written = mail(desk, mails(desk)[0])
    assert urlsplit(next(w for w in written.text.split() if "/l/offer/" in w)).path == link(desk)
    assert not any(word in written.text for word in ("Lesson", "Nell", "Olga"))


def test_a_press_books_ends_the_wish_and_takes_back_what_others_have(
    desk: Desk, offer: WaitlistOffer, clock: Any
) -> None:
    answer = Browser().post(link(desk), BOOK, follow=True)
    assert "It is booked" in body(answer)
    assert live(desk) == [("Nora", offer.starts_at)]
    assert told(desk) == [("Nora", "taken", ""), ("Nell", "offered", "")]
    assert wishes(desk) == [("Nora", ""), ("Nell", "")]  # that can still be taken back
    again = Browser().post(link(desk), BOOK, follow=True)
    assert (again.status_code, "It is booked" in body(again)) == (200, True)
    assert len(live(desk)) == 1
    clock.shift(timedelta(minutes=4))
    looks()
    assert told(desk) == [("Nora", "taken", ""), ("Nell", "withdrawn", "filled")]
    assert wishes(desk) == [("Nora", "booked"), ("Nell", "")]
    with acting(desk.house.boss) as boss:
        kinds = Message.objects.visible_to(boss).filter(person_id=desk.nora.pk)
        assert sorted(kinds.values_list("kind", flat=True)) == [
            "appointment_by_client",
            "appointment_reminder",
            "appointment_reminder",
            "appointment_word",
            "waitlist_offer",
        ]


def test_taken_back_within_its_minutes_the_others_still_have_theirs(
    desk: Desk, offer: WaitlistOffer, clock: Any
) -> None:
    with acting(desk.hers) as hers:
        made = take_offer(actor=hers, offer_id=offer.pk)
        undo(actor=hers, appointment_id=made.pk)
    clock.shift(timedelta(minutes=4))
    looks()
    assert told(desk) == [("Nora", "taken", ""), ("Nell", "offered", "")]
    assert wishes(desk) == [("Nora", ""), ("Nell", "")]


def test_what_was_booked_by_it_and_cancelled_is_not_booked(
    desk: Desk, offer: WaitlistOffer, clock: Any
) -> None:
    with acting(desk.hers) as hers:
        made = take_offer(actor=hers, offer_id=offer.pk)
    clock.shift(timedelta(minutes=4))
    looks()
    with acting(desk.ours) as ours:
        cancel(actor=ours, appointment_id=made.pk, why="practice")
    for answer in (Browser().get(link(desk)), Browser().post(link(desk), BOOK, follow=True)):
        assert answer.status_code == 410
        page = body(answer)
        assert "That appointment was cancelled" in page
        assert not any(word in page for word in ("It is booked", "seeing you", "stay on the list"))


def test_what_was_booked_by_it_and_taken_back_leaves_them_on_the_list(
    desk: Desk, offer: WaitlistOffer
) -> None:
    with acting(desk.hers) as hers:
        made = take_offer(actor=hers, offer_id=offer.pk)
        undo(actor=hers, appointment_id=made.pk)
    page = body(Browser().get(link(desk)))
    assert "That appointment was cancelled" in page
    assert "You stay on the list." in page


def test_what_was_booked_by_it_and_moved_says_the_new_time(
    desk: Desk, offer: WaitlistOffer, clock: Any
) -> None:
    with acting(desk.hers) as hers:
        made = take_offer(actor=hers, offer_id=offer.pk)
    there = MoveData(starts_at=at(DAY, 15), practitioner_id=made.practitioner_id, place=desk.place)
    with acting(desk.ours) as ours:
        move_appointment(actor=ours, appointment_id=made.pk, data=there)
    answer = Browser().get(link(desk))
    assert answer.status_code == 200
    assert "It was moved" in body(answer)
    assert "Thursday 3 December 2026, 15:00–16:00" in body(answer)
    assert "10:00" not in body(answer)
    clock.move_to(at(DAY, 15))
    answer = Browser().get(link(desk))
    assert answer.status_code == 410
    assert "This time has passed" in body(answer)
    assert "seeing you" not in body(answer)


def test_whoever_is_second_is_told_what_is_free_and_goes_on_waiting(
    desk: Desk, offer: WaitlistOffer
) -> None:
    nells = offers(desk)[1]
    with acting(desk.ours) as ours:
        take_offer(actor=ours, offer_id=nells.pk)
    before = desk.stored()
    for answer in (Browser().post(link(desk), BOOK), Browser().get(link(desk))):
        assert answer.status_code == 410
        assert "Just taken" in body(answer)
        assert "Free nearby" in body(answer)
        assert "Thursday, 3 December, 11:30" in body(answer)
    assert desk.stored() == before
    assert wishes(desk)[0] == ("Nora", "")


def test_declined_the_next_time_is_told_again(desk: Desk, offer: WaitlistOffer) -> None:
    answer = Browser().post(link(desk), DECLINE, follow=True)
    assert answer.status_code == 410
    assert "You said no to this one" in body(answer)
    (row, _nells) = offers(desk)
    assert (row.state, row.settled_by_id, row.guardian_id) == ("declined", None, None)
    assert wishes(desk)[0] == ("Nora", "")
    assert "You said no to this one" in body(Browser().post(link(desk), BOOK, follow=True))
    assert live(desk) == []


def test_too_late(desk: Desk, offer: WaitlistOffer, clock: Any) -> None:
    there = link(desk)
    clock.move_to(offer.until)
    answer = Browser().post(there, BOOK, follow=True)
    assert "The time to answer is over" in body(answer)
    looks()
    assert "The time to answer is over" in body(Browser().get(there))
    assert live(desk) == []


def test_whoever_booked_that_time_otherwise_reads_that_it_is_booked(
    desk: Desk, offer: WaitlistOffer
) -> None:
    desk.book(10)
    for answer in (Browser().get(link(desk)), Browser().post(link(desk), BOOK)):
        assert answer.status_code == 200
        assert "It is booked" in body(answer)
        assert "Just taken" not in body(answer)


@pytest.mark.parametrize("waits_on", [True, False])
def test_nothing_is_said_that_is_not_known(
    desk: Desk, offer: WaitlistOffer, clock: Any, waits_on: bool
) -> None:
    there = link(desk)
    clock.move_to(offer.until)
    looks()
    if not waits_on:
        with acting(desk.hers) as hers:
            leave(actor=hers, wish_id=offer.wish_id)
    page = body(Browser().get(there))
    assert "The time to answer is over" in page
    assert "somebody else" not in page
    assert ("You stay on the list." in page) is waits_on


def test_what_refuses_a_press_is_read(
    desk: Desk, offer: WaitlistOffer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(**_told: Any) -> None:
        raise DomainError("Only so many at a time.")

    monkeypatch.setattr(portal, "take_offer", refuses)
    answer = Browser().post(link(desk), BOOK)
    assert answer.status_code == 422
    assert "Only so many at a time." in body(answer)
    assert "Not this one" in body(answer)


def _archived(desk: Desk) -> None:
    with acting(desk.house.boss) as boss:
        nora = Client.objects.visible_to(boss).get(pk=desk.nora.pk)
        set_client_state(actor=boss, client=nora, state=ClientState.ARCHIVED)


def _retired(desk: Desk) -> None:
    with acting(desk.house.boss) as boss:
        Service.objects.visible_to(boss).update(is_client_bookable=False)


def _left(desk: Desk) -> None:
    noras = offers(desk)[0]
    with acting(desk.hers) as hers:
        leave(actor=hers, wish_id=noras.wish_id)


def _taken_back(desk: Desk) -> None:
    noras = offers(desk)[0]
    with acting(desk.ours) as ours:
        withdraw_offer(actor=ours, offer_id=noras.pk)


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (_archived, "Your work with us has ended for now"),
        (_retired, "Just taken"),
        (_left, "You do not wait for it any more."),
        (_taken_back, "The practice took it back."),
    ],
)
def test_what_happened_meanwhile_is_said_and_nothing_is_booked(
    desk: Desk, offer: WaitlistOffer, happens: Any, said: str
) -> None:
    there = link(desk)
    happens(desk)
    before = desk.stored()
    answer = Browser().post(there, BOOK, follow=True)
    assert said in body(answer)
    assert answer.status_code == 410
    assert desk.stored() == before
    with acting(desk.hers) as hers, pytest.raises((OfferClosed, ReadOnly)):
        take_offer(actor=hers, offer_id=offer.pk)
    looks()
    assert desk.stored() == before


def test_links_that_are_none(desk: Desk, offer: WaitlistOffer) -> None:
    there = link(desk)
    practice = desk.house.practice.pk
    for bad in (
        there[:-3] + "/",
        f"/l/offer/{link_token(Link('practice', practice, offer.pk))}/",
        f"/l/offer/{link_token(Link('offer', practice, desk.nora.pk))}/",
    ):
        for answer in (Browser().get(bad), Browser().post(bad, BOOK)):
            assert answer.status_code == 404
    assert Browser().post(there, {"verb": "else"}).status_code == 302
    assert [state for _who, state, _why in told(desk)] == ["offered", "offered"]


def test_these_mails_are_turned_off_by_one_press(desk: Desk, offer: WaitlistOffer) -> None:
    stop = urlsplit(mail(desk, mails(desk)[0]).unsubscribe_url).path
    assert Browser().get(stop).status_code == 200
    assert mails(desk)[0].state == "planned"
    for _again in range(2):
        assert "These mails are off" in body(Browser().post(stop))
    assert mails(desk)[0].state == "cancelled"


@pytest.mark.parametrize("is_sent", [True, False])
def test_mails_turned_off_before_one_left_leave_somebody_to_call(
    desk: Desk, offer: WaitlistOffer, is_sent: bool
) -> None:
    (message,) = mails(desk)
    stop = urlsplit(mail(desk, message).unsubscribe_url).path
    if is_sent:
        with acting(desk.house.boss) as boss:
            Message.objects.visible_to(boss).filter(pk=message.pk).update(state="sent")
    Browser().post(stop)
    assert offers(desk)[0].to_be_called is not is_sent


def test_in_the_portal(desk: Desk, offer: WaitlistOffer) -> None:
    phone = sign_in("nora@clients.example")
    there = reverse("portal_offer", args=[offer.pk])
    page = body(phone.get("/portal/appointments/"))
    assert "Time got free for you" in page
    assert there in page
    assert phone.get(there).status_code == 405
    assert phone.post(reverse("portal_offer", args=[offers(desk)[1].pk]), BOOK).status_code == 404
    page = body(phone.post(there, BOOK, follow=True))
    assert "Booked: Thursday, 3 December, 10:00." in page
    assert live(desk) == [("Nora", offer.starts_at)]
    page = body(phone.post(there, DECLINE, follow=True))
    assert "It is booked already." in page
    assert "Time got free for you" not in page


def test_declined_in_the_portal(desk: Desk, offer: WaitlistOffer) -> None:
    phone = sign_in("nora@clients.example")
    page = body(phone.post(reverse("portal_offer", args=[offer.pk]), DECLINE, follow=True))
    assert "You go on waiting." in page
    assert told(desk)[0] == ("Nora", "declined", "")


def test_the_practice_answers_for_who_was_called(desk: Desk, offer: WaitlistOffer) -> None:
    nells = offers(desk)[1]
    with acting(desk.ours) as ours:
        decline_offer(actor=ours, offer_id=nells.pk)
    assert offers(desk)[1].settled_by_id == desk.house.practitioner.pk
    with acting(desk.ours) as ours, pytest.raises(OfferClosed):
        take_offer(actor=ours, offer_id=nells.pk)


def test_the_practice_books_no_more_than_a_client_could(desk: Desk, offer: WaitlistOffer) -> None:
    made = desk.book(10, 30, whose=desk.nell)
    with acting(desk.ours) as ours, pytest.raises(JustTaken):
        take_offer(actor=ours, offer_id=offer.pk)
    with acting(desk.ours) as ours:
        cancel(actor=ours, appointment_id=made.pk, why="work")
    with acting(desk.house.boss):
        hours = WeeklyHours._base_manager.filter(practitioner=desk.house.practitioner)
        hours.update(begins=time(11))
    with acting(desk.ours) as ours, pytest.raises(JustTaken):
        take_offer(actor=ours, offer_id=offer.pk)
    with acting(desk.house.boss):
        hours.update(begins=time(8))
    with acting(desk.ours) as ours:
        take_offer(actor=ours, offer_id=offer.pk)
    assert live(desk) == [("Nora", offer.starts_at)]

"""Time that got free is offered to whom it suits, in order or to all, and to nobody twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from clients.mail_wishes.rules import MailKind
from clients.mail_wishes.services import say_wish
from clients.records.models import Client
from clients.records.services import ClientData, create_client
from practice.core.actor import acting
from practice.core.models import Membership
from practice.outbox.kinds import NotWanted
from sessions.appointments.services import cancel, move_appointment, undo
from sessions.appointments.services.moving import MoveData
from sessions.hours.models import Service, WeeklyHours
from sessions.waitlist.models import FreedTime, WaitlistOffer
from sessions.waitlist.offers import queries
from sessions.waitlist.offers.rules import awake_from, is_too_short, stands_until
from sessions.waitlist.offers.services import offering
from sessions.waitlist.services import leave, take_off
from tests.booking import at
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.waitlist.offering import (
    ANY_DAY,
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

DENVER = "America/Denver"


@pytest.fixture
def olga(desk: Desk) -> Client:
    """Whose lesson at ten gets free."""
    return another(desk, "Olga")


def another(desk: Desk, name: str) -> Client:

    with acting(desk.house.boss) as boss:
        return create_client(actor=boss, data=ClientData(given_name=name))


def test_the_first_in_order_whom_it_suits_has_one_offer_and_one_mail(
    desk: Desk, olga: Client, clock: Any
) -> None:
    made = desk.book(10, whose=olga)
    evenings = replace(ANY_DAY, parts=["evening"])
    waits(desk, desk.nell, data=evenings)
    clock.shift(timedelta(minutes=1))
    waits(desk, desk.nora)
    clock.shift(timedelta(minutes=1))
    waits(desk, another(desk, "Petra"))
    gets_free(desk, clock, made)
    looks()
    looks()
    (offer,) = offers(desk)
    assert (offer.client.given_name, offer.state, offer.starts_at) == (
        "Nora",
        "offered",
        made.starts_at,
    )
    assert (offer.practitioner_id, offer.place_id) == (made.practitioner_id, made.place_id)
    assert not offer.to_be_called
    (message,) = mails(desk)
    written = mail(desk, message)
    assert written.to_address == "nora@clients.example"
    assert "/l/offer/" in written.text
    assert "/l/offers-off/" in written.unsubscribe_url
    assert "Thursday 3 December 2026, 10:00" in written.text
    assert live(desk) == []  # nothing is booked by it


def test_nothing_is_offered_while_the_step_can_be_taken_back(
    desk: Desk, olga: Client, clock: Any
) -> None:
    made = desk.book(10, whose=olga)
    waits(desk, desk.nora)
    clock.shift(timedelta(minutes=10))
    with acting(desk.ours) as ours:
        cancel(actor=ours, appointment_id=made.pk, why="work")
    clock.shift(timedelta(minutes=2))
    looks()
    assert offers(desk) == []
    with acting(desk.ours) as ours:
        undo(actor=ours, appointment_id=made.pk)
    clock.shift(timedelta(minutes=10))
    looks()
    assert offers(desk) == []


def test_time_that_was_moved_away_from_is_offered(desk: Desk, olga: Client, clock: Any) -> None:
    made = desk.book(10, whose=olga)
    waits(desk, desk.nora)
    clock.shift(timedelta(minutes=4))
    with acting(desk.ours) as ours:
        data = MoveData(
            starts_at=at(DAY, 15), practitioner_id=made.practitioner_id, place=desk.place
        )
        move_appointment(actor=ours, appointment_id=made.pk, data=data)
    clock.shift(timedelta(minutes=4))
    looks()
    assert [(one.client.given_name, one.starts_at) for one in offers(desk)] == [
        ("Nora", at(DAY, 10))
    ]


def test_the_next_is_asked_when_its_time_is_over(desk: Desk, olga: Client, clock: Any) -> None:
    made = desk.book(10, whose=olga)
    waits(desk, desk.nora)
    clock.shift(timedelta(minutes=1))
    waits(desk, desk.nell)
    gets_free(desk, clock, made)
    looks()
    (first,) = offers(desk)
    assert first.until == first.made_at + timedelta(hours=4)
    clock.move_to(first.until - timedelta(seconds=1))
    looks()
    assert told(desk) == [("Nora", "offered", "")]
    clock.move_to(first.until)
    looks()
    assert told(desk) == [("Nora", "expired", ""), ("Nell", "offered", "")]
    clock.move_to(offers(desk)[1].until)
    looks()
    looks()
    assert [state for _who, state, _why in told(desk)] == ["expired", "expired"]
    with acting(desk.house.boss) as boss:
        assert FreedTime.objects.visible_to(boss).get().over_at is not None


def test_to_all_at_once(desk: Desk, olga: Client, clock: Any) -> None:
    to_all(desk)
    made = desk.book(10, whose=olga)
    waits(desk, desk.nora)
    clock.shift(timedelta(minutes=1))
    waits(desk, desk.nell)
    gets_free(desk, clock, made)
    looks()
    looks()
    assert told(desk) == [("Nora", "offered", ""), ("Nell", "offered", "")]
    assert [one.to_be_called for one in offers(desk)] == [False, True]  # Nell has no address
    assert len(mails(desk)) == 1


UNFIT: dict[str, Callable[[Desk], Any]] = {
    "another day": lambda desk: waits(desk, desk.nora, data=replace(ANY_DAY, weekdays=[4])),
    "later": lambda desk: waits(
        desk, desk.nora, data=replace(ANY_DAY, first_day=DAY + timedelta(days=1))
    ),
    "earlier": lambda desk: waits(
        desk, desk.nora, data=replace(ANY_DAY, last_day=DAY - timedelta(days=1))
    ),
    "somebody else": lambda desk: waits(
        desk, desk.nora, data=replace(ANY_DAY, practitioner_id=desk.house.owner.pk)
    ),
    "evenings": lambda desk: waits(desk, desk.nora, data=replace(ANY_DAY, parts=["evening"])),
    "sooner": lambda desk: (desk.book(8), waits(desk, desk.nora)),
}


@pytest.mark.parametrize("why", UNFIT)
def test_whom_it_does_not_suit_is_not_asked(desk: Desk, olga: Client, clock: Any, why: str) -> None:
    made = desk.book(10, whose=olga)
    UNFIT[why](desk)
    gets_free(desk, clock, made)
    looks()
    assert offers(desk) == []


def _too_near(desk: Desk) -> None:
    with acting(desk.house.boss):
        rows = Service._base_manager.filter(practice_id=desk.house.practice.pk)
        rows.update(lead_hours=24 * 20)


def _too_far(desk: Desk) -> None:
    with acting(desk.house.boss):
        rows = Service._base_manager.filter(practice_id=desk.house.practice.pk)
        rows.update(ahead_days=7)


def _filled(desk: Desk) -> None:
    desk.book(10, 30, whose=another(desk, "Quentin"))


def _busy_themselves(desk: Desk) -> None:
    desk.book(10, member=desk.house.owner, anyway=True, code="first_lesson")


def _no_hours(desk: Desk) -> None:
    with acting(desk.house.boss):
        WeeklyHours._base_manager.filter(practitioner=desk.house.practitioner).delete()


@pytest.mark.parametrize("happens", [_too_near, _too_far, _filled, _busy_themselves, _no_hours])
def test_what_a_client_could_not_book_is_not_offered(
    desk: Desk, olga: Client, clock: Any, happens: Callable[[Desk], None]
) -> None:
    made = desk.book(10, whose=olga)
    waits(desk, desk.nora)
    with acting(desk.ours) as ours:
        cancel(actor=ours, appointment_id=made.pk, why="work")
    happens(desk)
    clock.shift(timedelta(minutes=4))
    looks()
    assert offers(desk) == []


def test_who_gave_it_up_is_not_asked(desk: Desk, clock: Any) -> None:
    made = desk.book(10)
    clock.shift(timedelta(minutes=4))
    waits(desk, desk.nora)
    gets_free(desk, clock, made)
    looks()
    assert offers(desk) == []


def test_who_began_to_wait_later_sees_it_in_the_portal(
    desk: Desk, olga: Client, clock: Any
) -> None:
    made = desk.book(10, whose=olga)
    waits(desk, desk.nell, data=replace(ANY_DAY, weekdays=[4]))  # so that the worker looks
    gets_free(desk, clock, made)
    looks()
    waits(desk, desk.nora)
    looks()
    assert offers(desk) == []


def test_nobody_has_two_offers_before_them(desk: Desk, olga: Client, clock: Any) -> None:
    first = desk.book(10, whose=olga)
    second = desk.book(14, whose=another(desk, "Petra"))
    waits(desk, desk.nora)
    gets_free(desk, clock, first)
    looks()
    gets_free(desk, clock, second)
    looks()
    assert len(offers(desk)) == 1
    clock.move_to(offers(desk)[0].until)
    looks()
    assert [(one.state, one.starts_at) for one in offers(desk)] == [
        ("expired", first.starts_at),
        ("offered", second.starts_at),
    ]


def test_the_database_keeps_one_open_offer_a_wish_and_one_a_freed_time(
    desk: Desk, olga: Client, clock: Any
) -> None:
    made = desk.book(10, whose=olga)
    waits(desk, desk.nora)
    gets_free(desk, clock, made)
    looks()
    (offer,) = offers(desk)
    with acting(desk.house.boss) as boss:
        whole = WaitlistOffer.objects.visible_to(boss).values().get()
        left = {"id", "freed_id", "state", "settled_at"}
        kept = {name: value for name, value in whole.items() if name not in left}
        settled = {"state": "declined", "settled_at": offer.made_at, "freed_id": offer.freed_id}
        for changed in ({}, settled):
            twin = WaitlistOffer(**kept, **changed)
            with pytest.raises(IntegrityError), transaction.atomic():
                twin.save(force_insert=True)


def test_no_mail_goes_to_who_wants_none_and_the_practice_calls(
    desk: Desk, olga: Client, clock: Any
) -> None:
    with acting(desk.hers) as hers:
        say_wish(actor=hers, client_id=desk.nora.pk, about=MailKind.OFFER, wanted=False)
    made = desk.book(10, whose=olga)
    waits(desk, desk.nora)
    gets_free(desk, clock, made)
    looks()
    assert mails(desk) == []
    assert [one.to_be_called for one in offers(desk)] == [True]


def test_a_mail_that_waits_is_judged_as_it_leaves(desk: Desk, olga: Client, clock: Any) -> None:
    made = desk.book(10, whose=olga)
    wish = waits(desk, desk.nora)
    gets_free(desk, clock, made)
    looks()
    (message,) = mails(desk)
    with acting(desk.hers) as hers:
        leave(actor=hers, wish_id=wish.pk)
    assert told(desk) == [("Nora", "withdrawn", "ended")]
    with pytest.raises(NotWanted):
        mail(desk, message)


def test_by_night_the_mail_and_the_time_wait(desk: Desk, olga: Client, clock: Any) -> None:
    made = desk.book(10, whose=olga)
    waits(desk, desk.nora)
    clock.move_to(datetime(2026, 11, 25, 5, tzinfo=UTC))  # ten in the evening in Denver
    gets_free(desk, clock, made)
    looks()
    (offer,), (message,) = offers(desk), mails(desk)
    morning = at(datetime(2026, 11, 25, tzinfo=UTC).date(), 8)
    assert message.due_at == morning
    assert offer.until == morning + timedelta(hours=4)


def test_an_offer_ends_before_no_client_books_it_any_more(
    desk: Desk, olga: Client, clock: Any
) -> None:
    made = desk.book(10, whose=olga)
    waits(desk, desk.nora)
    clock.move_to(made.starts_at - timedelta(hours=25))
    gets_free(desk, clock, made)
    looks()
    assert [one.until for one in offers(desk)] == [made.starts_at - timedelta(hours=24)]


def test_what_settles_an_offer_by_itself(desk: Desk, olga: Client, clock: Any) -> None:
    made = desk.book(10, whose=olga)
    waits(desk, desk.nora)
    gets_free(desk, clock, made)
    looks()
    desk.book(10, whose=another(desk, "Rosa"))
    looks()
    assert told(desk) == [("Nora", "offered", "")]  # that can still be taken back
    clock.shift(timedelta(minutes=4))
    looks()
    assert told(desk) == [("Nora", "withdrawn", "filled")]


def test_what_was_moved_there_settles_nothing_while_it_can_be_taken_back(
    desk: Desk, olga: Client, clock: Any
) -> None:
    made, other = desk.book(10, whose=olga), desk.book(14, whose=another(desk, "Rosa"))
    waits(desk, desk.nora)
    gets_free(desk, clock, made)
    looks()
    there = MoveData(starts_at=at(DAY, 10), practitioner_id=made.practitioner_id, place=desk.place)
    for _time in range(2):
        with acting(desk.ours) as ours:
            move_appointment(actor=ours, appointment_id=other.pk, data=there)
        clock.shift(timedelta(minutes=2))
        looks()
        assert told(desk) == [("Nora", "offered", "")]
        if not _time:
            with acting(desk.ours) as ours:
                undo(actor=ours, appointment_id=other.pk)
    clock.shift(timedelta(minutes=2))
    looks()
    assert told(desk)[0] == ("Nora", "withdrawn", "filled")  # two o'clock she is offered then


def test_what_is_filled_for_a_moment_is_offered_once_it_is_free_again(
    desk: Desk, olga: Client, clock: Any
) -> None:
    made = desk.book(10, whose=olga)
    waits(desk, desk.nora)
    gets_free(desk, clock, made)
    other = desk.book(10, whose=another(desk, "Rosa"))
    looks()
    assert offers(desk) == []
    with acting(desk.ours) as ours:
        undo(actor=ours, appointment_id=other.pk)
    looks()
    assert told(desk) == [("Nora", "offered", "")]


@pytest.mark.parametrize("why", UNFIT)
def test_many_whom_it_does_not_suit_stand_before_nobody(
    desk: Desk, olga: Client, clock: Any, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "AT_ONCE", 1)
    made = desk.book(10, whose=olga)
    UNFIT[why](desk)
    clock.shift(timedelta(minutes=4))
    waits(desk, desk.nell)
    gets_free(desk, clock, made)
    looks()
    assert told(desk) == [("Nell", "offered", "")]


def test_who_was_called_and_booked_has_taken_it(desk: Desk, olga: Client, clock: Any) -> None:
    made = desk.book(10, whose=olga)
    waits(desk, desk.nell)
    gets_free(desk, clock, made)
    looks()
    booked = desk.book(10, whose=desk.nell)
    clock.shift(timedelta(minutes=4))
    looks()
    (offer,) = offers(desk)
    assert (offer.state, offer.appointment_id) == ("taken", booked.pk)


def test_who_leaves_the_practice_offers_nothing(desk: Desk, olga: Client, clock: Any) -> None:
    made = desk.book(10, whose=olga)
    waits(desk, desk.nora)
    gets_free(desk, clock, made)
    with acting(desk.house.boss) as boss:
        Membership.objects.visible_to(boss).filter(pk=made.practitioner_id).update(is_active=False)
    looks()
    assert offers(desk) == []


def test_taken_off_the_list_an_offer_is_taken_back(desk: Desk, olga: Client, clock: Any) -> None:
    made = desk.book(10, whose=olga)
    wish = waits(desk, desk.nora)
    gets_free(desk, clock, made)
    looks()
    with acting(desk.ours) as ours:
        take_off(actor=ours, wish_id=wish.pk, words="Called.")
    assert told(desk) == [("Nora", "withdrawn", "ended")]


def test_how_long_an_offer_stands() -> None:
    noon = datetime(2026, 11, 25, 19, tzinfo=UTC)  # in Denver
    far = noon + timedelta(days=9)
    assert stands_until(noon, 4, DENVER, far) == noon + timedelta(hours=4)
    # until nine in the evening are nine hours; the tenth is the first of the next morning
    assert stands_until(noon, 10, DENVER, far) == noon + timedelta(hours=21)
    assert stands_until(noon, 48, DENVER, far) > noon + timedelta(days=3)
    assert stands_until(noon, 10, DENVER, noon + timedelta(hours=2)) == noon + timedelta(hours=2)
    night = noon + timedelta(hours=10)
    assert awake_from(night, DENVER) == noon + timedelta(hours=20)
    assert is_too_short(night, noon + timedelta(hours=20), DENVER)
    assert not is_too_short(night, noon + timedelta(hours=21), DENVER)
    # a night in which the clocks go back is an hour longer
    autumn = datetime(2026, 10, 31, 19, tzinfo=UTC)  # one in the afternoon
    assert stands_until(autumn, 9, DENVER, far) == autumn + timedelta(hours=9 + 12)


@pytest.mark.parametrize("all_at_once", [True, False])
def test_who_waits_for_two_services_is_asked_once(
    desk: Desk, olga: Client, clock: Any, all_at_once: bool
) -> None:
    if all_at_once:
        to_all(desk)
    made = desk.book(10, whose=olga, code="first_lesson")
    waits(desk, desk.nora)
    clock.shift(timedelta(minutes=1))
    waits(desk, desk.nora, code="first_lesson")
    gets_free(desk, clock, made)
    looks()
    looks()
    assert told(desk) == [("Nora", "offered", "")]
    assert len(mails(desk)) == 1
    clock.move_to(offers(desk)[0].until)
    looks()
    looks()
    assert told(desk) == [("Nora", "expired", "")]  # the same stretch is not offered twice


def test_an_offer_of_another_service_counts_too(desk: Desk, olga: Client, clock: Any) -> None:
    first = desk.book(10, whose=olga)
    second = desk.book(14, whose=another(desk, "Petra"), code="first_lesson")
    waits(desk, desk.nora, data=replace(ANY_DAY, parts=["morning"]))
    waits(desk, desk.nora, code="first_lesson", data=replace(ANY_DAY, parts=["afternoon"]))
    gets_free(desk, clock, first)
    looks()
    gets_free(desk, clock, second)
    looks()
    assert len(offers(desk)) == 1


def test_no_start_is_looked_for_while_somebody_has_another_offer(
    desk: Desk, olga: Client, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = desk.book(10, whose=olga)
    second = desk.book(14, whose=another(desk, "Petra"))
    waits(desk, desk.nora)
    gets_free(desk, clock, first)
    looks()
    gets_free(desk, clock, second)
    monkeypatch.setattr(offering, "start_within", lambda *_told: pytest.fail("looked"))
    looks()
    assert len(offers(desk)) == 1


def test_what_the_practice_cannot_keep_is_offered_to_nobody(
    desk: Desk, olga: Client, clock: Any
) -> None:
    made = desk.book(10, whose=olga)
    waits(desk, desk.nora)
    gets_free(desk, clock, made, why="practice")
    looks()
    assert offers(desk) == []
    with acting(desk.house.boss) as boss:
        assert not FreedTime.objects.visible_to(boss).exists()

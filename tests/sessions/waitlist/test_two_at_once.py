"""Two workers, or two clients, at the same moment: nobody is offered or booked twice."""

from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connection

from clients.records.services import ClientData, create_client
from practice.core.actor import acting, system_actor
from sessions.appointments.services import JustTaken
from sessions.waitlist.offers.services import offer_freed, take_offer
from sessions.waitlist.offers.services.by_hand import offer_by_hand
from tests.booking import at
from tests.conftest import admin_connection
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.waitlist.offering import gets_free, live, looks, mails, offers, to_all, waits

pytestmark = pytest.mark.django_db(transaction=True)
WAIT = 10


def meanwhile(act: Callable[[], Any], said: list[Any]) -> Thread:
    """Run it beside, and go on once it waits for the other or is done."""

    def run() -> None:
        try:
            said.append(act())
        except JustTaken as error:
            said.append(error)
        finally:
            connection.close()

    name = str(connection.settings_dict["NAME"])
    beside = Thread(target=run)
    beside.start()
    deadline = monotonic() + WAIT
    with admin_connection(name) as admin:
        while beside.is_alive():
            row = admin.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            ).fetchone()
            if row and row[0]:
                break
            assert monotonic() < deadline
            sleep(0.02)
    return beside


@pytest.fixture
def freed(desk: Desk, clock: Any) -> Desk:
    """Olga gave up ten o'clock; Nora waits, then Nell."""
    with acting(desk.house.boss) as boss:
        olga = create_client(actor=boss, data=ClientData(given_name="Olga"))
    made = desk.book(10, whose=olga)
    waits(desk, desk.nora)
    clock.shift(timedelta(minutes=1))
    waits(desk, desk.nell)
    gets_free(desk, clock, made)
    return desk


def test_two_workers_offer_once(freed: Desk) -> None:
    system = system_actor(freed.house.practice.pk)
    said: list[Any] = []

    def beside() -> int:
        with acting(system) as actor:
            return offer_freed(actor=actor)

    with acting(system) as actor:
        assert offer_freed(actor=actor) == 1
        other = meanwhile(beside, said)
    other.join(WAIT)
    assert said == [0]
    assert [one.client.given_name for one in offers(freed)] == ["Nora"]
    assert len(mails(freed)) == 1


def test_two_clients_book_once(freed: Desk) -> None:
    to_all(freed)
    looks()
    first, second = offers(freed)
    said: list[Any] = []

    def beside() -> Any:
        with acting(freed.house.as_client(freed.nell)) as actor:
            return take_offer(actor=actor, offer_id=second.pk)

    with acting(freed.hers) as actor:
        take_offer(actor=actor, offer_id=first.pk)
        other = meanwhile(beside, said)
    other.join(WAIT)
    assert isinstance(said[0], JustTaken)
    assert live(freed) == [("Nora", first.starts_at)]
    assert [one.state for one in offers(freed)] == ["taken", "offered"]


def test_by_hand_and_by_the_worker_somebody_is_asked_once(freed: Desk) -> None:
    wish = waits(freed, freed.nora, code="first_lesson")
    system = system_actor(freed.house.practice.pk)
    said: list[Any] = []

    def beside() -> int:
        with acting(system) as actor:
            return offer_freed(actor=actor)

    with acting(freed.ours) as ours:
        offer_by_hand(
            actor=ours,
            wish_id=wish.pk,
            practitioner_id=freed.house.practitioner.pk,
            starts_at=at(DAY, 14),
            place=freed.place,
        )
        other = meanwhile(beside, said)
    other.join(WAIT)
    assert said == [1]
    assert sorted(one.client.given_name for one in offers(freed)) == ["Nell", "Nora"]

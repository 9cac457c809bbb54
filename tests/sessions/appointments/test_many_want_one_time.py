"""Many want the same time at the same moment: one has it, everybody else is told in words."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from threading import Barrier, Event, Thread
from time import sleep
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection

from clients.records.models import Client
from practice.core.actor import Actor, acting
from practice.core.errors import DomainError
from practice.core.models import Membership
from sessions.appointments import services
from sessions.appointments.models import Appointment, AppointmentChange
from sessions.appointments.queries.offers import Wanted, nearest_free
from sessions.appointments.rules import Why
from sessions.appointments.series import moving
from sessions.appointments.series.moves import SeriesMoveData
from sessions.appointments.series.moving import move_series
from sessions.appointments.series.services import SeriesData, book_series
from sessions.appointments.services import JustTaken, standing, taking
from sessions.appointments.services.moving import MoveData
from sessions.hours.models import Service
from tests.booking import at, booked, service_of, works
from tests.cast import House
from tests.practice.outbox.live import add_client, found_house
from tests.sessions.appointments.conftest import DAY, NOON

SLOTS, EACH = 5, 20
WAIT = 120


@pytest.fixture
def mill(transactional_db: None) -> House:
    """A practice whose rows are committed."""
    return found_house("Mill Somatics", "America/Denver", "mill.example")


def at_once(acts: list[Callable[[], Any]]) -> Counter[str]:
    """Run all at the same moment; how each ended."""
    ended: Counter[str] = Counter()
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> None:
        barrier.wait(WAIT)
        try:
            act()
            ended["booked"] += 1
        except DomainError as error:
            ended["told" if "taken" in str(error.message) else str(error)] += 1
        except Exception as error:
            ended[repr(error)] += 1
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    assert not any(thread.is_alive() for thread in threads), "they wait for each other"
    return ended


def overlaps(house: House) -> int:
    """Pairs that the constraints should never let in."""
    with acting(house.boss), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM care_sessions_appointment a JOIN care_sessions_appointment b"
            " ON a.id < b.id AND a.state = 'booked' AND b.state = 'booked'"
            " AND (a.practitioner_id = b.practitioner_id OR a.client_id = b.client_id)"
            " AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at"
        )
        return int(cursor.fetchone()[0])


def test_exactly_one_of_twenty_has_each_of_five(mill: House) -> None:
    works(mill, mill.practitioner)
    people = [add_client(mill, f"Client {number}") for number in range(EACH)]
    with time_machine.travel(NOON, tick=True):
        for slot in range(SLOTS):
            start = at(DAY + timedelta(days=slot), 10)
            acts = [_booking(mill, client, start, overlap=n % 3) for n, client in enumerate(people)]
            assert at_once(acts) == {"booked": 1, "told": EACH - 1}
    assert overlaps(mill) == 0
    with acting(mill.boss) as boss:
        assert Appointment.objects.visible_to(boss).count() == SLOTS
        assert AppointmentChange.objects.visible_to(boss).count() == SLOTS


def _booking(house: House, client: Client, start: Any, overlap: int) -> Callable[[], Any]:
    """The same time, or a quarter of an hour later."""
    there = start + timedelta(minutes=15 * overlap)
    actor = house.actor(house.practitioner)
    return lambda: booked(actor, client, house.practitioner, there, anyway=True)


def test_two_that_change_places_end_well(mill: House) -> None:
    """Each waits for what the other holds: the database ends it, and one is told in words."""
    works(mill, mill.practitioner)
    place = works(mill, mill.owner)
    first, second = add_client(mill, "Ada"), add_client(mill, "Bo")
    with time_machine.travel(NOON, tick=True):
        start = at(DAY, 10)
        one = booked(mill.boss, first, mill.practitioner, start)
        two = booked(mill.boss, second, mill.owner, start)

        def moving(which: Appointment, member: Any) -> Callable[[], Any]:
            def act() -> None:
                data = MoveData(starts_at=start, practitioner_id=member.pk, place=place)
                with acting(mill.boss) as boss:
                    services.move_appointment(actor=boss, appointment_id=which.pk, data=data)

            return act

        ended = at_once([moving(one, mill.owner), moving(two, mill.practitioner)])
    assert set(ended) <= {"booked", "told"}
    assert overlaps(mill) == 0


def test_whoever_lost_it_holds_nobody_while_they_look(
    mill: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others who want time of the same person do not wait for that."""
    works(mill, mill.practitioner)
    first, second = add_client(mill, "Ada"), add_client(mill, "Bo")
    look, held = nearest_free, list[Any]()

    def looking(actor: Actor, wanted: Wanted) -> list[Any]:
        with ThreadPoolExecutor(1) as pool:
            held.append(pool.submit(_is_held, mill).result(WAIT))
        return look(actor, wanted)

    monkeypatch.setattr(taking, "nearest_free", looking)
    with time_machine.travel(NOON, tick=True):
        booked(mill.boss, first, mill.practitioner, at(DAY, 10))
        with pytest.raises(JustTaken) as told:
            booked(mill.boss, second, mill.practitioner, at(DAY, 10))
    assert len(told.value.nearest) == 3
    assert held == [False]


def _is_held(house: House) -> bool:
    try:
        with acting(house.boss) as boss:
            hers = Membership.objects.visible_to(boss).filter(pk=house.practitioner.pk)
            hers.select_for_update(nowait=True).get()
    except OperationalError:
        return True
    finally:
        connection.close()
    return False


@pytest.mark.parametrize(("minutes", "waits"), [(70, False), (60, True), (0, True)])
def test_only_who_touches_the_same_time_waits(mill: House, minutes: int, waits: bool) -> None:
    """Of one practitioner: while a booking from five past ten to five past eleven is still open, a
    quarter past eleven is booked at once; five past eleven waits, since it begins in a quarter of
    an hour that the first one touches."""
    works(mill, mill.practitioner)
    with acting(mill.boss):
        Service._base_manager.filter(built_in_code="lesson").update(buffer_after_minutes=0)
    first, second = add_client(mill, "Ada"), add_client(mill, "Bo")
    with time_machine.travel(NOON, tick=True):
        start = at(DAY, 10, 5)
        later = start + timedelta(minutes=minutes)
        with acting(mill.boss), ThreadPoolExecutor(1) as pool:
            booked(mill.boss, first, mill.practitioner, start)
            ended = pool.submit(at_once, [_impatient(mill, second, later)])
            if not waits:
                assert ended.result(WAIT) == {"booked": 1}
        if waits:
            assert ["lock timeout" in word for word in ended.result(WAIT)] == [True]
    assert overlaps(mill) == 0


def _impatient(house: House, client: Client, start: Any) -> Callable[[], Any]:
    def book() -> None:
        with acting(house.boss) as boss, connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '500ms'")
            booked(boss, client, house.practitioner, start, anyway=True)

    return book


def test_what_takes_more_waits_for_every_booking(mill: House) -> None:
    """A series, a class or a move holds who gives it, and so does a colleague's leaving."""
    works(mill, mill.practitioner)
    client = add_client(mill, "Ada")

    def hold() -> None:
        with acting(mill.boss) as boss, connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '500ms'")
            taking.hold_practitioner(boss, mill.practitioner.pk)

    with time_machine.travel(NOON, tick=True):
        with acting(mill.boss), ThreadPoolExecutor(1) as pool:
            booked(mill.boss, client, mill.practitioner, at(DAY, 10))
            (ended,) = pool.submit(at_once, [hold]).result(WAIT)
        assert "lock timeout" in ended


class Crossing:
    """Somebody else holds the practitioner, and wants the rows that whoever comes has held by the
    time they wait for the practitioner: the database ends whoever waited first."""

    def __init__(self, house: House, rows: list[Appointment]) -> None:
        self.house, self.rows = house, rows
        self.waits, self.holds = Event(), Event()
        self.hold = taking.hold_practitioner

    def coming(self, actor: Actor, practitioner_id: Any) -> Any:
        """Instead of `hold_practitioner`: its rows are held by now."""
        self.waits.set()
        return self.hold(actor, practitioner_id)

    def other(self) -> None:
        with acting(self.house.boss) as boss:
            self.hold(boss, self.house.practitioner.pk)
            self.holds.set()
            assert self.waits.wait(WAIT)
            sleep(0.3)  # it waits by now; PostgreSQL looks for a circle after a second
            rows = Appointment.objects.visible_to(boss).filter(pk__in=[r.pk for r in self.rows])
            list(rows.select_for_update(no_key=True).values_list("pk"))

    def ended(self, act: Callable[[], Any]) -> Counter[str]:
        def after() -> None:
            assert self.holds.wait(WAIT)
            act()

        return at_once([self.other, after])


def test_taking_back_while_another_has_the_person_ends_in_words(
    mill: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    works(mill, mill.practitioner)
    client = add_client(mill, "Ada")
    with time_machine.travel(NOON, tick=True):
        one = booked(mill.boss, client, mill.practitioner, at(DAY, 10))
        with acting(mill.boss) as boss:
            services.cancel(actor=boss, appointment_id=one.pk, why=Why.OTHER.value)

        def undo() -> None:
            with acting(mill.boss) as boss:
                services.undo(actor=boss, appointment_id=one.pk)

        crossing = Crossing(mill, [one])
        monkeypatch.setattr(standing, "hold_practitioner", crossing.coming)
        assert crossing.ended(undo) == {"booked": 1, "told": 1}
        with acting(mill.boss) as boss:
            assert Appointment.objects.visible_to(boss).get().state == "cancelled"


def test_a_series_that_moves_while_another_has_the_person_ends_in_words(
    mill: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = works(mill, mill.practitioner)
    client = add_client(mill, "Ada")
    told: dict[str, Any] = {"practitioner_id": mill.practitioner.pk, "place": place}
    with time_machine.travel(NOON, tick=True):
        with acting(mill.boss) as boss:
            asked: dict[str, Any] = {"first": DAY, "clock": time(10), "every_weeks": 1, "times": 3}
            data = SeriesData(service=service_of(boss), **asked, **told)
            made = book_series(actor=boss, client=client, data=data)

        def move() -> None:
            there = SeriesMoveData(day=DAY, clock=time(14), **told)
            with acting(mill.boss) as boss:
                move_series(actor=boss, appointment_id=made[0].pk, scope="all", data=there)

        crossing = Crossing(mill, made)
        monkeypatch.setattr(moving, "hold_practitioner", crossing.coming)
        assert crossing.ended(move) == {"booked": 1, "told": 1}
        with acting(mill.boss) as boss:
            rows = Appointment.objects.visible_to(boss)
            assert set(rows.values_list("local_time", flat=True)) == {time(10)}

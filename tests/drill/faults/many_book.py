"""Fifty people press the same free hour at the same moment, twenty hours long: one has each, and
everybody else reads that it was taken, and what is free nearby."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from functools import partial
from http import HTTPStatus
from threading import Barrier

from django.db import connection, transaction
from django.urls import reverse

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import today_in
from sessions.appointments.models import Appointment
from sessions.appointments.queries.choices import bookable
from sessions.appointments.rules import instant_of
from tests.api.calling import token_for
from tests.booking import works
from tests.cast import House
from tests.drill.faults.stage import Stage, owner_of, signed_in
from tests.drill.figures import Figure, exactly
from tests.practice.outbox.live import add_client

SLOTS, EACH, ROUNDS = 20, 50, 5
FIRST_DAY = 10  # days ahead
OVERLAPS = """SELECT count(*) FROM care_sessions_appointment a JOIN care_sessions_appointment b
    ON a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
    AND (a.practitioner_id = b.practitioner_id OR a.client_id = b.client_id)"""
type Press = Callable[[date, time, Client], str]  # how it ended: "booked", "told", or a status


def run(stage: Stage) -> Iterator[Figure]:
    """Book every hour fifty times at once, in five rounds, by the form and by the API in turn;
    count answers and rows."""
    house = stage.found_house("many book")
    place = works(house, house.practitioner)
    people = [add_client(house, f"Client {number}") for number in range(EACH)]
    with acting(house.boss) as boss:
        lesson = next(one for one in bookable(boss) if one.kind == "lesson")
    what = {
        "service": str(lesson.pk),
        "practitioner": str(house.practitioner.pk),
        "place": str(place.pk),
    }
    ways = (_by_form(stage, house, what), _by_api(stage, house, what, place.timezone))
    ended: Counter[str] = Counter()
    with ThreadPoolExecutor(EACH) as pool:
        for number in range(ROUNDS):
            for slot in range(SLOTS):
                day = today_in(house.practice.timezone) + timedelta(days=FIRST_DAY + slot)
                press = partial(ways[number % 2], day, time(8 + 2 * number))
                ended += _at_once(pool, people, press)
    yield exactly("many book: booked", ended.pop("booked", 0), ROUNDS * SLOTS)
    yield exactly("many book: told in words", ended.pop("told", 0), ROUNDS * SLOTS * (EACH - 1))
    yield exactly("many book: other answers", ", ".join(sorted(ended)), "")
    stored, overlaps = _stored(house)
    yield exactly("many book: appointments stored", stored, ROUNDS * SLOTS)
    yield exactly("many book: overlaps", overlaps, 0)


def _by_form(stage: Stage, house: House, what: dict[str, str]) -> Press:
    """As the owner presses it on the page."""
    headers = signed_in(owner_of(house))
    path = reverse("appointment_new")

    def press(day: date, clock: time, client: Client) -> str:
        when = {"day": day.isoformat(), "time": f"{clock:%H:%M}", "anyway": "1"}
        answer = stage.ask(path, headers, what | when | {"client": str(client.pk)})
        if answer.status == HTTPStatus.FOUND:
            return "booked"
        told = "taken" in answer.body and "Free nearby" in answer.body
        return "told" if answer.status == HTTPStatus.CONFLICT and told else str(answer.status)

    return press


def _by_api(stage: Stage, house: House, what: dict[str, str], zone: str) -> Press:
    """As a program of the owner's books it; lessons nearer than a week are confirmed."""
    with transaction.atomic():
        headers = {"Authorization": f"Bearer {token_for(house, house.owner)}"}
    path = reverse("api_appointment_list")

    def press(day: date, clock: time, client: Client) -> str:
        starts_at = instant_of(day, clock, zone).isoformat()
        sent = what | {"client": str(client.pk), "starts_at": starts_at, "confirm": ["too_soon"]}
        answer = stage.ask(path, headers, sent=sent)
        if answer.status == HTTPStatus.CREATED:
            return "booked"
        told = "taken" in answer.body and "Free nearby" in answer.body
        return "told" if answer.status == HTTPStatus.CONFLICT and told else str(answer.status)

    return press


def _at_once(
    pool: ThreadPoolExecutor, people: list[Client], press: Callable[[Client], str]
) -> Counter[str]:
    barrier = Barrier(len(people))

    def book(client: Client) -> str:
        barrier.wait(60)
        return press(client)

    return Counter(pool.map(book, people))


def _stored(house: House) -> tuple[int, int]:
    with acting(house.boss) as boss, connection.cursor() as cursor:
        cursor.execute(OVERLAPS)
        overlaps = int(cursor.fetchone()[0])
        return Appointment.objects.visible_to(boss).count(), overlaps

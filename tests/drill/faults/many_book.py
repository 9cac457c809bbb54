"""Fifty people press the same free hour at the same moment, twenty hours long: one has each, and
everybody else reads that it was taken, and what is free nearby."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from http import HTTPStatus
from threading import Barrier

from django.db import connection
from django.urls import reverse

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import today_in
from sessions.appointments.models import Appointment
from sessions.appointments.queries.choices import bookable
from tests.booking import works
from tests.cast import House
from tests.drill.faults.stage import Stage, owner_of, signed_in
from tests.drill.figures import Figure, at_least, exactly
from tests.practice.outbox.live import add_client

SLOTS, EACH, ROUNDS = 20, 50, 5
ENOUGH = 40  # seconds after which no other round begins, on a slow machine
FIRST_DAY = 10  # days ahead
OVERLAPS = """SELECT count(*) FROM care_sessions_appointment a JOIN care_sessions_appointment b
    ON a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
    AND (a.practitioner_id = b.practitioner_id OR a.client_id = b.client_id)"""


def run(stage: Stage) -> Iterator[Figure]:
    """Book every hour fifty times at once, in up to five rounds; count answers and rows."""
    house = stage.found_house("many book")
    place = works(house, house.practitioner)
    people = [add_client(house, f"Client {number}") for number in range(EACH)]
    with acting(house.boss) as boss:
        lesson = next(one for one in bookable(boss) if one.kind == "lesson")
    headers = signed_in(owner_of(house))
    form = {
        "service": str(lesson.pk),
        "practitioner": str(house.practitioner.pk),
        "place": str(place.pk),
        "anyway": "1",  # lessons nearer than a week
    }
    ended: Counter[str] = Counter()
    rounds, began = 0, time.monotonic()
    with ThreadPoolExecutor(EACH) as pool:
        while rounds < ROUNDS and (not rounds or time.monotonic() - began < ENOUGH):
            for slot in range(SLOTS):
                day = today_in(house.practice.timezone) + timedelta(days=FIRST_DAY + slot)
                ended += _at_once(pool, stage, headers, people, form | _when(day, rounds))
            rounds += 1
    yield at_least("many book: rounds", rounds, 1)
    yield exactly("many book: booked", ended.pop("booked", 0), rounds * SLOTS)
    yield exactly("many book: told in words", ended.pop("told", 0), rounds * SLOTS * (EACH - 1))
    yield exactly("many book: other answers", ", ".join(sorted(ended)), "")
    stored, overlaps = _stored(house)
    yield exactly("many book: appointments stored", stored, rounds * SLOTS)
    yield exactly("many book: overlaps", overlaps, 0)


def _when(day: date, rounds: int) -> dict[str, str]:
    return {"day": day.isoformat(), "time": f"{8 + 2 * rounds:02}:00"}


def _at_once(
    pool: ThreadPoolExecutor,
    stage: Stage,
    headers: dict[str, str],
    people: list[Client],
    form: dict[str, str],
) -> Counter[str]:
    barrier = Barrier(len(people))

    def book(client: Client) -> str:
        barrier.wait(60)
        answer = stage.ask(reverse("appointment_new"), headers, form | {"client": str(client.pk)})
        if answer.status == HTTPStatus.FOUND:
            return "booked"
        told = "taken" in answer.body and "Free nearby" in answer.body
        if answer.status == HTTPStatus.CONFLICT and told:
            return "told"
        return str(answer.status)

    return Counter(pool.map(book, people))


def _stored(house: House) -> tuple[int, int]:
    with acting(house.boss) as boss, connection.cursor() as cursor:
        cursor.execute(OVERLAPS)
        overlaps = int(cursor.fetchone()[0])
        return Appointment.objects.visible_to(boss).count(), overlaps

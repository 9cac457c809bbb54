"""A day in two weeks on which the practitioner works, and whoever books it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from clients.records.models import Client
from clients.records.services import ClientData, create_client
from practice.core.actor import Actor, acting
from practice.core.models import Place
from sessions.appointments.models import Appointment, AppointmentChange
from tests.booking import at, booked, service_of, works
from tests.cast import House

NOON = datetime(2026, 11, 23, 18, tzinfo=UTC)  # a Monday; in Denver it is eleven in the morning
DAY = date(2026, 12, 3)


@dataclass
class Desk:
    """Linden's calendar: Nora and Nell are clients, the practitioner works every day."""

    house: House
    nora: Client
    nell: Client
    place: Place

    @property
    def ours(self) -> Actor:
        return self.house.actor(self.house.practitioner)

    @property
    def hers(self) -> Actor:
        return self.house.as_client(self.nora)

    def book(
        self,
        hour: int,
        minute: int = 0,
        *,
        day: date = DAY,
        whose: Client | None = None,
        actor: Actor | None = None,
        **more: Any,
    ) -> Appointment:
        member = more.pop("member", self.house.practitioner)
        start = at(day, hour, minute)
        who = actor or self.ours
        return booked(who, whose or self.nora, member, start, **more)

    def typed(self, **more: Any) -> dict[str, Any]:
        """What the form of a new appointment sends: Nora's lesson on that day at ten."""
        with acting(self.house.boss) as boss:
            service = service_of(boss)
        return {
            "client": str(self.nora.pk),
            "service": str(service.pk),
            "practitioner": str(self.house.practitioner.pk),
            "place": str(self.place.pk),
            "day": DAY.isoformat(),
            "time": "10:00",
            **more,
        }

    def again(self, appointment: Appointment) -> Appointment:
        """As it is stored."""
        with acting(self.house.boss) as boss:
            return Appointment.objects.visible_to(boss).get(pk=appointment.pk)

    def stored(self) -> list[dict[str, Any]]:
        """Every appointment and every step of one."""
        with acting(self.house.boss) as boss:
            models: tuple[Any, ...] = (Appointment, AppointmentChange)
            rows = [model.objects.visible_to(boss).order_by("id").values() for model in models]
            return [row for found in rows for row in found]

    def steps(self, appointment: Appointment) -> list[tuple[str, str]]:
        with acting(self.house.boss) as boss:
            found = AppointmentChange.objects.visible_to(boss).filter(appointment=appointment)
            return list(found.order_by("at", "id").values_list("from_state", "to_state"))


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def desk(clock: Any, linden: House, nora: Client) -> Desk:
    with acting(linden.boss) as boss:
        data = ClientData(given_name="Nell", assigned_to_id=linden.practitioner.pk)
        nell = create_client(actor=boss, data=data)
    return Desk(linden, nora, nell, works(linden, linden.practitioner))


SOON = timedelta(minutes=2)

"""Classes in tests: a service with places, a class of it, and somebody on its list."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from clients.records.models import Client
from clients.symptoms.own_words import own_code
from practice.core.actor import Actor, acting
from practice.core.clock import now
from practice.core.queries import places
from sessions.appointments.classes.places import when_and_where
from sessions.appointments.classes.services import ClassData, join_class, plan_class
from sessions.appointments.models import Appointment, AppointmentChange, GroupClass
from sessions.hours.models import Service
from tests.booking import at
from tests.booking import put_booked as put_appointments
from tests.cast import House

NAME = "Easy Mondays"


def class_service(actor: Actor, **more: Any) -> Service:
    """A service that is a class, of sixty minutes; made where there is none yet."""
    found = Service.objects.visible_to(actor).filter(name=NAME).first()
    if found is not None:
        return found
    told: dict[str, Any] = {"minutes": 60, "places": 8, "kind": "group_class"} | more
    code = {"built_in_code": own_code(), "built_in_version": 0}
    made = Service(practice_id=actor.practice_id, name=NAME, folded=NAME.lower(), **code, **told)
    made.save(force_insert=True)
    return Service.objects.visible_to(actor).get(pk=made.pk)


def planned(
    actor: Actor, house: House, day: date, hour: int = 18, *, seats: int = 2, **more: Any
) -> GroupClass:
    """A class of the practitioner at the first place, planned through the service."""
    anyway, key = more.pop("anyway", True), more.pop("key", None)
    with acting(actor):
        service = class_service(actor)
        data = ClassData(
            service=service,
            practitioner_id=house.practitioner.pk,
            place=None if service.is_online else places(actor)[0],
            day=day,
            clock=time(hour),
            places=seats,
            **more,
        )
        made = plan_class(actor=actor, data=data, anyway=anyway, key=key)
        return GroupClass.objects.visible_to(actor).select_related("service").get(pk=made[0].pk)


def joins(actor: Actor, found: GroupClass, client: Client, **more: Any) -> Appointment:
    """Somebody takes a place, in a transaction of its own."""
    with acting(actor):
        return join_class(actor=actor, class_id=found.pk, client=client, **more)


def put_class(
    put: Callable[..., Any], house: House, client: Client, *, start: datetime | None = None
) -> GroupClass:
    """One as rows, in the days to come, with somebody on its list; who reads is entered."""
    service, place = class_service(house.boss), places(house.boss)[0]
    day = now().date() + timedelta(days=12)
    start = start or at(day, 16, zone=place.timezone)
    told = {
        "practitioner": house.practitioner,
        "service": service,
        "place": place,
        "starts_at": start,
        "ends_at": start + timedelta(hours=1),
        "blocked_from": start,
        "blocked_until": start + timedelta(hours=1),
        "local_date": start.date(),
        "local_time": time(16),
        "zone": place.timezone,
        "policy": {"cancellation_hours": 24, "price": None, "currency": "EUR", "words": ""},
        "booked_by": house.owner,
        "booked_at": now(),
    }
    made: GroupClass = put(GroupClass, places=3, taken=0, **told)
    mine = put(Appointment, client=client, group_class_id=made.pk, **told | when_and_where(made))
    for one in (made, mine):
        step = {"from_state": "", "to_state": "booked", "at": now(), "made_by": house.owner}
        put(AppointmentChange, appointment=one, **step)
    return made


def put_booked(put: Callable[..., Any], house: House, client: Client) -> dict[str, Any]:
    """The same beside an appointment of theirs, as addresses name them."""
    made = put_class(put, house, client)
    return {**put_appointments(put, house, client), "class_id": made.pk, "open_class_id": made.pk}

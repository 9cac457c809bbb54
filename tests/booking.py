"""Booked time in tests: somebody works from eight to six every day, and Nora is booked."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from clients.records.models import Client
from practice.core.actor import Actor, acting
from practice.core.clock import now, today_in
from practice.core.models import Membership, Place
from practice.core.queries import places
from sessions.appointments.models import Appointment, AppointmentChange, AppointmentSeries
from sessions.appointments.rules import instant_of
from sessions.appointments.services import BookingData, book_appointment, mark_no_show
from sessions.hours.models import Service, WeeklyHours
from sessions.hours.services import TimeOffData, take_time_off
from sessions.waitlist.models import FreedTime, WaitlistOffer, WaitlistWish
from tests.cast import House

OPENS, CLOSES = time(8), time(18)
STEPS = ("confirm", "cancel")


def service_of(actor: Actor, code: str = "lesson") -> Service:
    """One of the services that a practice begins with."""
    return Service.objects.visible_to(actor).get(built_in_code=code)


def works(house: House, member: Membership, place: Place | None = None) -> Place:
    """Somebody works at a place from eight to six, every day of the week."""
    with acting(house.boss) as boss:
        where = place or places(boss)[0]
        WeeklyHours._base_manager.filter(practitioner=member).delete()
        for weekday in range(7):
            hours = WeeklyHours(
                practice=house.practice,
                practitioner=member,
                place=where,
                weekday=weekday,
                begins=OPENS,
                ends=CLOSES,
            )
            hours.save(force_insert=True)
    return where


def at(day: date, hour: int, minute: int = 0, zone: str = "America/Denver") -> datetime:
    """An instant by the clock of the place."""
    return instant_of(day, time(hour, minute), zone)


def booked(
    actor: Actor,
    client: Client,
    member: Membership,
    starts_at: datetime,
    *,
    code: str = "lesson",
    anyway: bool = False,
    **more: Any,
) -> Appointment:
    """Book through the service, in a transaction of its own, at the first place."""
    with acting(actor):
        service = service_of(actor, code)
        place = (
            more.pop("place", None)
            or Place._base_manager.filter(practice_id=actor.practice_id).order_by("id").first()
        )
        key = more.pop("key", None)
        data = BookingData(
            service=service,
            practitioner_id=member.pk,
            place=None if service.is_online else place,
            starts_at=starts_at,
            **more,
        )
        return book_appointment(actor=actor, client=client, data=data, anyway=anyway, key=key)


def put_appointment(put: Callable[..., Any], house: House, client: Client) -> Appointment:
    """One as a row, in the days to come, with the step that booked it; who reads is entered."""
    service, place = service_of(house.boss), places(house.boss)[0]
    day = now().date() + timedelta(days=9)
    start = at(day, 10, zone=place.timezone)
    asked = {"first_day": day, "local_time": time(10), "zone": place.timezone, "every_weeks": 2}
    made = {"made_by": house.owner, "made_at": now()}
    told = {
        "client": client,
        "series": put(AppointmentSeries, client=client, **asked, **made),
        "series_day": day,
        "practitioner": house.practitioner,
        "service": service,
        "place": place,
        "starts_at": start,
        "ends_at": start + timedelta(hours=1),
        "blocked_from": start,
        "blocked_until": start + timedelta(minutes=75),
        "local_date": day,
        "local_time": time(10),
        "zone": place.timezone,
        "policy": {"cancellation_hours": 24, "price": None, "currency": "EUR", "words": ""},
        "booked_by": house.owner,
        "booked_at": now(),
    }
    appointment: Appointment = put(Appointment, **told)
    step = {"from_state": "", "to_state": "booked", "at": now(), "made_by": house.owner}
    put(AppointmentChange, appointment=appointment, **step)
    return appointment


def put_wish(put: Callable[..., Any], appointment: Appointment, **more: Any) -> WaitlistWish:
    """Whose it is waits for something sooner."""
    wish: WaitlistWish = put(
        WaitlistWish,
        client=appointment.client,
        service=appointment.service,
        practitioner=appointment.practitioner,
        weekdays=[0, 2],
        parts=["morning"],
        first_day=now().date(),
        instead_of=appointment,
        made_at=now(),
        **more,
    )
    return wish


def put_offer(put: Callable[..., Any], wish: WaitlistWish, **more: Any) -> WaitlistOffer:
    """Time that the same practitioner's client gave up is offered to who waits."""
    had = wish.instead_of
    assert had is not None
    step = put(
        AppointmentChange,
        appointment=had,
        from_state="booked",
        to_state="booked",
        at=now(),
        was_starts_at=had.starts_at - timedelta(days=2),
        was_practitioner=had.practitioner,
        was_zone=had.zone,
        undone_at=now(),
    )
    stretch = {
        "practitioner": had.practitioner,
        "place": had.place,
        "zone": had.zone,
        "starts_at": had.starts_at - timedelta(days=2),
        "ends_at": had.ends_at - timedelta(days=2),
    }
    offer: WaitlistOffer = put(
        WaitlistOffer,
        client=wish.client,
        wish=wish,
        freed=put(FreedTime, step=step, freed_at=now(), **stretch),
        made_at=now(),
        until=now() + timedelta(hours=4),
        **stretch,
        **more,
    )
    return offer


def put_booked(put: Callable[..., Any], house: House, client: Client) -> dict[str, Any]:
    """The same, as an address names it, and that they wait for something sooner."""
    made = put_appointment(put, house, client)
    wish = put_wish(put, made)
    return {
        "appointment_id": made.pk,
        "wish_id": wish.pk,
        "offer_id": put_offer(put, wish).pk,
    }


def ids_of_booked(house: House, client: Client) -> dict[str, str]:
    """Somebody's appointment in some days, and what is asked of the days around it, by name; of
    each step another appointment, as `appointment_id step`."""
    place = works(house, house.practitioner)
    first = now().date() + timedelta(days=9)
    zone = house.practice.timezone
    made = booked(house.boss, client, house.practitioner, at(first, 10, zone=zone))
    early = at(today_in(zone), 0, 20, zone=zone)  # none of them was yesterday
    minute = max(now().replace(second=0, microsecond=0), early)
    to_do = {
        "finish": minute,
        "no-show": minute - timedelta(minutes=5),
        "arrive": minute - timedelta(minutes=10),
        "put-right": minute - timedelta(minutes=15),
        "why": minute - timedelta(minutes=20),
        **{
            act: at(first + timedelta(days=21), 9 + 2 * n, zone=zone) for n, act in enumerate(STEPS)
        },
    }
    others = {
        act: booked(house.boss, client, house.practitioner, start, anyway=True, minutes=5)
        for act, start in to_do.items()
    }
    data = TimeOffData(first_day=first, last_day=first, reason="travel")
    with acting(house.boss) as boss:
        for act in ("put-right", "why"):
            mark_no_show(actor=boss, appointment_id=others[act].pk)
        off = take_time_off(actor=boss, practitioner_id=house.owner.pk, data=data)
    return {
        **{f"appointment_id {act}": str(one.pk) for act, one in others.items()},
        "appointment_id undo": str(others["confirm"].pk),
        "appointment_id": str(made.pk),
        "place_id": str(place.pk),
        "starts_at_id": at(first + timedelta(days=8), 10, zone=zone).isoformat(),
        "moved_to": at(first + timedelta(days=8), 13, zone=zone).isoformat(),
        "time_off_id": str(off.pk),
        "first_day_id": (first + timedelta(days=40)).isoformat(),
        "last_day_id": (first + timedelta(days=41)).isoformat(),
        "service_id": str(made.service_id),
        "practitioner_id": str(made.practitioner_id),
        "first_id": first.isoformat(),
        "last_id": (first + timedelta(days=6)).isoformat(),
    }

"""When the demo's people work, for how much, and when they are away."""

from datetime import time, timedelta
from uuid import UUID

from practice.core.actor import Actor, acting
from practice.core.models import Place
from practice.data.demo.scene import Scene
from practice.team.queries import all_places
from practice.team.services import PlaceData, edit_place
from sessions.hours.queries import services_of
from sessions.hours.services import (
    DayData,
    ServiceData,
    TimeOffData,
    WeekRow,
    add_service,
    keep_holidays,
    keep_online_room,
    keep_week,
    open_day,
    take_time_off,
)
from sessions.hours.whose import mark_of

ROOM = "https://rooms.example.org/linden"  # a room that is not there
PRICES = {"first_lesson": 145_00, "lesson": 95_00, "check_in": 0}
MORNING, AFTERNOON = (time(9), time(12, 30)), (time(14), time(18))
ONLINE = "Lesson online"


def work(scene: Scene) -> None:
    """Hours of whoever gives lessons, prices, holidays, a day that is closed, a week away."""
    staff, today = scene.staff, scene.now.date()
    with acting(staff.owner) as owner:
        for service in services_of(owner):
            service.price = PRICES[service.built_in_code]
            service.save(update_fields=["price"])
        online = ServiceData(name=ONLINE, kind="lesson", minutes=45, price=70_00, is_online=True)
        add_service(actor=owner, data=online)
        place, zone = all_places(owner)[0], owner.zone
        studio = edit_place(actor=owner, place=place, data=_where(place)).pk
        keep_holidays(actor=owner, is_closed=True, country="", region="", zone=zone)
        week = [WeekRow(day, *hours) for day in (0, 1, 3) for hours in (MORNING, AFTERNOON)]
        for actor in (staff.owner, staff.practitioner, staff.trainee):
            whose = _id(actor)
            if whose is None:
                continue
            keep_week(
                actor=owner, practitioner_id=whose, place_id=studio, rows=week, mark=mark_of([])
            )
        whose = _id(staff.practitioner)
        if whose is not None:
            fridays = [WeekRow(4, *MORNING)]
            keep_week(
                actor=owner, practitioner_id=whose, place_id=None, rows=fridays, mark=mark_of([])
            )
            keep_online_room(actor=owner, practitioner_id=whose, address=ROOM, was="")
            closed = DayData(on=today + timedelta(days=10), place_id=studio, is_closed=True)
            open_day(actor=owner, practitioner_id=whose, data=closed)
            first = today + timedelta(days=40)
            away = TimeOffData(
                first_day=first, last_day=first + timedelta(days=6), reason="training"
            )
            take_time_off(actor=owner, practitioner_id=whose, data=away)


def _id(actor: Actor | None) -> UUID | None:
    return actor.membership_id if actor else None


def _where(place: Place) -> PlaceData:
    """Where the studio is, in a house that is not there."""
    return PlaceData(
        name=place.name,
        timezone=place.timezone,
        address="Linden Somatics\n12 Juniper Lane",
        town="Santa Fe",
        region="New Mexico",
        country="US",
        directions="Ring at the side door, it is step-free.",
        shows_address=True,
    )

"""The calendar of the demo: what was given, what is to come, and what was given up."""

from datetime import time, timedelta
from typing import Any, cast
from uuid import UUID

from django.db.models import Q

from clients.records.models import Client
from practice.core.actor import Actor, acting, system_actor
from practice.core.clock import now
from practice.core.queries import places
from practice.data.demo.mailing import carry
from practice.data.demo.scene import Scene
from practice.data.demo.working import ONLINE
from sessions.appointments.models import Appointment
from sessions.appointments.queries.choices import choices_of
from sessions.appointments.rules import instant_of
from sessions.appointments.series.queries import weighed
from sessions.appointments.series.services import SeriesData, asked_of, book_series
from sessions.appointments.services import (
    BookingData,
    arrive,
    book_appointment,
    cancel,
    confirm,
    finish,
)
from sessions.calendar_feeds.rules import Names
from sessions.calendar_feeds.services import make_feed
from sessions.hours.models import Service
from sessions.waitlist.models import WaitlistOffer, WaitlistWish
from sessions.waitlist.offers.choosing import free_for
from sessions.waitlist.offers.services import decline_offer
from sessions.waitlist.offers.services.by_hand import offer_by_hand
from sessions.waitlist.services import WishData, ask_to_wait

# Who, days from now, hour, minute, what, by the owner, what became of it.
BOOKED = (
    ("Samuel", -7, 10, 0, "lesson", False, "done"),
    ("Noor", -1, 9, 0, "lesson", False, "done"),
    ("Samuel", 2, 10, 0, "lesson", False, "confirmed"),
    ("Noor", 7, 14, 0, "lesson", False, ""),
    ("Ingrid", 1, 9, 30, "lesson", False, "given_up"),
    ("Ingrid", 8, 9, 30, "lesson", True, ""),
    ("Noor", 0, 16, 30, "check_in", True, ""),
    ("Samuel", 9, 11, 0, ONLINE, False, ""),
)
# A series of check-ins: who, the first in days from now, every how many weeks, how often.
REPEATED = ("Ingrid", 15, time(9, 30), 2, 4)
# Who waits: since how many days, for what, on which days, at which time of day.
WAIT = (
    (3, "Ingrid", "lesson", (0, 1, 2, 3, 4, 5, 6), ("morning",)),
    (2, "Samuel", "check_in", (0, 2, 4), ("morning",)),
    (1, "Noor", "lesson", (1, 3), ("afternoon", "evening")),
)
BEFORE = 9  # days before which all of it was booked


def book_days(scene: Scene) -> None:
    """Book around today, and let what is past have happened."""
    practitioner = scene.staff.practitioner
    with scene.at(BEFORE), acting(practitioner):
        make_feed(actor=practitioner, names=Names.INITIALS.value)
    for one in BOOKED:
        given, days, hour, minute, code, by_owner, end = one
        actor = scene.staff.owner if by_owner else scene.staff.practitioner
        with acting(actor):
            client = Client.objects.visible_to(actor).filter(given_name=given).first()
        if client is None:
            continue
        with scene.at(BEFORE), acting(actor):
            made = _book(scene, actor, client, days, time(hour, minute), code)
        if end:
            _happen(scene, actor, made, -days, hour, end)
    _repeat(scene)
    _wait(scene)
    carry(system_actor(scene.staff.owner.practice_id))  # what reminds of today's has left
    _offer(scene)


def _wait(scene: Scene) -> None:
    """Some wait for time that gets free."""
    actor = scene.staff.owner
    for ago, given, code, weekdays, parts in WAIT:
        with scene.at(ago, 9), acting(actor):
            client = Client.objects.visible_to(actor).filter(given_name=given).first()
            if client is not None:
                service = Service.objects.visible_to(actor).get(built_in_code=code)
                data = WishData(
                    weekdays=weekdays, parts=parts, first_day=scene.instant(0, time(9)).date()
                )
                choices = choices_of(actor)
                ask_to_wait(actor=actor, client=client, service=service, data=data, choices=choices)


def _offer(scene: Scene) -> None:
    """One was offered a time yesterday and declined; another has an offer before them now."""
    with scene.at(1, 10):
        declined = _offered(scene, "Noor")
    if declined is not None:
        with scene.at(1, 11), acting(scene.staff.owner) as actor:
            decline_offer(actor=actor, offer_id=declined.pk)
    _offered(scene, "Samuel")


def _offered(scene: Scene, given: str) -> WaitlistOffer | None:
    """The first time that suits somebody who waits is offered to them."""
    with acting(scene.staff.owner) as actor:
        rows = WaitlistWish.objects.visible_to(actor).select_related("client", "service")
        wish = rows.select_related("instead_of").filter(client__given_name=given).first()
        teacher = cast(UUID, scene.staff.practitioner.membership_id)
        today = now().date()
        days = (today + timedelta(days=2), today + timedelta(days=15))
        free = free_for(actor, wish, teacher, choices_of(actor), days) if wish else []
        if wish is None or not free:
            return None
        return offer_by_hand(
            actor=actor,
            wish_id=wish.pk,
            practitioner_id=teacher,
            starts_at=free[0].starts_at,
            place=free[0].place,
        )


def _repeat(scene: Scene) -> None:
    """Check-ins every second week, without those days on which something is in the way."""
    given, days, clock, weeks, times = REPEATED
    actor = scene.staff.owner
    with scene.at(1, 13), acting(actor):
        client = Client.objects.visible_to(actor).filter(given_name=given).first()
        if client is None:
            return
        data = SeriesData(
            service=Service.objects.visible_to(actor).get(built_in_code="check_in"),
            practitioner_id=cast(UUID, actor.membership_id),
            place=places(actor)[0],
            first=scene.instant(-days, clock).date(),
            clock=clock,
            every_weeks=weeks,
            times=times,
        )
        seen = weighed(actor, asked_of(actor, client, data))
        left_out = [one.day for one in seen if one.is_impossible]
        anyway = [one.day for one in seen]
        book_series(actor=actor, client=client, data=data, leave_out=left_out, anyway=anyway)
    with scene.at(1, 13, 10):
        carry(system_actor(actor.practice_id))


def _book(
    scene: Scene, actor: Actor, client: Client, days: int, at: time, code: str
) -> Appointment:
    named = Q(built_in_code=code) | Q(name=code)
    service = Service.objects.visible_to(actor).get(named)
    place = None if service.is_online else places(actor)[0]
    day = scene.instant(-days, at).date()
    data = BookingData(
        service=service,
        practitioner_id=cast(UUID, actor.membership_id),
        place=place,
        starts_at=instant_of(day, at, place.timezone if place else actor.zone),
    )
    return book_appointment(actor=actor, client=client, data=data, anyway=True)


def _happen(scene: Scene, actor: Actor, made: Appointment, ago: int, hour: int, end: str) -> None:
    told: dict[str, Any] = {"actor": actor, "appointment_id": made.pk}
    if end == "done":
        with scene.at(ago, hour), acting(actor):
            arrive(**told)
        with scene.at(ago, hour + 1), acting(actor):
            finish(**told)
    if end == "confirmed":
        with scene.at(1, 12), acting(actor):
            confirm(**told)
    if end == "given_up":
        with scene.at(1, 12), acting(actor):
            cancel(why="travel", words="Back next week.", **told)
        with scene.at(1, 12, 10):  # when it can be taken back no more, the mail leaves
            carry(system_actor(actor.practice_id))

"""A visitor in tests: what they send, the mail that comes, and what is kept of it."""

from typing import Any

from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import acting, system_actor
from practice.outbox.kinds import Mail, render_for
from practice.outbox.models import Message
from sessions.appointments.models import Appointment
from sessions.public_page.booking.models import VisitorBooking
from tests.booking import at
from tests.sessions.appointments.conftest import DAY, Desk

WHO = {"given_name": "Vera", "family_name": "Visitor", "email": "Vera@Visitors.example"}


def path_of(desk: Desk) -> str:
    return f"/p/{desk.house.practice.slug}/book/"


def picked(desk: Desk, hour: int = 10, **more: Any) -> dict[str, Any]:
    start = f"{at(DAY, hour).isoformat()}|{desk.place.pk}"
    return {"start": start, **WHO, **more}


def send(desk: Desk, hour: int = 10, **more: Any) -> Any:
    return Browser().post(path_of(desk), picked(desk, hour, **more))


def rows(desk: Desk) -> list[VisitorBooking]:
    with acting(desk.house.boss):
        return list(VisitorBooking._base_manager.order_by("asked_at", "id"))


def mails(desk: Desk) -> list[Mail]:
    """As they would be sent now."""
    with acting(system_actor(desk.house.practice.pk)) as actor:
        found = Message._base_manager.filter(kind="visitor_booking").order_by("id")
        return [render_for("visitor_booking")(actor, one) for one in found]


def link_in(mail: Mail) -> str:
    return "/l/visit/" + mail.text.split("/l/visit/")[1].split()[0]


def asked(desk: Desk, hour: int = 10, **more: Any) -> str:
    """The link that came to the address."""
    assert send(desk, hour, **more).status_code == 200
    return link_in(mails(desk)[-1])


def people(desk: Desk) -> list[Client]:
    with acting(desk.house.boss):
        return list(Client._base_manager.order_by("id"))


def lessons(desk: Desk) -> list[Appointment]:
    with acting(desk.house.boss):
        return list(Appointment._base_manager.select_related("client").order_by("id"))

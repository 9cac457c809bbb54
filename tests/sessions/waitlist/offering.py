"""Somebody waits, somebody else's time gets free, and the worker looks."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from clients.records.models import Client
from practice.core.actor import acting, system_actor
from practice.core.models import Practice
from practice.outbox.kinds import Mail
from practice.outbox.models import Message
from sessions.appointments.models import Appointment
from sessions.appointments.queries.choices import choices_of
from sessions.appointments.services import cancel
from sessions.waitlist import services
from sessions.waitlist.models import WaitlistOffer, WaitlistWish
from sessions.waitlist.offers.emails import render_offer
from sessions.waitlist.services import WishData
from sessions.waitlist.tasks import settle_everywhere
from tests.booking import service_of
from tests.sessions.appointments.conftest import DAY, NOON, Desk

ANY_DAY = WishData(
    weekdays=range(7), parts=["morning", "afternoon", "evening"], first_day=NOON.date()
)


def waits(desk: Desk, whose: Client, **more: Any) -> WaitlistWish:
    """Waits for a lesson, on any day unless `data` says more."""
    with acting(desk.ours) as ours:
        told = {"service": service_of(ours, more.pop("code", "lesson")), "data": ANY_DAY, **more}
        return services.ask_to_wait(actor=ours, client=whose, choices=choices_of(ours), **told)


def gets_free(desk: Desk, clock: Any, made: Appointment, why: str = "work") -> None:
    """Is cancelled, and the minutes in which that is taken back pass."""
    with acting(desk.ours) as ours:
        cancel(actor=ours, appointment_id=made.pk, why=why)
    clock.shift(timedelta(minutes=4))


def looks() -> None:
    """The worker looks into the practice."""
    settle_everywhere()


def to_all(desk: Desk) -> None:
    """The practice offers to everybody at once."""
    with acting(desk.house.boss):
        Practice.objects.filter(pk=desk.house.practice.pk).update(offers_to_all=True)


def offers(desk: Desk) -> list[WaitlistOffer]:
    """All that were made, in their order."""
    with acting(desk.house.boss) as boss:
        rows = WaitlistOffer.objects.visible_to(boss).select_related("client")
        return list(rows.order_by("made_at", "wish__made_at", "id"))


def told(desk: Desk) -> list[tuple[str, str, str]]:
    """To whom, where it stands, and why."""
    return [(one.client.given_name, one.state, one.why) for one in offers(desk)]


def mails(desk: Desk) -> list[Message]:
    """Mails of offers."""
    with acting(desk.house.boss) as boss:
        rows = Message.objects.visible_to(boss).filter(kind="waitlist_offer")
        return list(rows.order_by("planned_at", "id"))


def mail(desk: Desk, message: Message) -> Mail:
    """As it leaves."""
    with acting(system_actor(desk.house.practice.pk)) as system:
        return render_offer(system, message)


def live(desk: Desk) -> Sequence[Any]:
    """Whose time is held, at which instants."""
    with acting(desk.house.boss) as boss:
        rows = Appointment.objects.visible_to(boss).filter(state="booked")
        return list(rows.order_by("starts_at").values_list("client__given_name", "starts_at"))


__all__ = ["ANY_DAY", "DAY"]

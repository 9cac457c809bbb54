"""Reads of what visitors can book, and of what they booked."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.models import Membership
from practice.core.tenancy import TenantQuerySet
from practice.outbox.sending.claims import across_practices
from sessions.appointments.models import Appointment
from sessions.appointments.queries.offers import Wanted
from sessions.appointments.queries.own import Offered, Own, offered_to
from sessions.appointments.rules import LIVE, Span
from sessions.hours.models import Service
from sessions.public_page.booking.models import VisitorBooking
from sessions.public_page.booking.rules import KEPT
from sessions.public_page.queries import NOBODY, Published

_OVER = """SELECT DISTINCT practice_id FROM care_sessions_visitorbooking
    WHERE appointment_id IS NULL AND expires_at < %s"""


def practices_to_forget() -> list[UUID]:
    """Practices in which a visitor never confirmed, and too long ago by now."""
    with across_practices() as cursor:
        cursor.execute(_OVER, [now() - KEPT])
        return [row[0] for row in cursor.fetchall()]


def choices_of(page: Published) -> Own:
    """What a visitor may name: services with both ticks, whoever is shown, places in use."""
    return Own(
        services=[service for service, _price in page.services],
        people=[Membership(id=one.pk, name=one.name) for one in page.teachers],
        places=page.places,
        zone=page.actor.zone,
        mine=None,
    )


@dataclass(frozen=True)
class Named:
    """What an address names of what may be booked; where it names none, the first there is."""

    choices: Own
    service: Service | None
    member: Membership | None


def named_of(page: Published, service_id: str, member_id: str) -> Named:
    """Which service with whom; None, where it is not there any more, or there is none. No
    statement."""
    choices = choices_of(page)
    people = {str(one.pk): one for one in choices.people}
    return Named(
        choices,
        choices.service(service_id) if service_id else next(iter(choices.services), None),
        people.get(member_id) if member_id else next(iter(choices.people), None),
    )


def offered_now(page: Published, named: Named, first: date) -> Offered:
    """Free times of what is named, or of the first there is."""
    choices = named.choices
    service = named.service or next(iter(choices.services), None)
    member = named.member or next(iter(choices.people), None)
    return offered_to(page.actor, choices, service, member, first, spaced=False)


def wanted_by(row: VisitorBooking, client_id: UUID = NOBODY) -> Wanted:
    """The time that a visitor picked."""
    service = row.service
    kept_free = service.buffer_before_minutes, service.buffer_after_minutes
    return Wanted(
        client_id=client_id,
        service=service,
        practitioner_id=row.practitioner_id,
        place=row.place,
        zone=row.zone,
        span=Span.of(row.starts_at, service.minutes, *kept_free),
    )


def asked(actor: Actor) -> Any:
    """What visitors picked, with what is said of it."""
    rows = VisitorBooking._base_manager.filter(practice_id=actor.practice_id)
    return rows.select_related("service", "practitioner", "place")


def booked_by_visitors(actor: Actor) -> TenantQuerySet[Appointment]:
    """What somebody booked on the public page who is an enquiry still, and what is to come."""
    picked = VisitorBooking._base_manager.filter(
        practice_id=actor.practice_id, appointment_id=OuterRef("pk")
    )
    rows = Appointment.objects.visible_to(actor).filter(
        state__in=LIVE, starts_at__gte=now(), client__state=ClientState.ENQUIRY
    )
    return rows.filter(Exists(picked))

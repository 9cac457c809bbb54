"""What is taken, whoever asks: its times alone, so that the portal learns no more of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection

from practice.core.actor import Actor, system_actor
from sessions.appointments.models import Appointment, Session
from sessions.appointments.rules import LIVE, SPACING_LEAST, Span
from sessions.hours.models import Service
from sessions.hours.rules import ServiceKind

_BUSY = """SELECT id, practitioner_id, client_id, place_id, holds_place,
    starts_at, ends_at, blocked_from, blocked_until FROM supple_busy(%s, %s, %s, %s, %s)"""
# Between two of these the method wants days of practice at home.
LESSONS = (ServiceKind.FIRST_LESSON, ServiceKind.LESSON)


@dataclass(frozen=True)
class Taken:
    """Somebody's live appointment as far as others need to know it.

    `client_id` is set for the client who was asked about, `place_id` for a place that takes one.
    """

    id: UUID
    practitioner_id: UUID
    client_id: UUID | None
    place_id: UUID | None
    span: Span


def taken_between(
    actor: Actor, practitioner_id: UUID, client_id: UUID | None, since: datetime, until: datetime
) -> list[Taken]:
    """What takes time of somebody, of a client, or of a place that takes one lesson at a time.

    One statement, in the reach of the whole practice; it tells times, and nobody's name.
    """
    values = [actor.practice_id, practitioner_id, client_id, since, until]
    with connection.cursor() as cursor:
        cursor.execute(_BUSY, values)
        rows = cursor.fetchall()
    return [
        Taken(pk, whose, client, place if holds else None, Span(*span))
        for pk, whose, client, place, holds, *span in rows
    ]


def in_the_way(
    taken: Sequence[Taken], *, practitioner_id: UUID, client_id: UUID | None
) -> list[tuple[datetime, datetime]]:
    """The stretches in which nothing else fits: of the practitioner with what is kept free around
    it, of the client the lesson itself."""
    found = []
    for one in taken:
        if one.practitioner_id == practitioner_id:
            found.append((one.span.blocked_from, one.span.blocked_until))
        elif client_id and one.client_id == client_id:
            found.append((one.span.starts_at, one.span.ends_at))
    return found


def lesson_days(
    actor: Actor, client_id: UUID, around: date, last: date, but: UUID | None = None
) -> list[date]:
    """Days of a client's lessons, given or booked, that are near to days. One statement.

    `but` leaves out an appointment that is to be moved. A lesson without a booking counts too.
    """
    system = system_actor(actor.practice_id)
    near = (around - timedelta(days=SPACING_LEAST), last + timedelta(days=SPACING_LEAST))
    booked = Appointment.objects.visible_to(system).filter(
        client_id=client_id,
        state__in=LIVE,
        local_date__range=near,
        service__kind__in=[kind.value for kind in LESSONS],
    )
    if but is not None:
        booked = booked.exclude(pk=but)
    given = Session.objects.visible_to(system).filter(client_id=client_id, held_on__range=near)
    days = booked.values_list("local_date").union(given.values_list("held_on"))
    return [day for (day,) in days]


def wants_spacing(service: Service) -> bool:
    """Whether days are to lie between this and another lesson."""
    return service.kind in LESSONS

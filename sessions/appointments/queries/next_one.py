"""The appointment that comes next, read along with a query of clients."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.clock import now
from practice.core.whereabouts import Whereabouts
from sessions.appointments.rules import LONGEST

_NEXT = """
    SELECT json_build_array(booked.starts_at, booked.ends_at, booked.zone, service.name,
        member.name, place.name, place.address, place.town, place.region, place.country,
        place.directions, member.online_room)
    FROM care_sessions_appointment booked
    JOIN care_sessions_service service
        ON service.practice_id = booked.practice_id AND service.id = booked.service_id
    JOIN practice_membership member
        ON member.practice_id = booked.practice_id AND member.id = booked.practitioner_id
    LEFT JOIN practice_place place
        ON place.practice_id = booked.practice_id AND place.id = booked.place_id
    WHERE booked.practice_id = %s AND booked.client_id = clients_client.id
        AND booked.state IN ('booked', 'confirmed')
        AND booked.starts_at > %s AND booked.ends_at > %s
    ORDER BY booked.starts_at LIMIT 1"""


class NextAppointment(NamedTuple):
    """When they come next, by the clock of `zone`; `place` "" is online. `where` is its address
    in one line, and `room` that of the room online, "" where nobody said it."""

    starts_at: datetime
    ends_at: datetime
    zone: str
    service: str
    practitioner: str
    place: str
    where: str
    directions: str
    room: str


def next_appointment_beside(actor: Actor) -> Any:
    """The next one that is booked and not over, or none: `told_next_appointment`."""
    at = now()
    return beside(actor, "appointment.read", _NEXT, actor.practice_id, at - LONGEST, at)


def told_next_appointment(found: Sequence[Sequence[Any]]) -> NextAppointment | None:
    """What `next_appointment_beside` read."""
    if not found:
        return None
    starts_at, ends_at, zone, service, practitioner, place, *there, room = found[0]
    address, town, region, country, directions = (part or "" for part in there)
    where = Whereabouts(address=address, town=town, region=region, country=country)
    begins, ends = datetime.fromisoformat(starts_at), datetime.fromisoformat(ends_at)
    told = (service, practitioner, place or "", where.spoken, directions)
    return NextAppointment(begins, ends, zone, *told, "" if place else room)

"""What a client's page says of booked time, read along with the client."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.functional import Promise

from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.clock import now
from sessions.appointments.models import Appointment
from sessions.appointments.models.booked import STATE_WORDS
from sessions.appointments.rules import LIVE, AppointmentState

NEXT, LAST = 3, 3
_TOLD = """
    (SELECT json_build_array(a.id, a.starts_at, a.zone, a.state, service.name,
            a.session_id IS NOT NULL, true)
        FROM care_sessions_appointment a
        JOIN care_sessions_service service ON service.practice_id = a.practice_id
            AND service.id = a.service_id
        WHERE a.practice_id = %s AND a.client_id = clients_client.id AND a.ends_at >= %s
            AND a.state = ANY(%s)
        ORDER BY a.starts_at LIMIT %s)
    UNION ALL
    (SELECT json_build_array(a.id, a.starts_at, a.zone, a.state, service.name,
            a.session_id IS NOT NULL, false)
        FROM care_sessions_appointment a
        JOIN care_sessions_service service ON service.practice_id = a.practice_id
            AND service.id = a.service_id
        WHERE a.practice_id = %s AND a.client_id = clients_client.id AND a.ends_at < %s
        ORDER BY a.starts_at DESC LIMIT %s)"""


@dataclass(frozen=True)
class ToldAppointment:
    """One as a line: by the clock of its place."""

    id: UUID
    starts_at: datetime
    zone: str
    state: AppointmentState
    service: str
    has_note: bool
    is_ahead: bool

    @property
    def words(self) -> Promise | str:
        """Where it stands."""
        return STATE_WORDS[self.state]

    @property
    def day(self) -> date:
        """On which day it is, there."""
        return self.starts_at.astimezone(ZoneInfo(self.zone)).date()

    @property
    def may_begin(self) -> bool:
        """Whether it is of today, or was, and its note can begin."""
        today = now().astimezone(ZoneInfo(self.zone)).date()
        return self.state in LIVE and not self.has_note and self.day <= today


def appointments_beside(actor: Actor) -> Any:
    """Of clients: the next appointments and the last few, for `told_appointments`."""
    live, at = [state.value for state in LIVE], now()
    values = (actor.practice_id, at, live, NEXT, actor.practice_id, at, LAST)
    return beside(actor, f"{Appointment.subject}.read", _TOLD, *values)


def told_appointments(found: Iterable[Sequence[Any]]) -> list[ToldAppointment]:
    """What `appointments_beside` read: what is to come, then the newest that was."""
    return [
        ToldAppointment(UUID(pk), datetime.fromisoformat(at), zone, AppointmentState(state), *rest)
        for pk, at, zone, state, *rest in found
    ]

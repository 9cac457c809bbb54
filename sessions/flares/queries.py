"""Reads of flares: what waits for the practice, and what a client's timeline tells."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.tenancy import TenantQuerySet
from sessions.flares.models import Flare

_TOLD = """
    SELECT json_build_array(flare.flared_on, flare.home_program_id, flare.source,
        flare.soreness_hours, flare.worse, coalesce(guardian.name, member.name, ''),
        flare.settled_at, coalesce(settler.name, ''))
    FROM care_sessions_flare flare
    LEFT JOIN clients_guardian guardian
        ON guardian.practice_id = flare.practice_id AND guardian.id = flare.guardian_id
    LEFT JOIN practice_membership member
        ON member.practice_id = flare.practice_id AND member.id = flare.told_by_id
    LEFT JOIN practice_membership settler
        ON settler.practice_id = flare.practice_id AND settler.id = flare.settled_by_id
    WHERE flare.practice_id = %s AND flare.client_id = clients_client.id
    ORDER BY flare.flared_at DESC LIMIT %s"""


class ToldFlare(NamedTuple):
    """A flare as a client's page tells it; `said_by` "" is the client, `settled_by` "" a rule."""

    flared_on: date
    home_program_id: UUID
    source: str
    soreness_hours: int | None
    worse: bool
    said_by: str
    settled_at: datetime | None
    settled_by: str


def open_flares(actor: Actor, action: str = "program.write") -> TenantQuerySet[Flare]:
    """Flares that wait to be talked over, of clients who are here."""
    rows = Flare.objects.visible_to(actor, action).filter(settled_at=None)
    return rows.exclude(client__state=ClientState.ARCHIVED)


def flares_beside(actor: Actor, most: int) -> Any:
    """A client's newest flares, read along with it, for `told_flares`."""
    return beside(actor, f"{Flare.subject}.read", _TOLD, actor.practice_id, most)


def told_flares(found: Iterable[Sequence[Any]]) -> list[ToldFlare]:
    """What `flares_beside` read."""
    return [
        ToldFlare(
            date.fromisoformat(day),
            UUID(program),
            source,
            hours,
            worse,
            said_by,
            datetime.fromisoformat(settled_at) if settled_at else None,
            settled_by,
        )
        for day, program, source, hours, worse, said_by, settled_at, settled_by in found
    ]

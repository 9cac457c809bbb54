"""On which days something was measured, for a timeline: which instruments, and no number."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from clients.measures.rules import INSTRUMENTS
from practice.core.actor import Actor
from practice.core.beside import beside

_DAYS = """
    SELECT json_build_array(said.answered_on, array_agg(DISTINCT said.instrument))
    FROM clients_measureresponse said
    WHERE said.practice_id = %s AND said.client_id = clients_client.id
        AND said.withdrawn_at IS NULL
    GROUP BY said.answered_on ORDER BY said.answered_on DESC LIMIT %s"""


class MeasuredDay(NamedTuple):
    """A day of the client's, and the names of what was answered on it."""

    day: date
    names: Sequence[str]


def measured_days_beside(actor: Actor, most: int) -> Any:
    """A client's newest measured days, read along with it: `told_days`."""
    return beside(actor, "measure.read", _DAYS, actor.practice_id, most)


def told_days(found: Sequence[Sequence[Any]]) -> list[MeasuredDay]:
    """What `measured_days_beside` read, by the order of the instruments."""
    return [
        MeasuredDay(
            date.fromisoformat(day), [one.name for one in INSTRUMENTS.values() if one.code in codes]
        )
        for day, codes in found
    ]

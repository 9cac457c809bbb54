"""What pages of the rooms above say of releases, read along with a client."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from practice.core.actor import Actor
from practice.core.beside import beside
from sessions.notes.models import ReleaseEvent

_RELEASES = """
    SELECT json_build_array(released.released_on, muscle.name, released.side)
    FROM care_sessions_releaseevent released
    JOIN clients_musclegroup muscle ON muscle.practice_id = released.practice_id
        AND muscle.id = released.muscle_group_id
    WHERE released.practice_id = %s AND released.client_id = clients_client.id
    ORDER BY released.released_on DESC LIMIT %s"""


class ToldRelease(NamedTuple):
    """What a client's page says of a release."""

    released_on: date
    muscle_group: str
    side: str


def releases_beside(actor: Actor, most: int) -> Any:
    """Of clients: what was let go, the newest first, for `told_releases`."""
    return beside(actor, f"{ReleaseEvent.subject}.read", _RELEASES, actor.practice_id, most)


def told_releases(found: Iterable[Sequence[Any]]) -> list[ToldRelease]:
    """What `releases_beside` read."""
    return [ToldRelease(date.fromisoformat(day), *rest) for day, *rest in found]

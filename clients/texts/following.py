"""Who follows what a client says to a text between two intakes: a draft not signed yet."""

from collections.abc import Callable
from uuid import UUID

from practice.core.actor import Actor

Follower = Callable[[Actor, UUID, str, bool], None]
_followers: dict[str, Follower] = {}


def register(name: str, follower: Follower) -> None:
    """Have `follower` called with the kind of text and a yes or no (from an AppConfig's ready)."""
    _followers[name] = follower


def answered(*, actor: Actor, client_id: UUID, kind: str, given: bool) -> None:
    """Tell the followers, in the transaction of the answer."""
    for follower in _followers.values():
        follower(actor, client_id, kind, given)

"""Who follows a merge: rooms above are told whose rows have moved, there or back."""

from collections.abc import Callable
from uuid import UUID

from practice.core.actor import Actor

Follower = Callable[[Actor, UUID], None]
_followers: dict[str, Follower] = {}


def register(name: str, follower: Follower) -> None:
    """Have `follower` called for a client whose rows moved (from an AppConfig's ready)."""
    _followers[name] = follower


def moved(*, actor: Actor, client_id: UUID) -> None:
    """Tell the followers, in the transaction of the merge."""
    for follower in _followers.values():
        follower(actor, client_id)

"""Who follows a client's record: rooms above are told when what they derived from may be stale."""

from collections.abc import Callable

from clients.records.models import Client
from practice.core.actor import Actor

Follower = Callable[[Actor, Client], None]
_followers: dict[str, Follower] = {}


def register(name: str, follower: Follower) -> None:
    """Have `follower` called when a zone or state changed (from an AppConfig's ready)."""
    _followers[name] = follower


def changed(*, actor: Actor, client: Client) -> None:
    """Tell the followers, in the transaction of the change."""
    for follower in _followers.values():
        follower(actor, client)

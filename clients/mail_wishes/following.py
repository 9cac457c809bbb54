"""Who follows what a client agreed to: rooms above are told which mails they may send."""

from collections.abc import Callable
from uuid import UUID

from clients.mail_wishes.rules import MailKind
from practice.core.actor import Actor

Follower = Callable[[Actor, UUID, MailKind, bool], None]
_followers: dict[str, Follower] = {}


def register(name: str, follower: Follower) -> None:
    """Have `follower` called when a client agreed to a kind of mail (from an AppConfig's ready)."""
    _followers[name] = follower


def agreed(*, actor: Actor, client_id: UUID, about: MailKind, wanted: bool) -> None:
    """Tell the followers, in the transaction of the signature; `actor` is the client."""
    for follower in _followers.values():
        follower(actor, client_id, about, wanted)

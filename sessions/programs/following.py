"""Who follows a home program: rooms and features above programs are told of each change."""

from collections.abc import Callable

from practice.core.actor import Actor
from sessions.programs.models import HomeProgram

Follower = Callable[[Actor, HomeProgram], None]
_followers: dict[str, Follower] = {}


def register(name: str, follower: Follower) -> None:
    """Have `follower` called after every change of a program (from an AppConfig's ready)."""
    _followers[name] = follower


def changed(*, actor: Actor, home_program: HomeProgram) -> None:
    """Tell the followers, in the transaction of the change: state, days, times or items."""
    for follower in _followers.values():
        follower(actor, home_program)

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


_rested: dict[str, Follower] = {}


def register_rested(name: str, follower: Follower) -> None:
    """Have `follower` called when a program that rested goes on, or ends."""
    _rested[name] = follower


def rested(*, actor: Actor, home_program: HomeProgram) -> None:
    """Tell who follows a rest that it is over, in the transaction of the change."""
    for follower in _rested.values():
        follower(actor, home_program)

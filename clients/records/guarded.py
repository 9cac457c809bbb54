"""What guardians mean for a record: the room above them says it, the record's writes ask."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from clients.records.models import Client
from practice.core.actor import Actor
from practice.core.models import User


@dataclass(frozen=True)
class Guard:
    """What is refused, each by a DomainError in words.

    `address`: inviting a client at a guardian's; `login`: a guardian's as the client's own;
    `birth_date`: one that a client is about to have, filled in and not stored yet. `sharer` names
    a parent whose address a client of age has, "" where it is theirs alone.
    """

    address: Callable[[Actor, Client], None]
    login: Callable[[Actor, UUID, User], None]
    birth_date: Callable[[Actor, Client], None]
    sharer: Callable[[Actor, Client], str]


_guards: dict[str, Guard] = {}


def register(name: str, guard: Guard) -> None:
    """Have the record's writes ask `guard` (from an AppConfig's ready)."""
    _guards[name] = guard


def sharer_of(actor: Actor, client: Client) -> str:
    """Whose address a client has too who is of age; "" where it is theirs alone."""
    return next((name for guard in guards() if (name := guard.sharer(actor, client))), "")


def guards() -> Iterator[Guard]:
    """Everybody to ask."""
    yield from _guards.values()

"""What the list of clients can be narrowed by beyond the record itself.

Rooms above register what they know, such as when somebody was last seen, so that the list asks
for it without reaching up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from clients.records.models import Client
from practice.core.actor import Actor
from practice.core.tenancy import TenantQuerySet

Rows = TenantQuerySet[Client]


@dataclass(frozen=True)
class Narrowing:
    """One way to narrow: its name in the address, what may be chosen, and how rows are kept.

    `action`: what somebody must be allowed to do to be offered it.
    """

    name: str
    label: str | Promise
    choices: Sequence[tuple[str, str | Promise]]
    action: str
    narrow: Callable[[Actor, Rows, str], Rows]


_known: dict[str, Narrowing] = {}


def register(narrowing: Narrowing) -> None:
    """Offer a way to narrow the list (from an AppConfig's ready)."""
    _known[narrowing.name] = narrowing


def narrowings_of(actor: Actor) -> list[Narrowing]:
    """What this actor can narrow the list by."""
    return [narrowing for narrowing in _known.values() if actor.may(narrowing.action)]

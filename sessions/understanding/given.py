"""Which cards somebody was given with a program: what stands above says it, since it knows."""

from collections.abc import Callable
from typing import Any

from practice.core.actor import Actor

# From an actor of the portal to the ids of the cards in programs of theirs, as a subquery.
Giving = Callable[[Actor], Any]
_giving: dict[str, Giving] = {}


def register(name: str, giving: Giving) -> None:
    """Have `giving` asked whenever a client reads (from an AppConfig's ready)."""
    _giving[name] = giving


def given_to(actor: Actor) -> list[Any]:
    """Each source of cards that this client was given."""
    return [giving(actor) for giving in _giving.values()]

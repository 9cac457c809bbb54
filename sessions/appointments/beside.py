"""What other features show above a client's own appointments: they say so, and are asked."""

from collections.abc import Callable, Sequence
from typing import Any

from practice.core.actor import Actor

Reader = Callable[[Actor], Sequence[Any]]
_readers: dict[str, Reader] = {}


def register(name: str, reader: Reader) -> None:
    """Have `reader` called as `name` of the page (from an AppConfig's ready)."""
    _readers[name] = reader


def beside_own(actor: Actor) -> dict[str, Sequence[Any]]:
    """What each of them says of a client."""
    return {name: reader(actor) for name, reader in _readers.items()}

"""Built-in content is copied into each practice when it is made; each room says what to copy."""

from collections.abc import Callable

from practice.core.actor import Actor

Copier = Callable[[Actor], None]
_copiers: dict[str, Copier] = {}


def register(name: str, copier: Copier) -> None:
    """Have `copier` called for every new practice (from an AppConfig's ready)."""
    _copiers[name] = copier


def copy_all(actor: Actor) -> None:
    """Copy every room's built-in content into the actor's practice."""
    for copier in _copiers.values():
        copier(actor)

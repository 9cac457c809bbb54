"""Who else keeps bytes in the store: rooms above register, so that the sweep leaves theirs."""

from collections.abc import Callable, Sequence

from practice.core.actor import Actor

type Knows = Callable[[Actor, Sequence[str]], set[str]]

_KEEPERS: dict[str, Knows] = {}


def register(name: str, knows: Knows) -> None:
    """Say which of some names of the store belong to somebody there."""
    _KEEPERS[name] = knows


def kept_elsewhere(actor: Actor, names: Sequence[str]) -> set[str]:
    """Those of these names that belong to somebody who registered."""
    return {name for knows in _KEEPERS.values() for name in knows(actor, names)}

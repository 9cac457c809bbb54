"""The built-in movements: copied into each practice when it is made."""

from collections.abc import Mapping
from types import MappingProxyType

from sessions.movements.library.lying import LYING
from sessions.movements.library.seated import SEATED
from sessions.movements.library.sides_and_twists import SIDES_AND_TWISTS
from sessions.movements.library.upright import UPRIGHT
from sessions.movements.rules import BuiltInMovement

MOVEMENTS: tuple[BuiltInMovement, ...] = (*LYING, *SIDES_AND_TWISTS, *SEATED, *UPRIGHT)
MOVEMENTS_BY_CODE: Mapping[str, BuiltInMovement] = MappingProxyType({m.code: m for m in MOVEMENTS})

__all__ = ["MOVEMENTS", "MOVEMENTS_BY_CODE"]

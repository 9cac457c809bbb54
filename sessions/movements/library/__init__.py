"""The built-in movements: copied into each practice when it is made."""

from collections.abc import Mapping
from types import MappingProxyType

from sessions.movements.library.lying import LYING
from sessions.movements.library.seated import SEATED, SWAYING_AND_SWEEPING
from sessions.movements.library.sides_and_twists import SIDES_AND_TWISTS
from sessions.movements.library.upright import UPRIGHT
from sessions.movements.rules import BuiltInMovement

# What came later stands last, so that what is copied already keeps its place.
MOVEMENTS: tuple[BuiltInMovement, ...] = (
    *LYING,
    *SIDES_AND_TWISTS,
    *SEATED,
    *UPRIGHT,
    *SWAYING_AND_SWEEPING,
)
MOVEMENTS_BY_CODE: Mapping[str, BuiltInMovement] = MappingProxyType({m.code: m for m in MOVEMENTS})

__all__ = ["MOVEMENTS", "MOVEMENTS_BY_CODE"]

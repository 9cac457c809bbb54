"""Writes of the library: what each practice gets a copy of, and what it adds itself."""

from sessions.movements.services.built_in import copy_library
from sessions.movements.services.own import (
    MovementData,
    StepData,
    add_movement,
    edit_movement,
    retire_movement,
)

__all__ = [
    "MovementData",
    "StepData",
    "add_movement",
    "copy_library",
    "edit_movement",
    "retire_movement",
]

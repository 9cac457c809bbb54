"""Where a muscle is met: held positions, changes between them, and single movements.

One vocabulary for evaluating and for practising (the article, seed rows 73 to 83).
"""

from collections.abc import Mapping
from types import MappingProxyType

from clients.symptoms.rules.words import Word


class Position(Word):
    LYING = "lying", "Lying"
    SITTING = "sitting", "Sitting"
    STANDING = "standing", "Standing"
    WALKING = "walking", "Walking"
    RUNNING = "running", "Running"


class Transition(Word):
    """Directed: rising into activity, and settling back into rest (seed row 80)."""

    LYING_TO_SITTING = "lying_to_sitting", "Lying to sitting"
    SITTING_TO_STANDING = "sitting_to_standing", "Sitting to standing"
    STANDING_TO_WALKING = "standing_to_walking", "Standing to walking"
    WALKING_TO_RUNNING = "walking_to_running", "Walking to running"
    RUNNING_TO_WALKING = "running_to_walking", "Running to walking"
    WALKING_TO_STANDING = "walking_to_standing", "Walking to standing"
    STANDING_TO_SITTING = "standing_to_sitting", "Standing to sitting"
    SITTING_TO_LYING = "sitting_to_lying", "Sitting to lying"


class MovementTask(Word):
    BEND_FORWARD = "bend_forward", "Bending forward"
    LEAN_BACK = "lean_back", "Leaning back"
    SIDE_TO_SIDE = "side_to_side", "Leaning side to side"
    TWIST_TURN = "twist_turn", "Twisting and turning"
    WALK = "walk", "A walk"
    RUN = "run", "A run"


type Place = Position | Transition | MovementTask

PLACES: Mapping[str, Place] = MappingProxyType(
    {place.value: place for place in (*Position, *Transition, *MovementTask)}
)


def place_choices() -> list[tuple[str, str]]:
    return [(code, place.label) for code, place in PLACES.items()]


class Side(Word):
    LEFT = "left", "Left"
    RIGHT = "right", "Right"
    BOTH = "both", "Both sides"
    MIDDLE = "middle", "In the middle"

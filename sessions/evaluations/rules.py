from dataclasses import dataclass

from clients.symptoms.rules import Place, Position, Transition, Word
from sessions.movements.rules import Lineage

REFLEX_SCORE_MIN, REFLEX_SCORE_MAX = 0, 3  # a client holds parts of several: never one category


class ReflexPattern(Word):
    GREEN_LIGHT = "green_light", "Green Light"
    RED_LIGHT = "red_light", "Red Light"
    TRAUMA = "trauma", "Trauma"


@dataclass(frozen=True, slots=True)
class LessonProtocol:
    """One taught lesson; `order` is its number in that lineage and may differ in another."""

    code: str
    name: str
    lineage: Lineage
    reflex: ReflexPattern
    order: int


# Green Light as lesson 1 and the sides as lesson 2 are published; that leaves the front as 3.
LESSON_PROTOCOLS: tuple[LessonProtocol, ...] = (
    LessonProtocol(
        "lesson_1_green_light",
        "Lesson 1, the back of the body",
        Lineage.CLINICAL,
        ReflexPattern.GREEN_LIGHT,
        1,
    ),
    LessonProtocol(
        "lesson_2_trauma", "Lesson 2, the sides", Lineage.CLINICAL, ReflexPattern.TRAUMA, 2
    ),
    LessonProtocol(
        "lesson_3_red_light",
        "Lesson 3, the front of the body",
        Lineage.CLINICAL,
        ReflexPattern.RED_LIGHT,
        3,
    ),
)

MATRIX_COLUMNS: tuple[Place, ...] = (
    Position.LYING,
    Transition.LYING_TO_SITTING,
    Position.SITTING,
    Transition.SITTING_TO_STANDING,
    Position.STANDING,
    Transition.STANDING_TO_WALKING,
    Position.WALKING,
)

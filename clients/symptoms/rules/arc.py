"""The three steps of the article and what people tried before (seed rows 1, 36 to 41)."""

from collections.abc import Mapping
from types import MappingProxyType

from clients.symptoms.rules.words import Word


class Phase(Word):
    """In the order of the arc; `maintain` is our addition."""

    UNDERSTAND = "understand", "Understand"
    FREE = "free", "Free"
    INTEGRATE = "integrate", "Integrate"
    MAINTAIN = "maintain", "Maintain"


class ApproachType(Word):
    STRETCHING = "stretching", "Stretching"
    MASSAGE_MANIPULATION = "massage_manipulation", "Massage or manipulation"
    STRENGTHENING = "strengthening", "Strengthening"
    MOVEMENT_EDUCATION = "movement_education", "Movement education"
    OTHER = "other", "Something else"


# Rows of the article's table; "something else" is our own.
APPROACH_SOURCES: Mapping[ApproachType, int] = MappingProxyType(
    {
        ApproachType.STRETCHING: 39,
        ApproachType.MASSAGE_MANIPULATION: 39,
        ApproachType.STRENGTHENING: 40,
        ApproachType.MOVEMENT_EDUCATION: 39,
    }
)


class ReliefExtent(Word):
    NONE = "none", "No relief"
    PARTIAL = "partial", "Some relief"
    FULL = "full", "Full relief"


class InjuryKind(Word):
    """What may have left a habit behind (method notes, 2.3: the trauma reflex)."""

    INJURY = "injury", "An injury"
    SURGERY = "surgery", "An operation"
    ACCIDENT = "accident", "An accident"


class Breathing(Word):
    """How the breath moves (seed row 67: free or held, and where)."""

    FREE = "free", "Freely"
    HELD = "held", "Held"
    CANNOT_TELL = "cannot_tell", "Cannot tell"

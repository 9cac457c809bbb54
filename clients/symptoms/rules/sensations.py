"""What is sensed: how a symptom feels, and how clearly a place is felt (seed rows 26, 27, 57).

"Cannot feel", "unclear" and "distorted" are answers: an absence that nobody asks about stays one.
"""

from collections.abc import Mapping
from types import MappingProxyType

from clients.symptoms.rules.words import Word


class SensationQuality(Word):
    """How a symptom feels to who has it."""

    PULL = "pull", "A pull"
    SEIZING = "seizing", "Seizing up"
    ACHE = "ache", "An ache"
    UNCLEAR = "unclear", "Unclear, hard to say"
    DISTORTED = "distorted", "Distorted, other than it is"
    ABSENT = "absent", "I cannot feel it there"


class SensationClarity(Word):
    """How well a place is felt from the inside."""

    CLEAR = "clear", "Clear"
    UNCLEAR = "unclear", "Unclear"
    DISTORTED = "distorted", "Distorted"
    ABSENT = "absent", "Cannot feel"


# Rows of the article's table that the words come from.
SENSATION_SOURCES: Mapping[str, int] = MappingProxyType(
    {"pull": 26, "seizing": 27, "ache": 17, "unclear": 57, "distorted": 57, "absent": 57}
)


class Onset(Word):
    """How a symptom began."""

    SUDDEN = "sudden", "All at once"
    GRADUAL = "gradual", "Little by little"
    AFTER_EVENT = "after_event", "After an injury or operation"
    UNKNOWN = "unknown", "I do not know"


# What the article puts in the core (rows 9 to 11), as regions of the body map: asked of everybody.
SENSED_REGIONS: tuple[str, ...] = (
    "front_diaphragm_core",
    "front_belly_right_core",
    "front_belly_left_core",
    "back_loin_right_core",
    "back_loin_left_core",
    "front_pelvis_core",
    "front_groin_right_core",
    "front_groin_left_core",
    "back_sacrum_core",
)

"""What is true of how clearly a place is felt, and of looking back at it (seed rows 56 to 58).

Whoever lacks a sensation does not know it: "cannot feel" is an answer, and only later shows what
was lacking. What is said then of an earlier day stands beside what was said on that day.
"""

from collections.abc import Mapping
from types import MappingProxyType

from clients.symptoms.rules import SensationClarity, Word

FELT = (0, 10)  # how clearly it is felt, optional: 0 not at all, 10 as clearly as can be
MOST_WORDS = 500


class SensedIn(Word):
    """Where a report was given."""

    PORTAL = "portal", "At home"
    LESSON = "lesson", "In a lesson"


# From nothing to all of it, as a picture draws it: the lowest first.
STEPS: tuple[SensationClarity, ...] = (
    SensationClarity.ABSENT,
    SensationClarity.DISTORTED,
    SensationClarity.UNCLEAR,
    SensationClarity.CLEAR,
)
HEIGHTS: Mapping[SensationClarity, int] = MappingProxyType(
    {clarity: place for place, clarity in enumerate(STEPS)}
)

"""What a template of a home program is (hanna.md 2.10; seed rows 84 to 95)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from clients.symptoms.rules import Phase, Word

NAME_LENGTH = 80
SUMMARY_LENGTH = 300
SOURCE_LENGTH, RIGHTS_LENGTH = 200, 120
WEEKS_MOST = 52
ITEMS_MOST = 10  # as many as the builder has rows
MINUTES_MOST = 60
TEMPLATES_MOST = 60  # that are offered at once, ours among them
OWN_WORDS = "own words"
PHASES = (Phase.FREE, Phase.INTEGRATE, Phase.MAINTAIN)


class MadeFor(Word):
    """For whom a program is made: the same aim in another dose (hanna.md 2.10)."""

    STANDARD = "standard", "Most people"
    DELICATE = "delicate", "A delicate back"
    ATHLETIC = "athletic", "Athletes"


class Tier(Word):
    """A sample leads on to the full program, which the client may get elsewhere (seed row 95)."""

    SAMPLE = "sample", "A sample"
    FULL = "full", "The full program"


def goes_in_a_circle(first: UUID, then: UUID | None, before: Mapping[UUID, UUID | None]) -> bool:
    """Whether `first` would come before itself, if `then` were what comes before it."""
    seen: set[UUID] = set()
    while then is not None and then not in seen:
        if then == first:
            return True
        seen.add(then)
        then = before.get(then)
    return False


def needs_reason(prerequisite: UUID | None, had: Sequence[UUID], reason: str) -> bool:
    """A program whose prerequisite the client has not had waits for a reason."""
    return prerequisite is not None and prerequisite not in had and not reason.strip()

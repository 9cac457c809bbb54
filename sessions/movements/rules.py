"""What a movement of the library is, and what makes one fit to hand to a client."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from clients.symptoms.rules import (
    MUSCLE_GROUPS,
    Contraindication,
    Phase,
    Place,
    Position,
    Word,
)

WEIGHT_MIN, WEIGHT_MAX = 0, 3
WORDS_LENGTH = 160  # what can be read from the floor
OWN_WORDS = "own words"
OWN_SOURCE = "the practice"
NAME_LENGTH = 120
MINUTES_MOST, CYCLES_MOST, SECONDS_MOST = 60, 50, 600
STEPS_MOST, TARGETS_MOST, ALIASES_MOST = 12, 10, 6
MINUTES_AT_MOST = (4, 10, 15)  # as the budgets of a home program
OWN_POSITION = 10_000  # the practice's own stand after ours
WEIGHT_THAT_COUNTS = 2  # of 3: a movement may free and integrate (our first version)

_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_NOT_OUR_WORDS = re.compile(
    r"\b(treat|cure|fix|diagnos|prescri|patient|exercise|stretch|workout)", re.IGNORECASE
)
_MUSCLES = frozenset(group.code for group in MUSCLE_GROUPS)


class Lineage(Word):
    """Schools share movements and lessons, and name and number them differently."""

    HANNA = "hanna", "Hanna"
    CLINICAL = "clinical", "Clinical somatics"
    OTHER = "other", "Another school"


class Variant(Word):
    FLOOR = "floor", "On the floor"
    SEATED = "seated", "On a chair"
    STANDING = "standing", "Standing"


class Sides(Word):
    """Whether one cycle holds both sides, or is done on each side in turn."""

    TOGETHER = "together", "Both sides together"
    ALTERNATING = "alternating", "One side, then the other"
    EACH_SIDE = "each_side", "All on one side, then all on the other"


class Dosed(Word):
    """The side on which a movement is given; left out where it has none."""

    LEFT = "left", "Left"
    RIGHT = "right", "Right"
    BOTH = "both", "Both sides together"
    IN_TURN = "in_turn", "Each side in turn"


class StepKind(Word):
    CONTRACT = "contract", "Contract"
    SLOW_RELEASE = "slow_release", "Slow release"
    REST = "rest", "Rest"
    SENSE = "sense", "Sense"


@dataclass(frozen=True, slots=True)
class Step:
    kind: StepKind
    words: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Target:
    """What the movement reaches: the same two words as a cell of the evaluation (seed row 83)."""

    muscle_group: str
    place: Place


@dataclass(frozen=True, slots=True)
class Alias:
    name: str
    lineage: Lineage


@dataclass(frozen=True, slots=True)
class BuiltInMovement:
    """`steps` are one cycle; `cycles` of it are done (on each side, where sides say so).

    `release` and `integration` weigh 0 to 3 what the movement does (seed row 93).
    `drawing` names a partial in templates/movements/drawings.
    """

    code: str
    name: str
    summary: str
    position: Position
    sides: Sides
    minutes: int
    cycles: int
    start: str
    steps: tuple[Step, ...]
    release: int
    integration: int
    targets: tuple[Target, ...]
    source: str
    drawing: str
    variants: tuple[Variant, ...] = (Variant.FLOOR,)
    aliases: tuple[Alias, ...] = ()
    contraindications: tuple[Contraindication, ...] = ()
    rights: str = OWN_WORDS
    version: int = 1

    @property
    def phase(self) -> Phase:
        return Phase.INTEGRATE if self.integration > self.release else Phase.FREE

    @property
    def muscle_groups(self) -> frozenset[str]:
        return frozenset(target.muscle_group for target in self.targets)

    @property
    def seconds(self) -> int:
        """The whole practice, both sides, at the pace of the steps."""
        rounds = self.cycles * (2 if self.sides is Sides.EACH_SIDE else 1)
        return rounds * sum(step.seconds for step in self.steps)


def works_towards(phase: Phase, frees: int, integrates: int) -> bool:
    """Whether a movement of these weights is worth choosing for `phase`."""
    return (integrates if phase is Phase.INTEGRATE else frees) >= WEIGHT_THAT_COUNTS


def sort_name_of(position: int, folded: str) -> str:
    """Where a movement stands in the library: by its place there, then by name."""
    return f"{position:05d} {folded}"


def aims(muscle_group: str = "", place: str = "") -> str:
    """The mark of what reaches a muscle group, a place, or one in the other."""
    if muscle_group and place:
        return f"aim {muscle_group} {place}"
    return f"muscle {muscle_group}" if muscle_group else f"place {place}"


def begins_in(position: str) -> str:
    """The mark of where a movement starts."""
    return f"from {position}"


def does(phase: str) -> str:
    """The mark of what a movement is worth choosing for."""
    return f"phase {phase}"


def takes(most: int) -> str:
    """The mark of what takes at most so many minutes, of `MINUTES_AT_MOST`."""
    return f"within {most}"


def marks(
    *,
    targets: Iterable[tuple[str, str]],
    start_position: str,
    frees: int,
    integrates: int,
    minutes: int,
) -> set[str]:
    """What a movement is found by beside its names. No word of a name has a space in it, each of
    these has. `targets` are muscle groups and places by code."""
    phases = (Phase.FREE, Phase.INTEGRATE)
    found = {begins_in(start_position)}
    found |= {does(phase) for phase in phases if works_towards(phase, frees, integrates)}
    found |= {takes(most) for most in MINUTES_AT_MOST if minutes <= most}
    for muscle_group, place in targets:
        found |= {aims(muscle_group), aims(place=place), aims(muscle_group, place)}
    return found


def rounds_for(*, cycles: int, sides: str, usual_minutes: int, minutes: int, side: str = "") -> int:
    """How many rounds there are in `minutes`, both sides counted where each is done in turn; half
    of them where one `side` alone is given."""
    on_a_side = max(1, round(cycles * minutes / max(1, usual_minutes)))
    is_one = side in (Dosed.LEFT, Dosed.RIGHT)
    return on_a_side * (2 if sides == Sides.EACH_SIDE and not is_one else 1)


def problems(movement: BuiltInMovement) -> list[str]:
    """What keeps a movement out of the library, in words; empty when nothing does."""
    checks = (_name_problems, _pace_problems, _aim_problems, _word_problems)
    return [problem for check in checks for problem in check(movement)]


def _name_problems(movement: BuiltInMovement) -> Iterator[str]:
    for what, code in (("code", movement.code), ("drawing", movement.drawing)):
        if not _CODE.fullmatch(code):
            yield f"The {what} {code!r} is not lower case with underscores."
    for what, text in (("name", movement.name), ("source", movement.source)):
        if not text.strip():
            yield f"The {what} is empty."
    if not movement.variants:
        yield "It has no variant."
    if movement.rights != OWN_WORDS:
        yield f"The rights are {movement.rights!r}, not {OWN_WORDS!r}."
    if movement.version < 1:
        yield "The version is below 1."


def _pace_problems(movement: BuiltInMovement) -> Iterator[str]:
    kinds = {step.kind for step in movement.steps}
    yield from (f"It has no {kind.label.lower()}." for kind in StepKind if kind not in kinds)
    if any(step.seconds < 1 for step in movement.steps):
        yield "A step takes no time."
    for one, following in pairwise(movement.steps):
        if following.kind is StepKind.SLOW_RELEASE and following.seconds <= one.seconds:
            yield "A slow release is not longer than what it releases."
        if one.kind is StepKind.CONTRACT and following.kind is not StepKind.SLOW_RELEASE:
            yield "A contraction is not followed by a slow release."
    if movement.cycles < 1:
        yield "It is not done even once."
    if abs(movement.minutes * 60 - movement.seconds) > 30:
        yield f"The steps take {movement.seconds} seconds, not about {movement.minutes} minutes."


def _aim_problems(movement: BuiltInMovement) -> Iterator[str]:
    for what, weight in (("Release", movement.release), ("Integration", movement.integration)):
        if not WEIGHT_MIN <= weight <= WEIGHT_MAX:
            yield f"{what} weighs {weight}, not {WEIGHT_MIN} to {WEIGHT_MAX}."
    if movement.release <= 0 and movement.integration <= 0:
        yield "It neither releases nor integrates."
    if not movement.targets:
        yield "It has no target."
    unknown = sorted(movement.muscle_groups - _MUSCLES)
    yield from (f"There is no muscle group {code!r}." for code in unknown)


def _word_problems(movement: BuiltInMovement) -> Iterator[str]:
    texts = [movement.summary, movement.start, *(step.words for step in movement.steps)]
    for text in texts:
        if not text.endswith((".", "?")):
            yield f"Not a whole sentence: {text!r}"
        if found := _NOT_OUR_WORDS.search(text):
            yield f"Not our word, {found.group()!r}, in: {text!r}"
    yield from (
        f"Too long to read from the floor: {step.words!r}"
        for step in movement.steps
        if len(step.words) > WORDS_LENGTH
    )

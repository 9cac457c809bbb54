"""What is seen in somebody as they stand, walk and breathe, as values: each a kind, what of it, a
side and a number on the kind's scale. What nobody looked at is not there.

Reflexes are scores side by side, never one class (method notes, 2.3); posture signs are degrees
(seed row 35); words of quality go both ways (rows 34, 69); breath is free or held, and where (67).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clients.symptoms.rules import MOVEMENT_QUALITIES, POSTURE_SIGNS, Side, Word
from sessions.evaluations.rules import REFLEX_SCORE_MAX, REFLEX_SCORE_MIN, ReflexPattern

# Both are held strongly: 2 of 3 or more. The method names no number; this one is our choice.
DARK_VISE_FROM = 2


class FindingKind(Word):
    """The word is also the name of the group in which it is looked at."""

    REFLEX = "reflex", "Reflexes"
    POSTURE = "posture", "Posture signs"
    QUALITY = "quality", "How movement looks"
    BREATHING = "breathing", "Breathing"
    ALTERNATION = "alternation", "Alternation in walking"
    HEIGHT = "height", "Height"
    FULL_STATURE = "full_stature", "Full stature, in their own rating"


class Breath(Word):
    """How the breath moves in one place; stored as its place in this list, 0 or 1."""

    FREE = "free", "free"
    HELD = "held", "held"


@dataclass(frozen=True, slots=True)
class Look:
    """One thing of a kind that can be looked at; `ends` is its scale, None where it is ticked."""

    kind: FindingKind
    code: str
    side: str
    label: str
    ends: tuple[int, int] | None


type LookKey = tuple[str, str, str]  # kind, code, side


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class FindingData:
    """One thing that was seen. Height is in tenths of its unit, which is its code."""

    kind: str
    code: str
    side: str = ""
    value: int | None = None

    @property
    def key(self) -> LookKey:
        """What makes it one and the same."""
        return self.kind, self.code, self.side

    @property
    def look(self) -> Look:
        """What was looked at, in words; by its code where the list has it no more."""
        gone = Look(FindingKind(self.kind), self.code, self.side, self.code, None)
        return LOOKS.get(self.key, gone)


class Wrong(Word):
    """What can be the matter with a finding."""

    UNKNOWN = "unknown", "This is not on the list."
    SIDE = "side", "It does not have that side."
    SCALE = "scale", "The number is not on its scale."
    TWICE = "twice", "It is there twice."
    UNITS = "units", "Say the height in one unit."
    BOTH = "both", "Say it of both sides, or of each by itself."


class Misfit(ValueError):
    """A finding that cannot be, by what makes it one and the same."""

    def __init__(self, key: LookKey, wrong: Wrong) -> None:
        super().__init__(wrong.label)
        self.key, self.wrong = key, wrong

    @property
    def kind(self) -> str:
        """The group that it belongs to."""
        return self.key[0]


_BOTH, _LEFT, _RIGHT = Side.BOTH, Side.LEFT, Side.RIGHT
_DEGREES = (REFLEX_SCORE_MIN, REFLEX_SCORE_MAX)
_REFLEX_SIDES: Mapping[ReflexPattern, tuple[Side, ...]] = MappingProxyType(
    {
        ReflexPattern.GREEN_LIGHT: (_BOTH, _LEFT, _RIGHT),
        ReflexPattern.RED_LIGHT: (_BOTH, _LEFT, _RIGHT),
        ReflexPattern.TRAUMA: (_LEFT, _RIGHT),  # of one side by its nature
    }
)
# Ours: the article says "free" or "held" and of where only the belly; 2.10 names the ribs.
_BREATH_PLACES: tuple[tuple[str, str, str], ...] = (
    ("whole", "", "On the whole"),
    ("throat", "", "Throat and neck"),
    ("chest", "", "Chest"),
    ("ribs", "left", "Ribs, left"),
    ("ribs", "right", "Ribs, right"),
    ("belly", "", "Belly"),
    ("back", "", "Back"),
)
HEIGHT_UNITS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"cm": (500, 2500), "in": (200, 1000)}  # tenths: from 50 cm or 20 in to 250 cm or 100 in
)
STATURE = "own"  # the client's own word (seed row 28)


def _all_looks() -> Iterable[Look]:
    for pattern, sides in _REFLEX_SIDES.items():
        for side in sides:
            words = f"{pattern.label}, {side.label.lower()}"
            yield Look(FindingKind.REFLEX, pattern.value, side.value, words, _DEGREES)
    for sign in POSTURE_SIGNS:
        yield Look(FindingKind.POSTURE, sign.code, "", sign.label, _DEGREES)
    for quality in MOVEMENT_QUALITIES:
        yield Look(FindingKind.QUALITY, quality.code, "", quality.label, None)
    for code, side_code, label in _BREATH_PLACES:
        yield Look(FindingKind.BREATHING, code, side_code, label, (0, 1))
    for side in (_LEFT, _RIGHT):
        yield Look(FindingKind.ALTERNATION, "walking", side.value, side.label, _DEGREES)
    for unit, ends in HEIGHT_UNITS.items():
        yield Look(FindingKind.HEIGHT, unit, "", unit, ends)
    yield Look(FindingKind.FULL_STATURE, STATURE, "", "Full stature", (0, 10))


LOOKS: Mapping[LookKey, Look] = MappingProxyType(
    {(look.kind.value, look.code, look.side): look for look in _all_looks()}
)
_ORDER: Mapping[LookKey, int] = MappingProxyType({key: n for n, key in enumerate(LOOKS)})
_CODES = frozenset((kind, code) for kind, code, _side in LOOKS)


def looks_of(kind: FindingKind) -> list[Look]:
    """What can be looked at of one kind, in its order."""
    return [look for look in LOOKS.values() if look.kind is kind]


def in_order(findings: Iterable[FindingData]) -> tuple[FindingData, ...]:
    """In the order in which they are looked at."""
    return tuple(sorted(findings, key=lambda one: (_ORDER.get(one.key, len(_ORDER)), one.key)))


def sound(findings: Iterable[FindingData]) -> tuple[FindingData, ...]:
    """The same in order. Misfit for what is not on the list, has no such side, is not on its
    scale, is there twice, or is said of both sides and of one of them."""
    told = tuple(findings)
    keys: set[LookKey] = set()
    for one in told:
        _must_be(one)
        if one.key in keys:
            raise Misfit(one.key, Wrong.TWICE)
        keys.add(one.key)
    for kind, code, side in keys:
        if side == _BOTH and keys & {(kind, code, _LEFT.value), (kind, code, _RIGHT.value)}:
            raise Misfit((kind, code, side), Wrong.BOTH)
    heights = [key for key in keys if key[0] == FindingKind.HEIGHT]
    if len(heights) > 1:
        raise Misfit(heights[0], Wrong.UNITS)
    return in_order(told)


def _must_be(one: FindingData) -> None:
    look = LOOKS.get(one.key)
    if look is None:
        known = (one.kind, one.code) in _CODES
        raise Misfit(one.key, Wrong.SIDE if known else Wrong.UNKNOWN)
    if look.ends is None:
        if one.value is not None:
            raise Misfit(one.key, Wrong.SCALE)
    elif one.value is None or not look.ends[0] <= one.value <= look.ends[1]:
        raise Misfit(one.key, Wrong.SCALE)


def reflex_score(findings: Iterable[FindingData], pattern: ReflexPattern) -> int | None:
    """The highest score of one reflex over its sides; None where nobody looked."""
    mine = [one for one in findings if one.kind == FindingKind.REFLEX and one.code == pattern]
    return max((one.value for one in mine if one.value is not None), default=None)


def is_dark_vise(findings: Iterable[FindingData]) -> bool:
    """Green Light and Red Light both high: held from behind and in front at once.

    The method calls it Dark Vise (notes, 2.3). It follows from the two and is never stored.
    """
    told = tuple(findings)
    both = (ReflexPattern.GREEN_LIGHT, ReflexPattern.RED_LIGHT)
    return all((reflex_score(told, one) or 0) >= DARK_VISE_FROM for one in both)


@dataclass(frozen=True, slots=True)
class Alternation:
    """How freely tone rises and falls on each side in walking: 0 not at all to 3 freely.

    Seed rows 78 and 79 name the thing and no scale; four steps, as for a reflex, are our choice.
    """

    left: int
    right: int

    @property
    def index(self) -> int | None:
        """(left − right) / (left + right) in hundredths: 0 is even, above it the left is freer.

        None where neither side alternates: there is nothing to compare.
        """
        whole = self.left + self.right
        return round(100 * (self.left - self.right) / whole) if whole else None

    @property
    def asymmetry(self) -> int | None:
        """How far from even, whichever side: 0 to 100."""
        return None if self.index is None else abs(self.index)


def alternation(findings: Iterable[FindingData]) -> Alternation | None:
    """Of both sides; None until both were looked at."""
    mine = {one.side: one.value for one in findings if one.kind == FindingKind.ALTERNATION}
    left, right = mine.get(_LEFT.value), mine.get(_RIGHT.value)
    return None if left is None or right is None else Alternation(left, right)

"""Sensory-motor amnesia: where sensing and control of a part of the body went missing.

A finding has a region of the body, a side, and three answers: sense, control, release (method
notes, 2.2). Where it hurts is asked elsewhere; the two are often different places.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clients.symptoms.rules import BODY_REGIONS, BodyLayer, BodyRegion, Side, Word


class Sense(Word):
    """How well the client feels it."""

    CLEAR = "clear", "sensed clearly"
    UNCLEAR = "unclear", "sensed unclearly"
    ABSENT = "absent", "not sensed"


class Control(Word):
    """How it moves when they move it."""

    SMOOTH = "smooth", "moves smoothly"
    JERKY = "jerky", "moves in jerks"
    ABSENT = "absent", "not moved at will"


class LettingGo(Word):
    """How far it lets go at the end of a movement."""

    FULL = "full", "lets go fully"
    PARTIAL = "partial", "lets go in part"
    NONE = "none", "does not let go"


@dataclass(frozen=True, slots=True)
class SmaRegion:
    """A region of the body map without its side, which the finding says."""

    code: str
    name: str
    in_the_middle: bool


def _without_side(region: BodyRegion) -> SmaRegion:
    if region.side is Side.MIDDLE:
        return SmaRegion(region.code, region.name, in_the_middle=True)
    words = region.name.removeprefix(f"{region.side.label} ")
    code = region.code.replace(f"_{region.side.value}_", "_")
    return SmaRegion(code, words[0].upper() + words[1:], in_the_middle=False)


def _regions() -> Mapping[str, SmaRegion]:
    """The deep ones first: what is held lies often in the centre (method notes, 2.2)."""
    found = {}
    for layer in (BodyLayer.CORE, BodyLayer.SLEEVE):
        for region in BODY_REGIONS:
            if region.layer is layer:
                one = _without_side(region)
                found[one.code] = one
    return MappingProxyType(found)


SMA_REGIONS: Mapping[str, SmaRegion] = _regions()
# The muscle group that lies there (general anatomy), where one does.
REGION_GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "front_belly_core": "iliopsoas",
        "front_groin_core": "iliopsoas",
        "front_diaphragm_core": "diaphragm",
        "front_pelvis_core": "pelvic_floor",
        "back_loin_core": "quadratus_lumborum",
        "back_buttock_core": "deep_hip_rotators",
        "back_spine_core": "deep_spinal",
        "back_middle_spine_core": "deep_spinal",
        "front_chest_sleeve": "chest",
        "front_upper_belly_sleeve": "abdominal_wall",
        "front_lower_belly_sleeve": "abdominal_wall",
        "front_shoulder_sleeve": "shoulders",
        "front_thigh_sleeve": "quadriceps",
        "back_neck_sleeve": "neck",
        "back_shoulder_sleeve": "shoulders",
        "back_upper_back_sleeve": "upper_back",
        "back_middle_back_sleeve": "back_extensors",
        "back_low_back_sleeve": "back_extensors",
        "back_buttock_sleeve": "gluteals",
        "back_thigh_sleeve": "hamstrings",
        "back_calf_sleeve": "calves",
        "side_waist_sleeve": "waist",
        "side_hip_sleeve": "abductors",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class SmaData:
    """One finding; "" is what was not looked at, of the side too."""

    region: str
    side: str = ""
    sense: str = ""
    control: str = ""
    release: str = ""

    @property
    def says_something(self) -> bool:
        """A region alone was only chosen."""
        return bool(self.sense or self.control or self.release)

    @property
    def is_held(self) -> bool:
        """Whether something of it went missing."""
        clear = (("", Sense.CLEAR), ("", Control.SMOOTH), ("", LettingGo.FULL))
        told = (self.sense, self.control, self.release)
        return any(one not in fine for one, fine in zip(told, clear, strict=True))


class SmaWrong(Word):
    """What can be the matter with a finding."""

    REGION = "region", "Choose a region from the list."
    SIDE = "side", "This region does not have that side."
    SENSE = "sense", "Choose how it is sensed from the list."
    CONTROL = "control", "Choose how it moves from the list."
    RELEASE = "release", "Choose how it lets go from the list."
    TWICE = "twice", "This region is there twice on that side."

    @property
    def at(self) -> str:
        """The field that it stands beside."""
        return "region" if self is SmaWrong.TWICE else self.value


class SmaMisfit(ValueError):
    """A finding that cannot be; `at` is its place in the row of them."""

    def __init__(self, at: int, wrong: SmaWrong) -> None:
        super().__init__(wrong.label)
        self.at, self.wrong = at, wrong


def sma_wrong(one: SmaData) -> SmaWrong | None:
    """What is the matter with one finding by itself."""
    region = SMA_REGIONS.get(one.region)
    if region is None:
        return SmaWrong.REGION
    if one.side == Side.MIDDLE and not region.in_the_middle:
        return SmaWrong.SIDE
    lists: tuple[tuple[SmaWrong, str, type[Word]], ...] = (
        (SmaWrong.SIDE, one.side, Side),
        (SmaWrong.SENSE, one.sense, Sense),
        (SmaWrong.CONTROL, one.control, Control),
        (SmaWrong.RELEASE, one.release, LettingGo),
    )
    return next((wrong for wrong, said, words in lists if said and said not in {*words}), None)


def sound_sma(findings: Iterable[SmaData]) -> tuple[SmaData, ...]:
    """Those that say something, in one order. SmaMisfit for what cannot be, or is there twice."""
    found: dict[tuple[str, str], SmaData] = {}
    for at, one in enumerate(findings):
        if wrong := sma_wrong(one):
            raise SmaMisfit(at, wrong)
        if one.says_something:
            if (one.region, one.side) in found:
                raise SmaMisfit(at, SmaWrong.TWICE)
            found[one.region, one.side] = one
    return tuple(sorted(found.values()))

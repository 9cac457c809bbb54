"""The body map: where on the body something is felt, seen from four sides, in two layers.

Left and right are always the person's own. Each region is drawn once, in one view and one layer;
the core lies closest to the bone, the sleeve around it (seed rows 8 to 11).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clients.symptoms.rules.muscles import BodyLayer
from clients.symptoms.rules.places import Side
from clients.symptoms.rules.words import Word

FIGURE_WIDTH, FIGURE_HEIGHT = 240, 548


class BodyView(Word):
    FRONT = "front", "Front"
    BACK = "back", "Back"
    LEFT = "left", "Left side"
    RIGHT = "right", "Right side"


class BodyMark(Word):
    """Where it hurts and where it is held are often two places (method notes, 2.2)."""

    HURTS = "hurts", "Where it hurts"
    HELD = "held", "Where it is held"


LAYER_WORDS: Mapping[BodyLayer, str] = MappingProxyType(
    {BodyLayer.SLEEVE: "surface", BodyLayer.CORE: "deep"}
)


@dataclass(frozen=True, slots=True)
class Box:
    """Where a region lies on a figure of 240 by 548, from its upper left corner."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class BodyRegion:
    """`label` says side and view but not the layer; `name` says all of it."""

    code: str
    label: str
    view: BodyView
    side: Side
    layer: BodyLayer
    box: Box

    @property
    def depth(self) -> str:
        """The layer in a word."""
        return LAYER_WORDS[self.layer]

    @property
    def name(self) -> str:
        """In words that stand by themselves: "Left groin, front, deep"."""
        return f"{self.label}, {self.depth}"


# (code, words, x, y, width, height); the words of a pair follow "Left" or "Right".
type Drawn = tuple[str, str, int, int, int, int]

_FRONT_PAIRS: tuple[Drawn, ...] = (
    ("shoulder", "shoulder, front", 142, 98, 42, 50),
    ("arm", "upper arm, front", 164, 148, 46, 60),
    ("forearm", "forearm and hand, front", 174, 208, 52, 106),
    ("groin", "groin, front", 120, 250, 54, 52),
    ("thigh", "thigh, front", 120, 302, 54, 72),
    ("knee", "knee, front", 120, 374, 50, 44),
    ("shin", "shin", 120, 418, 50, 76),
    ("foot", "foot, front", 120, 494, 48, 50),
)
_FRONT_MIDDLE: tuple[Drawn, ...] = (
    ("face", "Face and jaw", 90, 8, 60, 58),
    ("neck", "Neck, front", 98, 66, 44, 40),
    ("chest", "Chest", 98, 106, 44, 50),
    ("upper_belly", "Upper belly", 78, 156, 84, 46),
    ("lower_belly", "Lower belly", 78, 202, 84, 48),
)
_BACK_PAIRS: tuple[Drawn, ...] = (
    ("shoulder", "shoulder, back", 142, 98, 42, 50),
    ("arm", "upper arm, back", 164, 148, 46, 60),
    ("forearm", "forearm and hand, back", 174, 208, 52, 106),
    ("buttock", "buttock", 120, 248, 54, 56),
    ("thigh", "thigh, back", 120, 304, 54, 70),
    ("knee", "knee, back", 120, 374, 50, 44),
    ("calf", "calf", 120, 418, 50, 76),
    ("heel", "heel", 120, 494, 48, 50),
)
_BACK_MIDDLE: tuple[Drawn, ...] = (
    ("head", "Back of the head", 90, 8, 60, 58),
    ("neck", "Neck, back", 98, 66, 44, 40),
    ("upper_back", "Upper back", 98, 106, 44, 50),
    ("middle_back", "Middle back", 78, 156, 84, 42),
    ("low_back", "Low back", 78, 198, 84, 50),
)
_SIDE: tuple[Drawn, ...] = (
    ("head", "ear and temple", 80, 8, 70, 62),
    ("neck", "neck, side", 92, 70, 52, 39),
    ("shoulder", "point of the shoulder", 84, 109, 76, 43),
    ("ribs", "ribs, side", 82, 152, 78, 50),
    ("waist", "waist, side", 82, 202, 78, 44),
    ("hip", "hip, side", 84, 246, 84, 58),
    ("thigh", "thigh, side", 86, 304, 78, 68),
    ("knee", "knee, side", 90, 372, 60, 46),
    ("lower_leg", "lower leg, side", 94, 418, 58, 78),
    ("ankle", "ankle, side", 72, 496, 72, 44),
)
_FRONT_CORE_PAIRS: tuple[Drawn, ...] = (
    ("belly", "belly beside the spine, front", 120, 200, 42, 44),
    ("groin", "groin, front", 120, 284, 54, 48),
)
_FRONT_CORE_MIDDLE: tuple[Drawn, ...] = (
    ("throat", "Throat and neck, front", 98, 66, 44, 40),
    ("diaphragm", "Breathing muscle under the ribs", 78, 150, 84, 50),
    ("pelvis", "Inside the pelvis", 78, 244, 84, 40),
)
_BACK_CORE_PAIRS: tuple[Drawn, ...] = (
    ("loin", "low back beside the spine", 120, 200, 42, 44),
    ("buttock", "buttock", 120, 284, 54, 48),
)
_BACK_CORE_MIDDLE: tuple[Drawn, ...] = (
    ("neck", "Neck, back", 98, 66, 44, 40),
    ("spine", "Spine between the shoulder blades", 98, 106, 44, 50),
    ("middle_spine", "Spine behind the ribs", 98, 156, 44, 44),
    ("sacrum", "Base of the spine", 78, 244, 84, 40),
)
_SIDE_CORE: tuple[Drawn, ...] = (
    ("shoulder", "shoulder joint", 84, 109, 76, 43),
    ("waist", "waist between ribs and pelvis", 82, 202, 78, 44),
    ("hip", "hip joint", 84, 246, 84, 58),
    ("knee", "knee joint", 90, 372, 60, 46),
)


def _middle(view: BodyView, layer: BodyLayer, rows: tuple[Drawn, ...]) -> Iterator[BodyRegion]:
    for code, words, *box in rows:
        whole = f"{view.value}_{code}_{layer.value}"
        yield BodyRegion(whole, words, view, Side.MIDDLE, layer, Box(*box))


def _pairs(view: BodyView, layer: BodyLayer, rows: tuple[Drawn, ...]) -> Iterator[BodyRegion]:
    """Each row is drawn on the viewer's right: the person's left in front, their right behind."""
    on_the_right = Side.LEFT if view is BodyView.FRONT else Side.RIGHT
    for code, words, x, y, width, height in rows:
        for side in (Side.RIGHT, Side.LEFT):
            at = x if side is on_the_right else FIGURE_WIDTH - x - width
            whole = f"{view.value}_{code}_{side.value}_{layer.value}"
            label, box = f"{side.label} {words}", Box(at, y, width, height)
            yield BodyRegion(whole, label, view, side, layer, box)


def _profile(view: BodyView, layer: BodyLayer, rows: tuple[Drawn, ...]) -> Iterator[BodyRegion]:
    """Rows are drawn for the left side, which looks to the viewer's left."""
    side = Side(view.value)
    for code, words, x, y, width, height in rows:
        at = x if side is Side.LEFT else FIGURE_WIDTH - x - width
        whole = f"side_{code}_{side.value}_{layer.value}"
        label, box = f"{side.label} {words}", Box(at, y, width, height)
        yield BodyRegion(whole, label, view, side, layer, box)


def _from_head_to_foot(*rows: Iterator[BodyRegion]) -> list[BodyRegion]:
    found = [region for row in rows for region in row]
    return sorted(found, key=lambda region: region.box.y)


_SLEEVE, _CORE = BodyLayer.SLEEVE, BodyLayer.CORE
_FRONT, _BACK, _LEFT, _RIGHT = BodyView

BODY_REGIONS: tuple[BodyRegion, ...] = (
    *_from_head_to_foot(
        _middle(_FRONT, _SLEEVE, _FRONT_MIDDLE), _pairs(_FRONT, _SLEEVE, _FRONT_PAIRS)
    ),
    *_from_head_to_foot(
        _middle(_FRONT, _CORE, _FRONT_CORE_MIDDLE), _pairs(_FRONT, _CORE, _FRONT_CORE_PAIRS)
    ),
    *_from_head_to_foot(_middle(_BACK, _SLEEVE, _BACK_MIDDLE), _pairs(_BACK, _SLEEVE, _BACK_PAIRS)),
    *_from_head_to_foot(
        _middle(_BACK, _CORE, _BACK_CORE_MIDDLE), _pairs(_BACK, _CORE, _BACK_CORE_PAIRS)
    ),
    *_profile(_LEFT, _SLEEVE, _SIDE),
    *_profile(_LEFT, _CORE, _SIDE_CORE),
    *_profile(_RIGHT, _SLEEVE, _SIDE),
    *_profile(_RIGHT, _CORE, _SIDE_CORE),
)
BODY_REGIONS_BY_CODE: Mapping[str, BodyRegion] = MappingProxyType({r.code: r for r in BODY_REGIONS})


@dataclass(frozen=True, slots=True)
class MarkedRegion:
    """A region with the marks it has."""

    region: BodyRegion
    hurts: bool
    held: bool


@dataclass(frozen=True, slots=True)
class BodyFigure:
    """One drawing of the map: a view in a layer, with all its regions."""

    view: BodyView
    layer: BodyLayer
    regions: tuple[MarkedRegion, ...]

    @property
    def title(self) -> str:
        """As "Left side, deep"."""
        return f"{self.view.label}, {LAYER_WORDS[self.layer]}"

    @property
    def is_marked(self) -> bool:
        return any(marked.hurts or marked.held for marked in self.regions)


def body_figures(marks: Mapping[str, object]) -> list[BodyFigure]:
    """All eight drawings; `marks` holds lists of codes under "hurts" and "held"."""
    hurts, held = (_codes(marks.get(mark.value)) for mark in BodyMark)
    return [
        BodyFigure(
            view,
            layer,
            tuple(
                MarkedRegion(region, region.code in hurts, region.code in held)
                for region in BODY_REGIONS
                if region.view is view and region.layer is layer
            ),
        )
        for view in BodyView
        for layer in (BodyLayer.SLEEVE, BodyLayer.CORE)
    ]


def _codes(value: object) -> set[str]:
    return {code for code in value if isinstance(code, str)} if isinstance(value, list) else set()

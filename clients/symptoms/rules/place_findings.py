"""What is found in one place of a movement: the article's words, each where it puts them.

Rows 73 to 80 of its table bind them to a position or a transition; what leads back into rest is met
as its way up is (row 80). Codes that a client may report too are those of the catalogue.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clients.symptoms.rules.places import PLACES, MovementTask, Place, Position, Transition


@dataclass(frozen=True, slots=True)
class PlaceFinding:
    """`sources` are rows of the article's table; `places` where it can be found."""

    code: str
    label: str
    sources: tuple[int, ...]
    places: tuple[Place, ...]


_RISING, _RECLINING = Transition.LYING_TO_SITTING, Transition.SITTING_TO_LYING
_STANDING = (Position.STANDING,)
_STEPPING = (Transition.STANDING_TO_WALKING, Transition.WALKING_TO_STANDING)
_GOING = (
    Position.WALKING,
    Transition.WALKING_TO_RUNNING,
    Position.RUNNING,
    Transition.RUNNING_TO_WALKING,
)
_TASKS = (
    MovementTask.BEND_FORWARD,
    MovementTask.LEAN_BACK,
    MovementTask.SIDE_TO_SIDE,
    MovementTask.TWIST_TURN,
)

PLACE_FINDINGS: tuple[PlaceFinding, ...] = (
    PlaceFinding("groin_pain", "Pain in the groin", (15, 74), (_RISING, _RECLINING)),
    PlaceFinding("groin_pull", "A pull in the groin", (26, 74), (_RISING, _RECLINING)),
    PlaceFinding(
        "lumbopelvic_pain",
        "Pain deep in the low back and pelvis",
        (24, 74, 77),
        (_RISING, _RECLINING, Position.STANDING),
    ),
    PlaceFinding("pelvic_seizing", "Seizes in the pelvis", (27, 74), (_RISING, _RECLINING)),
    PlaceFinding(
        "cannot_stand_erect",
        "Cannot come fully erect",
        (28, 76),
        (Transition.SITTING_TO_STANDING,),
    ),
    PlaceFinding("groin_to_back_pull", "A pull from groin to back", (77,), _STANDING),
    PlaceFinding("lumbosacral_pain", "Pain at the base of the spine", (25, 77), _STANDING),
    PlaceFinding("pubes_back", "Pubes back", (30, 77), _STANDING),
    PlaceFinding("belly_protrudes", "Belly protrudes", (19, 77), _STANDING),
    PlaceFinding("buttocks_back", "Buttocks back", (18, 77), _STANDING),
    PlaceFinding("excess_lumbar_curve", "Excess curve in the low back", (29, 77), _STANDING),
    PlaceFinding("curves_stay", "The curves do not adjust", (77,), _TASKS),
    PlaceFinding("restricted_stride", "Stride restricted", (21, 78), (*_STEPPING, *_GOING)),
    PlaceFinding("weight_shift_lost", "Weight does not shift over", (78,), _STEPPING),
    PlaceFinding("alternation_lost", "Alternation lost", (79,), _GOING),
)

PLACE_FINDINGS_BY_CODE: Mapping[str, PlaceFinding] = MappingProxyType(
    {one.code: one for one in PLACE_FINDINGS}
)
FINDINGS_AT: Mapping[Place, tuple[PlaceFinding, ...]] = MappingProxyType(
    {
        place: tuple(one for one in PLACE_FINDINGS if place in one.places)
        for place in PLACES.values()
    }
)

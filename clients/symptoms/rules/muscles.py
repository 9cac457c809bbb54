"""Muscle groups by layer: the core lies closest to the bone, the sleeve around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clients.symptoms.rules.words import Word


class BodyLayer(Word):
    CORE = "core", "Core, closest to the bone"
    SLEEVE = "sleeve", "Sleeve, around the core"


class MuscleFunction(Word):
    """A group can be both (seed row 6)."""

    STABILIZER = "stabilizer", "Steadies"
    MOVER = "mover", "Moves"


@dataclass(frozen=True, slots=True)
class MuscleGroup:
    """`source` is a row of the article's table, or "general anatomy" where it names none."""

    code: str
    name: str
    layer: BodyLayer
    functions: tuple[MuscleFunction, ...]
    aliases: tuple[str, ...] = ()
    source: str = "general anatomy"


FIRST_MUSCLE_GROUP = "iliopsoas"  # every matrix begins with it (seed row 11)
MUSCLE_GROUPS_MOST = 30  # that are offered at once, ours among them: each row of a note lists them
MUSCLE_GROUP_LENGTH = 40  # of a practice's own: it stands in the head of a row

_CORE, _SLEEVE = BodyLayer.CORE, BodyLayer.SLEEVE
_STEADIES = (MuscleFunction.STABILIZER,)
_MOVES = (MuscleFunction.MOVER,)
_DOES_BOTH = (MuscleFunction.STABILIZER, MuscleFunction.MOVER)

MUSCLE_GROUPS: tuple[MuscleGroup, ...] = (
    MuscleGroup(
        "iliopsoas",
        "Iliopsoas",
        _CORE,
        _DOES_BOTH,
        ("psoas", "psoas major"),
        "seed rows 6, 7, 11",
    ),
    MuscleGroup("iliacus", "Iliacus", _CORE, _DOES_BOTH, (), "seed rows 7, 9"),
    MuscleGroup("diaphragm", "Diaphragm", _CORE, _MOVES, ("breathing muscle",), "seed row 9"),
    MuscleGroup(
        "quadratus_lumborum", "Quadratus lumborum", _CORE, _DOES_BOTH, ("ql",), "seed row 9"
    ),
    MuscleGroup("deep_spinal", "Deep spinal muscles", _CORE, _STEADIES, ("multifidi",)),
    MuscleGroup("pelvic_floor", "Pelvic floor", _CORE, _STEADIES),
    MuscleGroup("deep_hip_rotators", "Deep hip rotators", _CORE, _DOES_BOTH, ("piriformis",)),
    MuscleGroup(
        "abdominal_wall",
        "Abdominal wall",
        _SLEEVE,
        _DOES_BOTH,
        ("abdominals", "belly muscles", "rectus abdominis"),
        "seed rows 10, 65",
    ),
    MuscleGroup("waist", "Waist", _SLEEVE, _DOES_BOTH, ("obliques", "side of the trunk")),
    MuscleGroup("back_extensors", "Back extensors", _SLEEVE, _DOES_BOTH, ("erector spinae",)),
    MuscleGroup("gluteals", "Gluteals", _SLEEVE, _DOES_BOTH, ("buttocks",)),
    MuscleGroup(
        "hamstrings", "Hamstrings", _SLEEVE, _MOVES, ("back of the thighs",), "seed row 22"
    ),
    MuscleGroup("quadriceps", "Quadriceps", _SLEEVE, _MOVES, ("front of the thighs",)),
    MuscleGroup("adductors", "Adductors", _SLEEVE, _DOES_BOTH, ("inner thighs",)),
    MuscleGroup("abductors", "Hip abductors", _SLEEVE, _DOES_BOTH, ("outer hips",)),
    MuscleGroup("calves", "Calves", _SLEEVE, _DOES_BOTH),
    MuscleGroup("chest", "Chest", _SLEEVE, _MOVES, ("pectorals",)),
    MuscleGroup("shoulders", "Shoulders", _SLEEVE, _DOES_BOTH, ("shoulder girdle",)),
    MuscleGroup("upper_back", "Upper back", _SLEEVE, _DOES_BOTH, ("between the shoulder blades",)),
    MuscleGroup("neck", "Neck", _SLEEVE, _DOES_BOTH),
)

_BY_CODE: Mapping[str, MuscleGroup] = MappingProxyType({g.code: g for g in MUSCLE_GROUPS})
_BY_WORD: Mapping[str, MuscleGroup] = MappingProxyType(
    {word.casefold(): g for g in MUSCLE_GROUPS for word in (g.code, g.name, *g.aliases)}
)


def muscle_group(code: str) -> MuscleGroup:
    """Raises KeyError for a code that is not built in."""
    return _BY_CODE[code]


def muscle_group_named(word: str) -> MuscleGroup | None:
    """By code, name or alias: "psoas" is the iliopsoas (seed row 7)."""
    return _BY_WORD.get(word.strip().casefold())

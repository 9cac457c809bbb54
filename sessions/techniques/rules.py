"""What every practice begins with: the techniques of the work, and lessons that are taught with
them. A practice adds its own of both."""

from dataclasses import dataclass

from clients.symptoms.rules import Position, Side, Word
from sessions.evaluations.rules import ReflexPattern

NAME_LENGTH = 60  # of a technique: it stands in front of a line
PROTOCOL_LENGTH = 80
LINEAGE_LENGTH = 80
TECHNIQUES_MOST = 40  # that are offered at once, ours among them
PROTOCOLS_MOST = 60
LINES_MOST = 20  # of a protocol; a note holds 40
REPETITIONS_MIN, REPETITIONS_MAX = 1, 99  # two digits; hanna.md 2.7 has 2 to 10
ORDER_MAX = 99
MOVEMENT = "m:"  # begins a movement's code where it stands among muscle groups


class Technique(Word):
    """The three techniques of the work (hanna.md 2.4)."""

    MEANS_WHEREBY = "means_whereby", "Means-Whereby"
    KINETIC_MIRRORING = "kinetic_mirroring", "Kinetic Mirroring"
    ASSISTED_PANDICULATION = "assisted_pandiculation", "Assisted Pandiculation"


# Whom each comes from. All three are done with the hands: the educator moves the part, brings its
# ends together, or meets what contracts (hanna.md 2.4).
LINEAGES: dict[Technique, str] = {
    Technique.MEANS_WHEREBY: "F. M. Alexander",
    Technique.KINETIC_MIRRORING: "Moshé Feldenkrais, named by Thomas Hanna",
    Technique.ASSISTED_PANDICULATION: "Thomas Hanna",
}


@dataclass(frozen=True, slots=True)
class TaughtLine:
    """One line of a protocol, by codes; a muscle group or a movement, "" the other."""

    technique: str
    muscle_group: str = ""
    movement: str = ""
    side: str = ""
    place: str = ""
    repetitions: int | None = None


@dataclass(frozen=True, slots=True)
class Taught:
    """One lesson as it is taught; `order` is its number in that lineage, and another in another."""

    code: str
    name: str
    lineage: str
    reflex: ReflexPattern
    order: int
    lines: tuple[TaughtLine, ...]


def _lines(*said: tuple[Technique, str, Side, int]) -> tuple[TaughtLine, ...]:
    lying = Position.LYING.value
    return tuple(
        TaughtLine(technique.value, group, "", side.value, lying, times)
        for technique, group, side, times in said
    )


_FEEL, _MEET = Technique.MEANS_WHEREBY, Technique.ASSISTED_PANDICULATION
_CLINICAL = "Clinical somatics"
# Green Light as lesson 1 and the sides as lesson 2 are published; that leaves the front as 3
# (hanna.md 2.5). What is done on which muscles is our first version: first felt, then met.
PROTOCOLS: tuple[Taught, ...] = (
    Taught(
        "lesson_1_green_light",
        "Lesson 1, the back of the body",
        _CLINICAL,
        ReflexPattern.GREEN_LIGHT,
        1,
        _lines(
            (_FEEL, "back_extensors", Side.BOTH, 2),
            (_MEET, "back_extensors", Side.LEFT, 3),
            (_MEET, "back_extensors", Side.RIGHT, 3),
            (_MEET, "gluteals", Side.BOTH, 3),
            (_MEET, "hamstrings", Side.BOTH, 3),
        ),
    ),
    Taught(
        "lesson_2_trauma",
        "Lesson 2, the sides",
        _CLINICAL,
        ReflexPattern.TRAUMA,
        2,
        _lines(
            (_FEEL, "waist", Side.BOTH, 2),
            (_MEET, "waist", Side.LEFT, 3),
            (_MEET, "waist", Side.RIGHT, 3),
            (_MEET, "abductors", Side.BOTH, 3),
        ),
    ),
    Taught(
        "lesson_3_red_light",
        "Lesson 3, the front of the body",
        _CLINICAL,
        ReflexPattern.RED_LIGHT,
        3,
        _lines(
            (_FEEL, "abdominal_wall", Side.MIDDLE, 2),
            (_MEET, "abdominal_wall", Side.MIDDLE, 3),
            (_MEET, "iliopsoas", Side.LEFT, 3),
            (_MEET, "iliopsoas", Side.RIGHT, 3),
            (_MEET, "chest", Side.BOTH, 3),
        ),
    ),
)

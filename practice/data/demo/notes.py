"""What a session note of the demo says: matrix, lesson lines, felt change, release."""

from dataclasses import replace
from random import Random
from typing import Any

from clients.symptoms.rules import EXPECTED_TONE, Place, Position, Transition
from practice.data.demo.people import Person
from practice.data.demo.seen import amnesia_of, findings_of, pattern_of
from sessions.evaluations.improvement import improved, places_behind
from sessions.evaluations.rules import MATRIX_COLUMNS, MATRIX_MUSCLE, CellData
from sessions.notes.rules import LineData, NoteData, ReleaseData

EARLY = 3  # lessons that still sound like the first ones
SEEN = (
    (
        "Stands with the weight on the right, lifts the chest to come up.",
        "Walks with a short stride, the arms hardly swing.",
        "Lies with a hand's breadth under the low back.",
        "Turns to sit in one piece.",
        "Holds the breath before the weight shifts.",
        "Comes up by way of the neck; the pelvis follows late.",
        "One knee falls out in lying, the other stays at attention.",
        "Sits behind the sit bones and lifts from the chest.",
    ),
    (
        "Comes in with longer steps; the arms have begun to swing.",
        "Sits down slowly, and only the last inch falls.",
        "Lies with two fingers under the low back.",
        "Waits before getting up, then gets up in one go.",
        "The breath goes on while the weight shifts.",
        "Looks round while walking, and does not stop for it.",
    ),
)
SENSED = (
    (
        "The psoas holds in lying and lets go unevenly, with a tremor.",
        "A firm band beside the spine that answers late.",
        "The belly guards before the hand has arrived.",
    ),
    (
        "The back answers first, the front waits.",
        "Gives way for a moment, then remembers to hold.",
        "Follows in small steps, like a cogwheel.",
    ),
    (
        "Softer than last time; lets go in two steps.",
        "The hold is smaller and further down.",
        "Follows slowly and evenly for most of the way.",
    ),
    (
        "Lets go when asked, and stays.",
        "Quiet in lying. Wakes up only when the foot takes weight.",
        "Little to do for the hands; it does it by itself.",
    ),
)
FELT = (
    "Warmer and longer on that side.",
    "The back lies down by itself.",
    "As if there were room behind the belly.",
    "Light. The foot finds the floor.",
    "Tired in a good way.",
    "Is that all it takes?",
    "The shoulder came down too, uninvited.",
)
RETESTS = (
    (
        "Up from the chair again: higher, and without the hands.",
        "Lying again: two fingers under the low back instead of a hand.",
        "The same six steps: longer, and the arms go along.",
        "Lying to sitting over the side: no breath held.",
        "Up from the chair again: much as before, only slower to brace.",
    ),
    (
        "Up from the chair again: nothing moves first.",
        "Six steps and a turn: the head turns, the rest comes along.",
        "Lying to sitting: looks like one movement now.",
        "Standing on either leg: the same on both, nearly.",
    ),
)
HOME = (
    "As in the program; slower than you think.",
    "The first one only, for three days, then both.",
    "Before getting up, while still in bed.",
)
PLANS = (
    "Slower. Next time from lying to sitting.",
    "Take it into sitting and standing next.",
    "Weave it into the first steps.",
    "Less often, and in the middle of the day.",
    "Look at the stairs together.",
    "Leave it alone for a week and see what stays.",
)
RESPONSES = (
    (
        ("Easier at the third", "Did not know at first what was asked", "Went round the brace"),
        ("Softened", "Stayed, then gave way", "Answered on the other side first"),
        ("Let go slowly", "Trembled, then quiet", "Half of it, and that was enough"),
    ),
    (
        ("Found it alone", "Without the hands", "Smaller each time, and still there"),
        ("Came along at once", "Followed as far as the knee", "Softened before the hand came"),
        ("Slow and even, down to rest", "Let go all the way", "Less was needed than before"),
    ),
)
TECHNIQUES = ("means_whereby", "kinetic_mirroring", "assisted_pandiculation")
PAIN_AT_FIRST = 5
# Where each technique is given, how often, and what the last one ends in: a movement to take home.
GIVEN = (("lying", 2), ("lying", 3), ("sitting", 5))
ENDS_IN = ("arch_and_flatten", "arch_and_curl")
FELT_INSIDE = ("absent", "distorted", "unclear", "clear")  # clearer from lesson to lesson
BACK_OF_THE_THIGH = "hamstrings"


def _cells(person: Person, number: int, lessons: int, rng: Random) -> tuple[CellData, ...]:
    """Tone nears what the place asks for, over the lessons and within each."""
    sides = ("left", "right") if person.side == "both" else (person.side,)
    ease = (number - 1) / max(lessons, 3)
    cells = []
    for side in sides:
        for place in MATRIX_COLUMNS[: 4 + min(number, 3)]:
            band = EXPECTED_TONE[place]
            over = 4 * (1 - ease) - 0.5 + rng.choice((-1, 0, 0, 1))
            tone = min(10, max(band.low + 1, round(band.high + over)))
            pain = max(0, round(PAIN_AT_FIRST * (1 - ease) + rng.choice((-2, -1, 0, 1))))
            after, less = rng.choice((1, 2, 2, 3)), rng.choice((0, 1, 2, 2))
            cells += [
                CellData(
                    side=side,
                    place=place,
                    moment="before",
                    tone=tone,
                    pain=pain,
                    **_told_of(place, number, pain),
                ),
                CellData(
                    side=side,
                    place=place,
                    moment="after",
                    tone=max(band.low, tone - after),
                    pain=max(0, pain - less),
                ),
            ]
    return (*cells, *_beside(sides[0], number))


def _told_of(place: Place, number: int, pain: int) -> dict[str, Any]:
    """How clearly it is felt in lying, and what coming up is looked at for."""
    if place is MATRIX_COLUMNS[0]:
        return {"sensation": FELT_INSIDE[min(number, 4) - 1], "effort": max(1, 5 - number)}
    pulls = pain and place is Transition.LYING_TO_SITTING and number <= EARLY
    return {"findings": ("groin_pull",)} if pulls else {}


def _beside(side: str, number: int) -> tuple[CellData, ...]:
    """A second row from the second lesson on: what tightens when the first is held."""
    if number == 1:
        return ()
    cell: dict[str, Any] = {"side": side, "place": Position.STANDING.value}
    before, after = max(3, 8 - number), max(2, 6 - number)
    return (
        CellData(**cell, moment="before", muscle_group=BACK_OF_THE_THIGH, tone=before),
        CellData(**cell, moment="after", muscle_group=BACK_OF_THE_THIGH, tone=after),
    )


def _lines(person: Person, number: int, rng: Random) -> tuple[LineData, ...]:
    """What was done, where and how often; from the second lesson on a movement at the end."""
    techniques = TECHNIQUES if number > 1 else TECHNIQUES[:2]
    lines = [
        LineData(
            technique=technique,
            side=person.side,
            place=place,
            repetitions=times,
            response=rng.choice(words),
        )
        for technique, (place, times), words in zip(
            techniques, GIVEN, RESPONSES[number > EARLY], strict=False
        )
    ]
    if number > 1:
        ends: dict[str, Any] = {
            "movement": ENDS_IN[number % 2],
            "muscle_group": "",
            "place": "lying",
        }
        lines.append(LineData(technique=TECHNIQUES[0], side="both", repetitions=3, **ends))
    return tuple(lines)


def _released(side: str, cells: tuple[CellData, ...]) -> tuple[ReleaseData, ...]:
    """A release rests on what improved, or else on what the client felt."""
    if not side:
        return ()
    better = places_behind(improved(cells), MATRIX_MUSCLE, side)
    return (ReleaseData(side=side, evidence="cells" if better else "felt"),)


def lesson_note(
    person: Person, number: int, lessons: int, *, said: str, released: str, rng: Random
) -> NoteData:
    """The note of lesson `number` (1-based) of `lessons`; `released`: the side that let go."""
    index, late = number - 1, number > EARLY
    told = NoteData(
        clients_words=said,
        observed=rng.choice(SEEN[late]),
        sensed_by_hand=rng.choice(SENSED[min(index, len(SENSED) - 1)]),
        retest=rng.choice(RETESTS[late]),
        felt_change=rng.choice(FELT),
        home_movements=rng.choice(HOME),
        plan=PLANS[index] if index < 3 else rng.choice(PLANS),
        cells=_cells(person, number, lessons, rng),
        lines=_lines(person, number, rng),
        findings=findings_of(person, number, lessons),
        amnesia=amnesia_of(person, number),
        pattern=pattern_of(number),
    )
    return replace(told, releases=_released(released, told.cells))

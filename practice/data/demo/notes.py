"""What a session note of the demo says: matrix, lesson lines, felt change, release."""

from random import Random

from practice.data.demo.people import Person
from sessions.evaluations.rules import MATRIX_COLUMNS, CellData
from sessions.notes.rules import LineData, NoteData, ReleaseData

SEEN = (
    "Stands with the weight on the right, lifts the chest to come up.",
    "Walks with a short stride, the arms hardly swing.",
    "Lies with a hand's breadth under the low back.",
    "Turns to sit in one piece.",
)
SENSED = (
    "The psoas holds in lying and lets go unevenly, with a tremor.",
    "The back answers first, the front waits.",
    "Softer than last time; lets go in two steps.",
    "Lets go when asked, and stays.",
)
FELT = (
    "Warmer and longer on that side.",
    "The back lies down by itself.",
    "As if there were room behind the belly.",
    "Light. The foot finds the floor.",
)
PLANS = (
    "Slower. Next time from lying to sitting.",
    "Take it into sitting and standing next.",
    "Weave it into the first steps.",
    "Less often, and in the middle of the day.",
)
TECHNIQUES = ("means_whereby", "kinetic_mirroring", "assisted_pandiculation")


def _cells(person: Person, number: int, lessons: int, rng: Random) -> tuple[CellData, ...]:
    """Tone eases over the lessons, and within each; later positions follow the earlier ones."""
    sides = ("left", "right") if person.side == "both" else (person.side,)
    ease = (number - 1) / max(lessons, 2)
    cells = []
    for side in sides:
        for place in MATRIX_COLUMNS[: 4 + min(number, 3)]:
            tone = round(7 - 4 * ease + rng.choice((-1, 0, 0, 1)))
            pain = max(0, round(5 - 5 * ease + rng.choice((-1, 0, 1))))
            before = CellData(side=side, place=place, moment="before", tone=tone, pain=pain)
            after = CellData(
                side=side,
                place=place,
                moment="after",
                tone=max(2, tone - 2),
                pain=max(0, pain - 2),
            )
            cells += [before, after]
    return tuple(cells)


def lesson_note(
    person: Person, number: int, lessons: int, *, releases: bool, rng: Random
) -> NoteData:
    """The note of lesson `number` (1-based) of `lessons`."""
    index = number - 1
    side = "both" if person.side == "both" else person.side
    return NoteData(
        clients_words=person.words[index % len(person.words)],
        observed=SEEN[index % len(SEEN)],
        sensed_by_hand=SENSED[min(index, len(SENSED) - 1)],
        retest="Up from the chair again: higher, and without the hands.",
        felt_change=FELT[index % len(FELT)],
        home_movements="As in the program; slower than you think.",
        plan=PLANS[index % len(PLANS)],
        cells=_cells(person, number, lessons, rng),
        lines=tuple(
            LineData(technique=technique, side=side, response=response)
            for technique, response in zip(
                TECHNIQUES, ("easier at the third", "softened", "let go slowly"), strict=True
            )
        ),
        releases=(ReleaseData(side=side),) if releases else (),
    )

"""What a session note of the demo says: matrix, lesson lines, felt change, release."""

from random import Random

from clients.symptoms.rules import EXPECTED_TONE
from practice.data.demo.people import Person
from practice.data.demo.seen import amnesia_of, findings_of, pattern_of
from sessions.evaluations.rules import MATRIX_COLUMNS, CellData
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
                CellData(side=side, place=place, moment="before", tone=tone, pain=pain),
                CellData(
                    side=side,
                    place=place,
                    moment="after",
                    tone=max(band.low, tone - after),
                    pain=max(0, pain - less),
                ),
            ]
    return tuple(cells)


def lesson_note(
    person: Person, number: int, lessons: int, *, said: str, released: str, rng: Random
) -> NoteData:
    """The note of lesson `number` (1-based) of `lessons`; `released`: the side that let go."""
    index, late = number - 1, number > EARLY
    techniques = TECHNIQUES if number > 1 else TECHNIQUES[:2]
    return NoteData(
        clients_words=said,
        observed=rng.choice(SEEN[late]),
        sensed_by_hand=rng.choice(SENSED[min(index, len(SENSED) - 1)]),
        retest=rng.choice(RETESTS[late]),
        felt_change=rng.choice(FELT),
        home_movements=rng.choice(HOME),
        plan=PLANS[index] if index < 3 else rng.choice(PLANS),
        cells=_cells(person, number, lessons, rng),
        lines=tuple(
            LineData(technique=technique, side=person.side, response=rng.choice(words))
            for technique, words in zip(techniques, RESPONSES[late], strict=False)
        ),
        releases=(ReleaseData(side=released),) if released else (),
        findings=findings_of(person, number, lessons),
        amnesia=amnesia_of(person, number),
        pattern=pattern_of(number),
    )

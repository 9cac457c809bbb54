"""What a note of the demo says of reflexes, posture, breath and amnesia; no chance in it."""

from practice.data.demo.people import Person
from sessions.evaluations.amnesia import SmaData
from sessions.evaluations.findings import FindingData

PATTERNS = (
    "Braces in front before anything moves, and comes up by way of the neck.",
    "Waits a moment before getting up; the brace comes back in a hurry.",
)
_REGIONS = ("front_groin_core", "back_loin_core")


def _sides(person: Person) -> tuple[str, ...]:
    return ("left", "right") if person.side == "both" else (person.side,)


def findings_of(person: Person, number: int, lessons: int) -> tuple[FindingData, ...]:
    """Scores go down over the lessons, from green and red together to a little of one side."""
    ease = (number - 1) / max(lessons, 3)
    held = round(3 * (1 - ease))
    free = {side: min(3, number + (side not in _sides(person))) for side in ("left", "right")}
    found = [
        FindingData(kind="reflex", code="green_light", side="both", value=held),
        FindingData(kind="reflex", code="red_light", side="both", value=max(0, held - 1)),
        *(
            FindingData(kind="alternation", code="walking", side=side, value=value)
            for side, value in free.items()
        ),
        FindingData(kind="posture", code="excess_lumbar_curve", value=held),
        FindingData(kind="posture", code="pelvis_top_forward", value=max(0, held - 1)),
        FindingData(kind="quality", code="labored" if held > 1 else "coordinated"),
        FindingData(kind="breathing", code="belly", value=int(held > 1)),
    ]
    for side in _sides(person)[:1]:
        found.append(FindingData(kind="reflex", code="trauma", side=side, value=min(2, held)))
    return tuple(found)


def amnesia_of(person: Person, number: int) -> tuple[SmaData, ...]:
    """Two regions at first; what is sensed comes back before what lets go."""
    step = min(number - 1, 2)
    return tuple(
        SmaData(
            region=region,
            side=person.side,
            sense=("absent", "unclear", "clear")[step],
            control=("jerky", "jerky", "smooth")[step],
            release=("none", "partial", "partial")[step],
        )
        for region in _REGIONS[: 2 if number == 1 else 1]
    )


def pattern_of(number: int) -> str:
    """Said in the first lesson, kept in the second, said anew in the third."""
    return PATTERNS[number > 2] if number <= 3 else ""

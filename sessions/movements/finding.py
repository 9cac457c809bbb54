"""How movements are found: what each is found by, and a page of those that were asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef

from clients.records.rules import LONGEST_BEGINNING, beginnings_of, fold, search_words
from clients.symptoms.rules import Phase
from practice.core.actor import Actor
from practice.core.cursors import behind, cursor_of
from sessions.movements.models import Movement, MovementBeginning
from sessions.movements.rules import (
    MINUTES_AT_MOST,
    WEIGHT_THAT_COUNTS,
    aims,
    begins_in,
    does,
    marks,
    takes,
)

PAGE = 50
# What a line of a list says nothing of, and which costs the most to read.
UNSAID = ("aliases", "steps", "targets", "start", "source", "rights", "contraindications")

# One row for each text that one movement is found by, all movements at once.
_INDEX = """
INSERT INTO care_sessions_movementbeginning (practice_id, movement_id, text, sort_name, is_retired)
SELECT m.practice_id, m.id, told.text, m.sort_name, m.retired_at IS NOT NULL
FROM unnest(%s::uuid[], %s::text[]) told (movement_id, text)
JOIN care_sessions_movement m ON m.id = told.movement_id
"""


def found_by(movement: Movement) -> set[str]:
    """Everything that a movement is found by. Of digits a name is found as of letters."""
    names = [movement.name, *(alias["name"] for alias in movement.aliases)]
    names += [name.replace("/", " ") for name in names]
    words = search_words(names=names, emails=[], phones=[])
    first = {word[0] for word in words}
    return (
        first
        | beginnings_of(words)
        | marks(
            targets=[(target["muscle_group"], target["place"]) for target in movement.targets],
            start_position=movement.start_position,
            frees=movement.frees,
            integrates=movement.integrates,
            minutes=movement.minutes,
        )
    )


def index_movements(movements: Iterable[Movement]) -> None:
    """Write what new movements are found by, which have nothing yet. One statement."""
    told = [(movement.pk, text) for movement in movements for text in sorted(found_by(movement))]
    with connection.cursor() as cursor:
        cursor.execute(_INDEX, [[pk for pk, _ in told], [text for _, text in told]])


def index_anew(movement: Movement) -> None:
    """Make a movement found by what it says now, and where it stands now."""
    rows = MovementBeginning._base_manager.filter(
        practice_id=movement.practice_id, movement_id=movement.pk
    )
    rows.delete()
    index_movements([movement])


@dataclass(frozen=True)
class MovementPage:
    """A page of the library in its order, each without what is UNSAID, and the cursor of the next
    ("" at the end)."""

    movements: Sequence[Movement]
    next_cursor: str


def find_movements(
    actor: Actor,
    *,
    search: str = "",
    place: str = "",
    muscle: str = "",
    phase: str = "",
    position: str = "",
    minutes: int = 0,
    retired: bool = False,
    limit: int = PAGE,
    after: str = "",
) -> MovementPage:
    """A page of the movements that answer to all that is asked. One statement, whatever is asked.

    `search`: beginnings of words of a name or an alias. `place`, `muscle`: codes of what it
    reaches; both together mean that muscle group in that place. `phase`: "free" or "integrate",
    for what weighs enough there. `position`: code of where it starts. `minutes`: 4, 10 or 15, it
    takes at most that. `retired`: those that are offered no more, instead of those that are.
    `after`: the `next_cursor` of the page before; Http404 for one that is none.
    """
    reached = [aims(muscle, place)] if muscle or place else []
    traits = _traits(phase, position, minutes)
    words = fold(search).split()
    longest = max(words, key=len, default="")[:LONGEST_BEGINNING]
    walked = longest or next(iter((*reached, *traits)), "")
    rows = Movement.objects.visible_to(actor).defer(*UNSAID)
    if walked:
        others = [text for text in (*words, *reached) if text != walked]
        in_row = [trait for mark, trait in traits.items() if mark != walked]
        found = _walked(actor, walked, others, in_row, retired=retired, after=after)
        rows = rows.filter(pk__in=found[: limit + 1])
    else:
        rows = rows.filter(behind(after, "sort_name", "id"), retired_at__isnull=not retired)
    read = list(rows.order_by("sort_name", "id")[: limit + 1])
    page = read[:limit]
    is_more = len(read) > limit
    return MovementPage(page, cursor_of(page[-1].sort_name, page[-1].pk) if is_more else "")


def _traits(phase: str, position: str, minutes: int) -> dict[str, dict[str, Any]]:
    """The marks asked for that a movement's own row answers, each with how it does."""
    asked: dict[str, dict[str, Any]] = {}
    if phase:
        weight = "integrates" if phase == Phase.INTEGRATE else "frees"
        asked[does(phase)] = {f"movement__{weight}__gte": WEIGHT_THAT_COUNTS}
    if position:
        asked[begins_in(position)] = {"movement__start_position": position}
    if minutes in MINUTES_AT_MOST:
        asked[takes(minutes)] = {"movement__minutes__lte": minutes}
    return asked


def _walked(
    actor: Actor,
    walked: str,
    others: Iterable[str],
    traits: Iterable[dict[str, Any]],
    *,
    retired: bool,
    after: str,
) -> Any:
    """Ids of movements that have all these texts and traits, in the library's order.

    The beginning of the longest word, or else the first mark, is walked along its index, which
    holds the order; the others are looked up for each movement on the way, its traits in its own
    row, and no further than a page goes.
    """
    rows: Any = MovementBeginning.objects.visible_to(actor)
    rows = rows.filter(behind(after, "sort_name", "movement_id"), text=walked, is_retired=retired)
    for trait in traits:
        rows = rows.filter(**trait)
    for text in others:
        there = MovementBeginning._base_manager.filter(
            practice_id=actor.practice_id, movement_id=OuterRef("movement_id"), **_text(text)
        )
        rows = rows.filter(Exists(there))
    return rows.order_by("sort_name", "movement_id").values("movement_id")


def _text(asked: str) -> dict[str, Any]:
    """Equality as far as beginnings are kept, and for marks; a short range for a longer word."""
    if len(asked) <= LONGEST_BEGINNING or " " in asked:
        return {"text": asked}
    return {"text__gte": asked, "text__lt": asked + "\U0010ffff"}

"""How movements are found: what each is found by, and a page of those that were asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from clients.records.rules import LONGEST_BEGINNING, asked_words, beginnings_of, search_words
from practice.core.actor import Actor
from practice.core.tenancy import TenantQuerySet
from sessions.movements.models import Movement, MovementBeginning
from sessions.movements.rules import MINUTES_AT_MOST, aims, begins_in, does, marks, takes

PAGE = 50

# One row for each text that one movement is found by, all movements at once.
_INDEX = """
INSERT INTO care_sessions_movementbeginning (practice_id, movement_id, text, sort_name, is_retired)
SELECT m.practice_id, m.id, told.text, m.sort_name, m.retired_at IS NOT NULL
FROM unnest(%s::uuid[], %s::text[]) told (movement_id, text)
JOIN care_sessions_movement m ON m.id = told.movement_id
"""


def found_by(movement: Movement) -> set[str]:
    """Everything that a movement is found by."""
    names = [movement.name, *(alias["name"] for alias in movement.aliases)]
    words = search_words(names=names, emails=[], phones=[])
    return beginnings_of(words) | marks(
        targets=[(target["muscle_group"], target["place"]) for target in movement.targets],
        start_position=movement.start_position,
        frees=movement.frees,
        integrates=movement.integrates,
        minutes=movement.minutes,
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
    """A page of the library in its order, and the cursor of the next ("" at the end)."""

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
    marked = [aims(muscle, place)] if muscle or place else []
    marked += [does(phase)] if phase else []
    marked += [begins_in(position)] if position else []
    marked += [takes(minutes)] if minutes in MINUTES_AT_MOST else []
    rows, order = _in_order(actor, asked_words(search), marked, retired=retired, after=after)
    found = list(rows.order_by(*order)[: limit + 1])
    page = found[:limit]
    is_more = len(found) > limit
    return MovementPage(page, f"{page[-1].sort_name}|{page[-1].pk}" if is_more else "")


def _in_order(
    actor: Actor, words: list[str], marked: list[str], *, retired: bool, after: str
) -> tuple[TenantQuerySet[Movement], tuple[str, str]]:
    """Movements that have these words and marks, and the two columns of the library's order.

    The longest word, or else the first mark, is walked along its index, which holds the order; the
    others are looked up for each movement on the way.
    """
    rows = Movement.objects.visible_to(actor).filter(retired_at__isnull=not retired)
    known = [word for word in words if len(word) <= LONGEST_BEGINNING]
    walked = max(known, key=len, default="") or (marked[0] if marked and not words else "")
    if not walked or len(known) < len(words):
        order = ("sort_name", "id")
        return _matching(rows.filter(_after(after, *order)), actor, [*words, *marked]), order
    others = [text for text in (*words, *marked) if text != walked]
    order = ("beginnings__sort_name", "beginnings__movement_id")
    # In one filter, since each further one would join the beginnings anew.
    walking = rows.filter(
        _after(after, *order),
        beginnings__practice_id=actor.practice_id,
        beginnings__text=walked,
        beginnings__is_retired=retired,
    )
    return _matching(walking, actor, others), order


def _matching(
    rows: TenantQuerySet[Movement], actor: Actor, texts: Iterable[str]
) -> TenantQuerySet[Movement]:
    for text in texts:
        beginnings = MovementBeginning._base_manager.filter(
            practice_id=actor.practice_id, movement_id=OuterRef("pk"), **_text(text)
        )
        rows = rows.filter(Exists(beginnings))
    return rows


def _text(asked: str) -> dict[str, Any]:
    """Equality as far as beginnings are kept, and for marks; a short range for a longer word."""
    if len(asked) <= LONGEST_BEGINNING or " " in asked:
        return {"text": asked}
    return {"text__gte": asked, "text__lt": asked + "\U0010ffff"}


def _after(cursor: str, name: str, movement: str) -> Q:
    """What stands behind the last row of the page before; the first condition bounds the index."""
    if not cursor:
        return Q()
    last_name, _sep, last = cursor.rpartition("|")
    try:
        same = Q(**{name: last_name, f"{movement}__gt": UUID(last)})
    except ValueError:
        raise Http404("cursor") from None
    return Q(**{f"{name}__gte": last_name}) & (Q(**{f"{name}__gt": last_name}) | same)

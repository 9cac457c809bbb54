"""The builder's rows as they were typed: read, added to, moved and taken out; nothing is judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict

from clients.symptoms.rules import Phase
from practice.core.actor import Actor
from sessions.movements.models import Movement
from sessions.movements.queries import main_phase
from sessions.programs.rules import ITEMS_MOST
from sessions.understanding.models import UnderstandingCard

ROWS_MOST = ITEMS_MOST
ROWS_READ = 40  # more than fit are refused in words, and none is cut away
WHAT = ("movement", "card")
# What a row says nothing of, and which costs the most to read.
UNSAID_IN_ROWS = (
    *(f"movement__{name}" for name in ("aliases", "summary", "start", "steps", "targets")),
    *(f"card__{name}" for name in ("body", "healthy", "tight")),
)
ROW_FIELDS = (
    *WHAT,
    "phase",
    "minutes",
    "repetitions",
    "side",
    "variant",
    "note",
    "unlock_reason",
    "against_reason",
)
ACTS = ("find", "cell", "add", "add_card", "up", "down", "out")
MOVES = ("up", "down", "out")
type Row = dict[str, Any]


@dataclass(frozen=True)
class Chosen:
    """What rows name, as the practice has it; retired ones too."""

    movements: Mapping[str, Movement]
    cards: Mapping[str, UnderstandingCard]

    def of(self, row: Row) -> Movement | UnderstandingCard | None:
        """What a row is about."""
        card = self.cards.get(str(row.get("card") or ""))
        return self.movements.get(str(row.get("movement") or "")) or card


def _id(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None


def chosen_by(actor: Actor, rows: list[Row]) -> Chosen:
    """Look up what rows name, a statement for movements and one for cards."""
    movements = {found for row in rows if (found := _id(row.get("movement")))}
    cards = {found for row in rows if (found := _id(row.get("card")))}
    there = Movement.objects.visible_to(actor).filter(pk__in=movements) if movements else []
    read = UnderstandingCard.objects.visible_to(actor).filter(pk__in=cards) if cards else []
    return Chosen({str(m.pk): m for m in there}, {str(card.pk): card for card in read})


def row_count(text: str | None) -> int:
    """How many rows were sent."""
    wanted = int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else 0
    return min(wanted, ROWS_READ)


def rows_in(typed: Mapping[str, Any], count: int) -> list[Row]:
    """The rows as they were typed, empty ones too."""
    return [{name: typed.get(f"items-{n}-{name}", "") for name in ROW_FIELDS} for n in range(count)]


def act_in(data: QueryDict) -> str:
    """The button that was pressed, where it is none that keeps the program; else ""."""
    return next((act for act in ACTS if act in data), "")


def rearranged(data: QueryDict) -> tuple[list[Row], int | None]:
    """The rows after the pressed button, without empty ones, and which one to go on with."""
    rows = rows_in(data, row_count(data.get("rows")))
    rows = [row for row in rows if row["movement"] or row["card"]]
    for act, name in (("add", "movement"), ("add_card", "card")):
        wanted = data.get(act, "")
        there = {str(row[name]) for row in rows}
        if _id(wanted) and wanted not in there and len(rows) < ROWS_MOST:
            return [*rows, {name: wanted}], len(rows)
    at = next((int(at) for act in MOVES if (at := data.get(act, "")).isdecimal()), -1)
    if not 0 <= at < len(rows):
        return rows, None
    row = rows.pop(at)
    if "out" in data:
        return rows, min(at, len(rows) - 1) if rows else None
    to = max(at - 1, 0) if "up" in data else min(at + 1, len(rows))
    rows.insert(to, row)
    return rows, to


def filled(rows: list[Row], chosen: Chosen) -> list[Row]:
    """Rows that name something, each with a phase to begin with."""
    found = []
    for row in rows:
        what = chosen.of(row)
        if isinstance(what, Movement):
            found.append(row | {"phase": row.get("phase") or main_phase(what).value})
        elif what is not None:
            found.append(row | {"phase": Phase.UNDERSTAND.value})
    return found


def as_fields(rows: list[Row]) -> dict[str, Any]:
    """Rows as the form's first values."""
    return {f"items-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}

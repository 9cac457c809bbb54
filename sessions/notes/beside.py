"""What stands beside the editor: last time, safety, what is due, practice since; one statement.

Rooms above the notes register what they know (`register`), from an AppConfig's ready.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject, Left

from clients.measures.queries import MeasuredClient, told_works, works_beside
from clients.records.models import Client
from clients.red_flags.queries import RaisedFlag, flags_beside, left_out, told_flags
from clients.symptoms.rules import Contraindication
from practice.core.actor import Actor
from sessions.evaluations.queries import groups_looked_at
from sessions.notes.models import SessionNote

SHORT = 280  # letters of each part; the whole note is a press away
RECENT = 20  # notes of a client that may be the last one: a lesson can be written down late


class Panel(NamedTuple):
    """What a room above tells beside the editor: how it is read along with the client
    (`practice.core.beside`), what is told of it, None for nothing, and the template that does."""

    name: str
    read: Callable[[Actor, date], Any]
    told: Callable[[Any], Any]
    template: str


_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Stand beside the editor."""
    _panels[panel.name] = panel


@dataclass(frozen=True)
class LastTime:
    """The client's note before this one, in short."""

    note_id: UUID
    number: int
    held_on: date
    parts: Sequence[tuple[str, str]]
    looked_at: Sequence[str] = ()  # codes of the muscle groups that its matrix has cells of


@dataclass(frozen=True)
class BesideEditor:
    """Everything that stands beside the editor. What the role may not see is empty."""

    last: LastTime | None
    flags: Sequence[RaisedFlag]
    due: Sequence[str]
    panels: Sequence[tuple[str, Any]]

    @property
    def undecided(self) -> int:
        """How many yeses to safety questions wait for a decision."""
        return sum(flag.last is None for flag in self.flags)

    @property
    def left_out(self) -> Sequence[Contraindication]:
        """What movements must not ask of this body, as was decided."""
        return left_out(self.flags)

    @property
    def says_something(self) -> bool:
        """Whether there is anything to stand there."""
        return bool(self.last or self.flags or self.due or self.panels)


_SHORT = ("plan", "home_movements", "felt_change", "clients_words")


def _last(actor: Actor, note: SessionNote) -> ArraySubquery:
    """The note before, among the newest: as quick with five hundred lessons as with five."""
    recent = SessionNote.objects.visible_to(actor).filter(client_id=note.client_id, pk__lt=note.pk)
    rows = SessionNote.objects.of_a_note(actor).filter(
        pk__in=recent.order_by("-pk").values("pk")[:RECENT],
        session__held_on__lte=note.session.held_on,
    )
    told = JSONObject(
        id="id",
        number="session__number",
        held_on="session__held_on",
        looked_at=groups_looked_at(actor, "note.read", "assessment_id"),
        **{part: Left(part, SHORT + 1) for part in _SHORT},
    )
    return ArraySubquery(rows.order_by("-session__held_on", "-pk").values(told=told)[:1])


def _told_last(found: Sequence[dict[str, Any]]) -> LastTime | None:
    for row in found:
        texts = [(part, row[part]) for part in _SHORT]
        parts = [
            (part, text if len(text) <= SHORT else f"{text[:SHORT].rstrip()}…")
            for part, text in texts
            if text
        ]
        day = date.fromisoformat(row["held_on"])
        return LastTime(UUID(row["id"]), row["number"], day, parts, row["looked_at"])
    return None


def beside_editor(actor: Actor, note: SessionNote) -> BesideEditor:
    """Read it all along with the client, of whom the note came through its door."""
    rows: Any = Client.objects.visible_to(actor, "note.read").filter(pk=note.client_id)
    panels = list(_panels.values())
    read = {
        "told_last": _last(actor, note),
        "told_flags": flags_beside(actor),
        "told_works": works_beside(actor),
        **{f"panel_{n}": one.read(actor, note.session.held_on) for n, one in enumerate(panels)},
    }
    row = rows.annotate(**read).values(*read).first() or dict.fromkeys(read, ())
    told = [(p.template, p.told(row[f"panel_{n}"])) for n, p in enumerate(panels)]
    measured = MeasuredClient(note.client, told_works(row["told_works"]))
    return BesideEditor(
        last=_told_last(row["told_last"]),
        flags=told_flags(row["told_flags"], actor.zone),
        due=list(dict.fromkeys(one.instrument.name for one in measured.due())),
        panels=[(template, found) for template, found in told if found is not None],
    )

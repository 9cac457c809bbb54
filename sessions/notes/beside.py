"""What stands beside the editor: last time, safety, what is due, practice since; one statement.

Rooms above the notes register what they know (`register`), from an AppConfig's ready.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from clients.measures.queries import MeasuredClient, told_works, works_beside
from clients.records.models import Client
from clients.red_flags.queries import RaisedFlag, flags_beside, left_out, told_flags
from clients.symptoms.rules import Contraindication
from practice.core.actor import Actor
from practice.core.beside import beside, planned_once
from sessions.appointments.authors import OPEN, open_values
from sessions.notes.models import SessionNote
from sessions.notes.phrases import phrased_beside

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
    phrased: Sequence[str] = ()  # parts of the note that the practice has phrases for

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

# The note before, among the newest: as quick with five hundred lessons as with five.
_LAST = f"""
    SELECT json_build_array(note.id, held.number, held.held_on,
        ARRAY(SELECT DISTINCT muscle.built_in_code
            FROM care_sessions_assessmentcell cell
            JOIN clients_musclegroup muscle ON muscle.practice_id = cell.practice_id
                AND muscle.id = cell.muscle_group_id
            WHERE cell.practice_id = note.practice_id
                AND cell.assessment_id = note.assessment_id),
        {", ".join(f"left(note.{part}, {SHORT + 1})" for part in _SHORT)})
    FROM (SELECT * FROM care_sessions_sessionnote note
        WHERE note.practice_id = %s AND note.client_id = clients_client.id AND note.id < %s
            AND {OPEN}
        ORDER BY note.id DESC LIMIT {RECENT}) note
    JOIN care_sessions_session held ON held.practice_id = note.practice_id
        AND held.id = note.session_id
    WHERE held.held_on <= %s
    ORDER BY held.held_on DESC, note.id DESC LIMIT 1"""  # noqa: S608 – constants


def _last_beside(actor: Actor, note: SessionNote) -> Any:
    values = (actor.practice_id, note.pk, *open_values(actor), note.session.held_on)
    return beside(actor, "note.read", _LAST, *values)


def _told_last(found: Sequence[Sequence[Any]]) -> LastTime | None:
    for pk, number, day, groups, *texts in found:
        parts = [
            (part, text if len(text) <= SHORT else f"{text[:SHORT].rstrip()}…")
            for part, text in zip(_SHORT, texts, strict=True)
            if text
        ]
        return LastTime(UUID(pk), number, date.fromisoformat(day), parts, groups)
    return None


def beside_editor(actor: Actor, note: SessionNote) -> BesideEditor:
    """Read it all along with the client, of whom the note came through its door."""
    rows: Any = Client.objects.visible_to(actor, "note.read").filter(pk=note.client_id)
    panels = list(_panels.values())
    read = {
        "told_last": _last_beside(actor, note),
        "told_flags": flags_beside(actor),
        "told_works": works_beside(actor),
        "phrased": phrased_beside(actor),
        **{f"panel_{n}": one.read(actor, note.session.held_on) for n, one in enumerate(panels)},
    }
    with planned_once():
        row = rows.annotate(**read).values(*read).first() or dict.fromkeys(read, ())
    told = [(p.template, p.told(row[f"panel_{n}"])) for n, p in enumerate(panels)]
    measured = MeasuredClient(note.client, told_works(row["told_works"]))
    return BesideEditor(
        last=_told_last(row["told_last"]),
        flags=told_flags(row["told_flags"], actor.zone),
        due=list(dict.fromkeys(one.instrument.name for one in measured.due())),
        panels=[(template, found) for template, found in told if found is not None],
        phrased=row["phrased"],
    )

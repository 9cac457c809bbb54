"""Who reads a note now, how that changed, and what a client is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from clients.symptoms.rules import Side
from practice.core.actor import Actor
from sessions.notes.models import SessionNote, TechniqueApplication
from sessions.notes.rules import NoteState
from sessions.notes.visibility.models import NoteVisibility
from sessions.notes.visibility.rules import SharedPart, Visibility
from sessions.techniques.rules import Technique

A_PAGE = 10  # notes that a client is shown at once
MOST = 50  # changes of who reads one note


def visibilities_of(actor: Actor, note: SessionNote) -> list[NoteVisibility]:
    """What was said about who reads a note, the newest first; none means the practice."""
    rows = NoteVisibility.objects.of_a_note(actor).filter(note_id=note.pk)
    return list(rows.select_related("said_by").order_by("-id")[:MOST])


@dataclass(frozen=True)
class SharedNote:
    """What a client is shown of one lesson, part by part in the note's order."""

    note_id: UUID
    number: int
    held_on: date
    author: str
    parts: Sequence[tuple[SharedPart, Sequence[str]]]


@dataclass(frozen=True)
class SharedNotes:
    """A page of what a client is shown, the newest lesson first."""

    notes: Sequence[SharedNote]
    after: int | None


def shared_notes_of(actor: Actor, client_id: UUID, *, begin: int = 0) -> SharedNotes:
    """Parts of signed notes that are shared with a client, from the `begin`-th. One statement.

    What is not shared is not told.
    """
    found = _shared(actor, client_id)[begin : begin + A_PAGE + 1]
    told = [_told(row) for row in found]
    return SharedNotes(told[:A_PAGE], begin + A_PAGE if len(told) > A_PAGE else None)


def shared_rows(actor: Actor, client_id: UUID) -> Any:
    """Signed notes of which a client reads a part."""
    action = "shared_note.read"
    said = NoteVisibility.objects.of_a_note(actor, action).filter(note_id=OuterRef("pk"))
    rows: Any = SessionNote.objects.visible_to(actor, action)
    rows = rows.filter(client_id=client_id, state=NoteState.SIGNED)
    return rows.annotate(
        read_by=Subquery(said.order_by("-id").values("visibility")[:1]),
        shared=Subquery(said.order_by("-id").values("parts")[:1]),
    ).filter(read_by=Visibility.CLIENT)


def _shared(actor: Actor, client_id: UUID) -> Any:
    action = "shared_note.read"
    lines = TechniqueApplication.objects.of_a_note(actor, action).filter(note_id=OuterRef("pk"))
    line = JSONObject(
        technique="technique",
        name="technique_name",
        group="muscle_group__name",
        code="muscle_group__built_in_code",
        movement="movement_name",
        side="side",
        response="response",
    )
    rows = shared_rows(actor, client_id).annotate(
        told_lines=ArraySubquery(lines.order_by("position").values(line=line))
    )
    texts = [part.value for part in SharedPart if part is not SharedPart.LESSON]
    whose = ("pk", "session__number", "session__held_on", "author__name", "muscle_names")
    return rows.order_by("-session__held_on", "-id").values(*whose, "shared", "told_lines", *texts)


def _told(row: dict[str, Any]) -> SharedNote:
    shared = set(row["shared"])
    parts = [(part, _words(part, row)) for part in SharedPart if part.value in shared]
    return SharedNote(
        note_id=row["pk"],
        number=row["session__number"],
        held_on=row["session__held_on"],
        author=row["author__name"],
        parts=[(part, words) for part, words in parts if words],
    )


def _words(part: SharedPart, row: dict[str, Any]) -> list[str]:
    if part is SharedPart.LESSON:
        return [_line(line, row["muscle_names"]) for line in row["told_lines"]]
    text = str(row[part.value])
    return [text] if text else []


def _line(line: dict[str, str | None], names: Mapping[str, str]) -> str:
    code = line["technique"] or ""
    technique = line["name"] or (Technique(code).label if code in set(Technique) else code)
    side = Side(line["side"]).label.lower() if line["side"] else ""
    group = names.get(line["code"] or "", line["group"])
    where = ", ".join(filter(None, (group, line["movement"], side)))
    told = ". ".join(filter(None, (technique, where)))
    return f"{told}: {line['response']}" if line["response"] else told

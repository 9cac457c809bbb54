"""Direct SQL as the web's own role, past every service: no row of a signed note comes, changes,
goes, or moves in or out."""

from json import dumps
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from clients.records.models import Client, Episode
from practice.core.actor import acting, enter_as
from sessions.evaluations.amnesia import SmaData
from sessions.evaluations.findings import FindingData
from sessions.evaluations.models import AssessmentCell, Finding, SmaFinding
from sessions.evaluations.rules import CellData
from sessions.notes.models import ReleaseEvent, SessionNote, TechniqueApplication
from sessions.notes.rules import LineData, NoteData, ReleaseData
from sessions.notes.services import add_addendum, save_draft, sign_note, start_lesson
from tests.cast import House
from tests.sessions.notes.stored import rows

pytestmark = pytest.mark.django_db
WHOLE = NoteData(
    clients_words="Lighter.",
    cells=(CellData(side="left", place="lying", moment="before", tone=4),),
    lines=(LineData(technique="means_whereby", side="left"),),
    releases=(ReleaseData(side="left"),),
    findings=(FindingData(kind="reflex", code="trauma", side="left", value=2),),
    amnesia=(SmaData(region="front_groin_core", side="left", control="jerky"),),
)
# Each part, what ties it to its note, and what tells it from another of its kind.
PARTS: dict[str, tuple[Any, str, str]] = {
    "cell": (AssessmentCell, "assessment_id", "side"),
    "line": (TechniqueApplication, "note_id", "position"),
    "release": (ReleaseEvent, "note_id", "side"),
    "finding": (Finding, "assessment_id", "side"),
    "amnesia": (SmaFinding, "assessment_id", "side"),
}
ANOTHER: dict[str, str | int] = {"side": "right", "position": 7}
STATEMENTS = {
    "insert": "INSERT INTO {table} SELECT (jsonb_populate_record(t, %(new)s::jsonb)).*"
    " FROM {table} t WHERE {column} = %(ours)s",
    "upsert": "INSERT INTO {table} SELECT * FROM {table} WHERE {column} = %(ours)s"
    " ON CONFLICT (id) DO UPDATE SET {key} = EXCLUDED.{key}",
    "update": "UPDATE {table} SET {key} = {key} WHERE {column} = %(ours)s",
    "delete": "DELETE FROM {table} WHERE {column} = %(ours)s",
    "move in": "UPDATE {table} SET {column} = %(ours)s WHERE {column} = %(theirs)s",
    "move out": "UPDATE {table} SET {column} = %(theirs)s WHERE {column} = %(ours)s",
}
CHANGED = "UPDATE care_sessions_sessionnote SET {column} = NULL WHERE id = %(note)s"
GONE = "DELETE FROM care_sessions_sessionnote WHERE id = %(note)s"
COLUMNS = sorted(
    str(field.column)
    for field in SessionNote._meta.concrete_fields
    if field.column not in {"id", "practice_id", "author_only"}
)
REFUSED = "a signed note does not change"


@pytest.fixture
def signed(linden: House, note: SessionNote) -> SessionNote:
    with acting(linden.actor(linden.practitioner)) as actor:
        save_draft(actor=actor, note=note, data=WHOLE, version=1)
        return sign_note(actor=actor, note=note, version=2)


@pytest.fixture
def draft(linden: House, nora: Client, episode: Episode, signed: SessionNote) -> SessionNote:
    """Another lesson's note, with the same in it on the other side."""
    other = NoteData(
        cells=(CellData(side="right", place="lying", moment="before", tone=4),),
        lines=(LineData(), LineData(technique="means_whereby", side="right")),
        releases=(ReleaseData(side="right"),),
        findings=(FindingData(kind="reflex", code="trauma", side="right", value=2),),
        amnesia=(SmaData(region="front_groin_core", side="right", control="jerky"),),
    )
    with acting(linden.actor(linden.practitioner)) as actor:
        made = start_lesson(actor=actor, client=nora, episode=episode)
        return save_draft(actor=actor, note=made, data=other, version=1)


def refused(
    house: House, statement: str, values: dict[str, Any] | None = None, match: str = REFUSED
) -> None:
    """The statement is refused, and wrote nothing."""
    before = rows(house.boss)
    with (
        pytest.raises(DatabaseError, match=match),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)
    assert rows(house.boss) == before


def parent(note: SessionNote, column: str) -> Any:
    return note.pk if column == "note_id" else note.assessment_id


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("verb", STATEMENTS)
def test_no_part_comes_changes_goes_or_moves(
    linden: House, signed: SessionNote, draft: SessionNote, part: str, verb: str
) -> None:
    model, column, key = PARTS[part]
    statement = STATEMENTS[verb].format(table=model._meta.db_table, column=column, key=key)
    another = dumps({"id": "0196a000-0000-7000-8000-000000000001", key: ANOTHER[key]})
    values = {"ours": parent(signed, column), "theirs": parent(draft, column), "new": another}
    enter_as(linden.boss)
    refused(linden, statement, values)


def test_no_column_of_the_note_changes(linden: House, signed: SessionNote) -> None:
    enter_as(linden.boss)
    for column in COLUMNS:
        refused(linden, CHANGED.format(column=column), {"note": signed.pk})
    refused(linden, GONE, {"note": signed.pk})


@pytest.mark.parametrize("table", [*(PARTS[part][0] for part in PARTS), SessionNote])
def test_nothing_is_emptied_at_once(linden: House, signed: SessionNote, table: Any) -> None:
    enter_as(linden.boss)
    refused(linden, f"TRUNCATE {table._meta.db_table} CASCADE", match="permission denied")


def test_an_addendum_stays_as_it_was_written(linden: House, signed: SessionNote) -> None:
    with acting(linden.actor(linden.practitioner)) as actor:
        add_addendum(actor=actor, note=signed, reason="A slip.", text="It was the right side.")
    enter_as(linden.boss)
    for statement in (
        "UPDATE care_sessions_noteaddendum SET text = 'x'",
        "UPDATE care_sessions_noteaddendum SET reason = 'x'",
        "DELETE FROM care_sessions_noteaddendum",
        "TRUNCATE care_sessions_noteaddendum",
    ):
        refused(linden, statement, match="permission denied")

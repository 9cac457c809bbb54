"""Once signed, the database itself refuses every change; with its guard away, the same goes in."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client as Browser
from django.urls import reverse

from clients.symptoms.models import MuscleGroup
from practice.core.actor import Actor, acting, enter_as
from practice.core.errors import DomainError, Stale
from practice.team.services import PlaceData, add_place
from sessions.evaluations.amnesia import SmaData
from sessions.evaluations.findings import FindingData
from sessions.evaluations.models import AssessmentCell, Finding, SmaFinding
from sessions.evaluations.rules import LATER, CellData
from sessions.notes.models import ReleaseEvent, SessionNote, TechniqueApplication
from sessions.notes.queries import about, content_of
from sessions.notes.rules import LineData, NoteData, ReleaseData, content_hash
from sessions.notes.services import add_addendum, save_draft, sign_note
from tests.cast import House
from tests.conftest import admin_connection
from tests.sessions.notes.conftest import typed
from tests.sessions.notes.stored import fresh, rows

CONTENT = NoteData(
    clients_words="Lighter.",
    cells=(CellData(side="left", place="lying", moment="before", tone=4),),
    lines=(LineData(technique="means_whereby", side="left"),),
    releases=(ReleaseData(side="left"),),
)
WHOLE = replace(
    CONTENT,
    findings=(FindingData(kind="reflex", code="trauma", side="left", value=2),),
    amnesia=(SmaData(region="front_groin_core", side="left", control="jerky"),),
    pattern="Leans to the right.",
)
SESSION = "care_sessions_session"
PARTS = (AssessmentCell, TechniqueApplication, ReleaseEvent, Finding, SmaFinding)


@pytest.fixture
def signed(linden: House, note: SessionNote) -> SessionNote:
    with acting(linden.actor(linden.practitioner)) as actor:
        save_draft(actor=actor, note=note, data=WHOLE, version=1)
        return sign_note(actor=actor, note=note, version=2)


def refused(actor: Actor, change: Callable[[], Any]) -> None:
    before = rows(actor)
    with pytest.raises(DatabaseError, match="a signed note does not change"), transaction.atomic():
        change()
    assert rows(actor) == before


def run(sql: str, table: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.format(table), values)


@pytest.mark.django_db
def test_signing_says_who_when_and_what(linden: House, signed: SessionNote) -> None:
    stored = fresh(linden.boss, signed)
    assert (stored.state, stored.signed_by_id) == ("signed", linden.practitioner.pk)
    assert stored.signed_at is not None
    assert stored.content_hash == content_hash(content_of(stored), about(stored))
    assert len(stored.content_hash) == len(sha256().hexdigest())
    other = content_hash(NoteData(clients_words="Heavier."), about(stored))
    assert stored.content_hash != other


@pytest.mark.django_db
def test_the_database_refuses_every_change_to_the_note(linden: House, signed: SessionNote) -> None:
    boss = linden.boss
    enter_as(boss)
    table = "care_sessions_sessionnote"
    these = SessionNote._base_manager.filter(pk=signed.pk)
    for change in (
        lambda: run("UPDATE {} SET plan = 'x' WHERE id = %s", table, signed.pk),
        lambda: run("UPDATE {} SET state = 'draft' WHERE id = %s", table, signed.pk),
        lambda: run("DELETE FROM {} WHERE id = %s", table, signed.pk),
        lambda: these.update(plan="x"),
        lambda: these._raw_delete("default"),
        lambda: SessionNote._base_manager.bulk_update([signed], ["plan"]),
    ):
        refused(boss, change)


@pytest.mark.django_db
@pytest.mark.parametrize("part", PARTS)
def test_the_database_refuses_every_change_to_its_parts(
    linden: House, signed: SessionNote, part: Any
) -> None:
    boss = linden.boss
    enter_as(boss)
    row = part._base_manager.get()
    these = part._base_manager.filter(pk=row.pk)
    table = part._meta.db_table

    def another() -> None:
        row.pk = None
        row.side = "right"
        row.position = 7
        row.save(force_insert=True)

    for change in (
        lambda: run("UPDATE {} SET side = 'right' WHERE id = %s", table, row.pk),
        lambda: run("DELETE FROM {} WHERE id = %s", table, row.pk),
        lambda: these.update(side="right"),
        these.delete,
        another,
    ):
        refused(boss, change)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE {} SET held_on = held_on - 3 WHERE id = %s",
        "UPDATE {} SET number = 9 WHERE id = %s",
        "UPDATE {} SET place_id = NULL WHERE id = %s",
        "DELETE FROM {} WHERE id = %s",
    ],
)
def test_the_lesson_it_tells_of_stays_too(linden: House, note: SessionNote, change: str) -> None:
    """Its day and number are in the digest, its place on every print."""
    actor = linden.actor(linden.practitioner)
    enter_as(linden.boss)
    place = add_place(actor=linden.boss, data=PlaceData(name="The loft", timezone="America/Denver"))
    run("UPDATE {} SET place_id = %s WHERE id = %s", SESSION, place.pk, note.session_id)
    enter_as(actor)
    save_draft(actor=actor, note=note, data=CONTENT, version=1)
    run("UPDATE {} SET number = 2 WHERE id = %s", SESSION, note.session_id)  # not signed yet
    sign_note(actor=actor, note=note, version=2)
    refused(actor, lambda: run(change, SESSION, note.session_id))
    stored = fresh(actor, note)
    assert stored.content_hash == content_hash(content_of(stored), about(stored))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("table", "trigger", "sql"),
    [
        ("sessionnote", "signed_note", "UPDATE {} SET plan = 'x'"),
        ("assessmentcell", "signed_part", "UPDATE {} SET side = 'right'"),
        ("techniqueapplication", "signed_part", "DELETE FROM {}"),
        ("releaseevent", "signed_release", "DELETE FROM {}"),
        ("finding", "signed_finding", "UPDATE {} SET value = 0"),
        ("smafinding", "signed_finding", "DELETE FROM {}"),
        ("session", "signed_session", "UPDATE {} SET held_on = held_on - 1"),
    ],
)
def test_it_is_the_guard_that_refuses(
    linden: House, signed: SessionNote, table: str, trigger: str, sql: str
) -> None:
    table = f"care_sessions_{table}"
    statement = sql.format(table)
    with acting(linden.boss) as boss:
        refused(boss, lambda: run(sql, table))
    name = str(connection.settings_dict["NAME"])
    with admin_connection(name) as admin:
        admin.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
        try:
            with acting(linden.boss) as boss, connection.cursor() as cursor:
                before = rows(boss)
                cursor.execute(statement)
                assert cursor.rowcount == 1
                assert rows(boss) != before
        finally:
            admin.execute(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")


@pytest.mark.django_db
def test_services_refuse_in_words(linden: House, signed: SessionNote) -> None:
    actor = linden.actor(linden.practitioner)
    enter_as(actor)
    before = rows(actor)
    with pytest.raises(DomainError) as saving:
        save_draft(actor=actor, note=signed, data=NoteData(plan="x"), version=2)
    with pytest.raises(DomainError) as signing:
        sign_note(actor=actor, note=signed, version=2)
    assert {saving.value.code, signing.value.code} == {"signed"}
    assert rows(actor) == before


@pytest.mark.django_db
def test_what_was_not_read_is_not_signed(linden: House, note: SessionNote) -> None:
    actor = linden.actor(linden.practitioner)
    enter_as(actor)
    save_draft(actor=actor, note=note, data=CONTENT, version=1)
    before = rows(actor)
    with pytest.raises(Stale):
        sign_note(actor=actor, note=note, version=1)
    assert rows(actor) == before


@pytest.mark.django_db
def test_signing_by_the_pages(linden: House, note: SessionNote, practitioner: Browser) -> None:
    url, sign = reverse("note_page", args=[note.pk]), reverse("note_sign", args=[note.pk])
    answer = practitioner.post(url, typed() | {"review": "1"})
    assert answer["Location"] == f"{url}?review=1"
    assert "Sign the note" in practitioner.get(answer["Location"]).content.decode()
    assert practitioner.post(sign, {"version": 1}).status_code == 409
    assert fresh(linden.boss, note).state == "draft"
    assert practitioner.post(sign, {"version": 2}).status_code == 302
    stored = fresh(linden.boss, note)
    assert stored.state == "signed"
    shown = practitioner.get(url).content.decode()
    assert stored.content_hash in shown
    assert "Practitioner" in shown
    assert '<textarea name="clients_words"' not in shown
    before = rows(linden.boss)
    assert practitioner.post(url, typed(version=2, plan="x")).status_code == 422
    save = practitioner.post(reverse("note_save", args=[note.pk]), typed(version=2, plan="x"))
    assert save.status_code == 422
    assert practitioner.post(sign, {"version": 2}).status_code == 422
    assert rows(linden.boss) == before


@pytest.mark.django_db
def test_an_empty_note_is_not_signed(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    before = rows(linden.boss)
    answer = practitioner.post(reverse("note_sign", args=[note.pk]), {"version": 1})
    assert answer.status_code == 422
    assert rows(linden.boss) == before


@pytest.mark.django_db
def test_an_addendum_hangs_on_a_signed_note_with_its_reason(
    linden: House, signed: SessionNote, practitioner: Browser
) -> None:
    url = reverse("note_addendum", args=[signed.pk])
    before = rows(linden.boss)
    assert practitioner.post(url, {"text": "It was the right side."}).status_code == 422
    assert rows(linden.boss) == before
    key = "0196a000-0000-7000-8000-000000000001"
    added = {"reason": "A slip.", "text": "It was the right side.", "key": key}
    for _press in range(2):
        assert practitioner.post(url, added).status_code == 302
    after = rows(linden.boss)
    assert len(after["care_sessions_noteaddendum"]) == 1
    assert after["care_sessions_sessionnote"] == before["care_sessions_sessionnote"]
    shown = practitioner.get(reverse("note_page", args=[signed.pk])).content.decode()
    assert "It was the right side." in shown
    with pytest.raises(DatabaseError), transaction.atomic():
        run("UPDATE {} SET text = 'x'", "care_sessions_noteaddendum")


@pytest.mark.django_db
def test_a_draft_is_not_added_to(linden: House, note: SessionNote) -> None:
    actor = linden.actor(linden.practitioner)
    enter_as(actor)
    with pytest.raises(DomainError):
        add_addendum(actor=actor, note=note, reason="x", text="y")


@pytest.mark.django_db
def test_the_muscle_a_signed_note_names_is_named_by_code(
    linden: House, signed: SessionNote
) -> None:
    """Renaming a muscle group later leaves the digest as it was."""
    boss = linden.boss
    enter_as(boss)
    MuscleGroup._base_manager.filter(built_in_code="iliopsoas").update(name="Psoas")
    stored = fresh(boss, signed)
    assert stored.content_hash == content_hash(content_of(stored), about(stored))


def test_the_digest_of_what_was_signed_before_stays() -> None:
    told = content_hash(CONTENT, {"note": "n"})
    assert told == "10b4d597a319904a9d80361917abb123593dbef79045247fc8f2b4e95d04696f"


def test_a_later_field_counts_where_it_says_something() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Richer(NoteData):
        breathing: str = field(default="", metadata=LATER)

    told = NoteData(plan="Rest.")
    assert content_hash(Richer(plan="Rest."), {}) == content_hash(told, {})
    assert content_hash(Richer(plan="Rest.", breathing="held"), {}) != content_hash(told, {})

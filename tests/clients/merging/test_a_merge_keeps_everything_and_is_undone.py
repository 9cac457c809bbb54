"""Two records become one and two again: every row is where it belongs, before, during and after."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from clients.intake.models import IntakeSubmission
from clients.merging.models import ClientMerge
from clients.merging.queries import amounts_since, get_merge
from clients.merging.rules import CHOICES, FOLLOWS
from clients.merging.services import merge_clients, undo_merge
from clients.merging.tables import STAYS, belonging
from clients.records.models import Client, ClientTag
from clients.records.services import ClientData, create_client, edit_client, open_episode
from clients.symptoms.rules import Side
from practice.core.actor import acting, enter_as
from practice.core.clock import clock_at, now
from practice.core.errors import DomainError, Stale
from practice.core.models import RowHistory
from sessions.notes.models import ReleaseEvent, SessionNote
from sessions.notes.queries import about, content_of, whole_notes
from sessions.notes.rules import content_hash
from tests.cast import House
from tests.clients.merging.conftest import Twice

pytestmark = pytest.mark.django_db
Stored = Callable[[], dict[str, list[dict[str, Any]]]]


def undo(pair: Twice, merge: ClientMerge) -> ClientMerge:
    with acting(pair.house.boss) as boss:
        return undo_merge(actor=boss, merge=merge)


def seals_hold(house: House) -> list[bool]:
    """Whether each signed note still has the digest that its content gives."""
    enter_as(house.boss)
    notes = whole_notes(house.boss).filter(state="signed").order_by("id")
    return [note.content_hash == content_hash(content_of(note), about(note)) for note in notes]


def columns_to_clients() -> set[tuple[str, str]]:
    """Every column of the database that leads to a client, by key or by its name."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT DISTINCT t.relname, a.attname FROM pg_constraint c
               JOIN pg_class t ON t.oid = c.conrelid
               JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (c.conkey)
               WHERE c.contype = 'f' AND c.confrelid = 'clients_client'::regclass
                 AND a.attname <> 'practice_id'
               UNION SELECT t.relname, a.attname FROM pg_class t
               JOIN pg_attribute a ON a.attrelid = t.oid
               WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace
                 AND a.attname IN ('client_id', 'person_id')"""
        )
        return set(cursor.fetchall())


# The line about a visit says which record was visited then; nobody may change it.
TRAIL = {("practice_accesslog", "client_id")}


def test_every_column_that_leads_to_a_client_is_handled() -> None:
    """A new table fails here unless it moves by itself or says why it stays."""
    moves = {(b.model._meta.db_table, b.column) for b in belonging()}
    stays = {(model._meta.db_table, f"{key}_id") for model, key in STAYS}
    assert len(moves) > 15
    assert moves | stays | TRAIL == columns_to_clients()
    assert moves & stays == set()


def test_every_column_of_a_record_is_chosen_or_follows() -> None:
    """A new field fails here until it is known which record's answer stays."""
    apart = {"id", "practice_id", "merged_into_id", "version", "created_at"}
    chosen = {column for columns in CHOICES.values() for column in columns}
    assert chosen | set(FOLLOWS) | apart == {f.column for f in Client._meta.local_fields}


def test_each_of_them_moves_and_goes_back(pair: Twice, stored: Stored) -> None:
    """Nobody's table is passed over: each has rows on both sides, and all of them move."""
    before = stored()
    merge = pair.merge()
    after = stored()
    for belongs in belonging():
        table = belongs.model._meta.db_table
        theirs = {r["id"] for r in before[table] if r[belongs.column] == str(pair.other.pk)}
        mine = {r["id"] for r in before[table] if r[belongs.column] == str(pair.kept.pk)}
        assert theirs, f"tests/clients/merging/conftest.py has none of {belongs.name}"
        assert mine, f"tests/clients/merging/conftest.py has none of {belongs.name}"
        moved = set(merge.moved[belongs.name])
        assert len(theirs - moved) == (1 if belongs.name in CLASH else 0), belongs.name
        assert moved <= theirs
        assert mine | moved <= {
            r["id"] for r in after[table] if r[belongs.column] == str(pair.kept.pk)
        }
    undo(pair, merge)
    assert stored() == before


# One of a kind a client: the same tag, a begun intake and what is asked back in it, an open
# invitation, the radar's word of a day. The kept one's counts.
CLASH = {
    "clients.QuestionBack.client_id",
    "clients.ClientTag.client_id",
    "clients.IntakeSubmission.client_id",
    "clients.Invitation.client_id",
    "care_sessions.RadarSnapshot.client_id",
}


def test_a_signed_note_on_both_sides(pair: Twice, stored: Stored) -> None:
    """Both keep their seal with one record as with two, and change nothing but whose they are."""
    before = stored()
    assert seals_hold(pair.house) == [True, True]
    merge = pair.merge("given_name", "email", "phone", "habits")
    assert seals_hold(pair.house) == [True, True]
    with acting(pair.house.boss) as boss:
        notes = {n.pk: n for n in SessionNote.objects.visible_to(boss)}
    mine, theirs = (pair.notes[c.pk].pk for c in (pair.kept, pair.other))
    assert {n.client_id for n in notes.values()} == {pair.kept.pk}
    assert (notes[mine].sealed_for, notes[theirs].sealed_for) == (None, pair.other.pk)
    after = stored()
    unsealed = [
        [{**r, "client_id": "", "sealed_for": ""} for r in rows["care_sessions_sessionnote"]]
        for rows in (before, after)
    ]
    key = lambda row: row["id"]  # noqa: E731
    assert sorted(unsealed[0], key=key) == sorted(unsealed[1], key=key)
    for table in ("assessmentcell", "techniqueapplication", "noteaddendum"):
        assert after[f"care_sessions_{table}"] == before[f"care_sessions_{table}"]
    undo(pair, merge)
    assert seals_hold(pair.house) == [True, True]
    assert stored() == before


def no_change(rows: Any, **values: Any) -> None:
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        rows.update(**values)


def test_a_signed_note_moves_by_no_other_way(pair: Twice) -> None:
    enter_as(pair.house.boss)
    note = SessionNote._base_manager.filter(pk=pair.notes[pair.other.pk].pk)
    no_change(note, client=pair.kept)
    no_change(note, sealed_for=pair.kept.pk)
    pair.merge()
    enter_as(pair.house.boss)
    no_change(note, client=pair.other, plan="x")
    no_change(note, sealed_for=None)
    no_change(note, plan="x")
    signed = IntakeSubmission._base_manager.filter(state="signed")
    no_change(signed, client=pair.other, typed_signature="x")
    no_change(ReleaseEvent._base_manager.all(), client=pair.other, side=Side.RIGHT.value)


def test_what_was_chosen_stays_and_the_rest_is_kept(pair: Twice) -> None:
    merge = pair.merge("given_name", "email")
    kept, other = pair.now(pair.kept), pair.now(pair.other)
    assert (kept.given_name, kept.email) == ("Norah", "norah@work.example")
    assert (kept.phone, kept.habits) == ("+1 303 555 0100", "Rows as Nora.")
    assert kept.contacts == [
        {"kind": "email", "label": "", "value": "nora@clients.example"},
        {"kind": "phone", "label": "", "value": "+1 720 555 0199"},
    ]
    assert merge.values["before"]["given_name"] == "Nora"
    assert merge.values["other"]["habits"] == "Rows as Norah."
    assert (other.state, other.merged_into_id) == ("archived", kept.pk)
    assert (other.given_name, other.email) == ("Norah", "norah@work.example")


def test_who_turned_reminders_off_gets_none(pair: Twice) -> None:
    with acting(pair.house.boss) as boss:
        at = now()
        Client.objects.visible_to(boss).filter(pk=pair.other.pk).update(mail_stopped_at=at)
    merge = pair.merge()
    assert pair.now(pair.kept).mail_stopped_at == at
    undo(pair, merge)
    assert pair.now(pair.kept).mail_stopped_at is None


def test_what_was_written_since_stays_with_the_kept(pair: Twice) -> None:
    merge = pair.merge("given_name", "habits")
    with acting(pair.house.boss) as boss:
        kept = Client.objects.visible_to(boss).get(pk=pair.kept.pk)
        episode = open_episode(actor=boss, client=kept, concern="Another pull.")
        data = ClientData(given_name="Nora Jane", family_name="Ng", timezone="Europe/Rome")
        edit_client(actor=boss, client=kept, data=data, version=kept.version)
        told = {str(a.word): (a.kept, a.other) for a in amounts_since(boss, merge)}
        assert told["courses of work"] == (1, 1)
        assert told["notes"] == (0, 1)
        assert told["tags"] == (0, 1)
        assert told["mails"] == (0, 1)
        current = undo_merge(actor=boss, merge=merge)
        episode.refresh_from_db(from_queryset=type(episode)._base_manager.all())
        assert episode.client_id == pair.kept.pk
    assert current.undone_by_id == pair.house.owner.pk
    assert pair.now(pair.kept).given_name == "Nora Jane"
    assert pair.now(pair.kept).timezone == "Europe/Rome"
    assert pair.now(pair.kept).habits == "Rows as Nora."  # which nobody has changed since
    assert pair.now(pair.other).merged_into_id is None


def test_a_tag_that_was_taken_away_since_stays_away(pair: Twice) -> None:
    merge = pair.merge()
    with acting(pair.house.boss) as boss:
        ClientTag.objects.visible_to(boss).filter(client=pair.kept).delete()
    undo(pair, merge)
    with acting(pair.house.boss) as boss:
        left = ClientTag.objects.visible_to(boss).values_list("client_id", "tag__name")
        assert list(left) == [(pair.other.pk, "Runs")]


def test_three_become_one_and_come_apart_in_turn(pair: Twice, stored: Stored) -> None:
    with acting(pair.house.boss) as boss:
        third = create_client(actor=boss, data=ClientData(given_name="N."))
    before = stored()
    first = pair.merge()
    between = stored()
    with acting(pair.house.boss) as boss:
        second = merge_clients(actor=boss, client=third, other=pair.kept)
    assert pair.now(pair.other).merged_into_id == third.pk
    assert seals_hold(pair.house) == [True, True]
    with pytest.raises(DomainError, match="Take that apart first"):
        undo(pair, first)
    undo(pair, second)
    assert stored() == between
    undo(pair, first)
    assert stored() == before


def test_undone_once_and_for_thirty_days(pair: Twice, stored: Stored) -> None:
    merge = pair.merge()
    merged = stored()
    later = merge.merged_at + timedelta(days=30, seconds=1)
    with clock_at(later), pytest.raises(DomainError, match="30 days"):
        undo(pair, merge)
    assert stored() == merged
    undo(pair, merge)
    apart = stored()
    with pytest.raises(DomainError, match="taken apart already"):
        undo(pair, merge)
    assert stored() == apart
    again = pair.merge()
    assert again.pk != merge.pk


def test_an_archived_record_is_not_taken_apart(pair: Twice) -> None:
    merge = pair.merge()
    with acting(pair.house.boss) as boss:
        Client.objects.visible_to(boss).filter(pk=pair.kept.pk).update(state="archived")
    with pytest.raises(DomainError, match="read only"):
        undo(pair, merge)


def test_somebody_changed_it_in_between(pair: Twice, stored: Stored) -> None:
    before = stored()
    with acting(pair.house.boss) as boss, pytest.raises(Stale):
        merge_clients(actor=boss, client=pair.kept, other=pair.other, versions=(1, 99))
    assert stored() == before


def test_all_of_it_is_in_the_trail(pair: Twice) -> None:
    merge = pair.merge()
    undo(pair, merge)
    with acting(pair.house.boss) as boss:
        note = pair.notes[pair.other.pk]
        was = RowHistory.objects.filter(row_id=note.pk, operation="update").order_by("-id")[:2]
        assert [row.before["client_id"] for row in was if row.before] == [
            str(pair.kept.pk),
            str(pair.other.pk),
        ]
        stored_merge = get_merge(boss, merge.pk)
        assert (stored_merge.merged_by_id, stored_merge.undone_by_id) == (boss.membership_id,) * 2
        assert RowHistory.objects.filter(row_id=merge.pk, operation="insert").count() == 1

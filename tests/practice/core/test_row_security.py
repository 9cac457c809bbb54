"""Row security stands under every table of a practice, and holds without the code above it."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from clients.records.models import Client
from practice.core.actor import acting, enter, enter_as
from practice.core.tenancy import ActorRequired, TenantForeignKey
from practice.outbox.models import Brake
from tests.cast import House
from tests.conftest import admin_connection

pytestmark = pytest.mark.django_db
# Trails take lines of nobody's practice (a failed login), so their column may be empty.
TRAILS = {"practice_accesslog", "practice_rowhistory"}


def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def unprotected_tables() -> set[str]:
    """Tables with `practice_id` that lack forced row security, a policy or NOT NULL."""
    found = rows(
        """SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, a.attnotnull,
             EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polqual IS NOT NULL
               AND p.polpermissive) AS using_it,
             EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid
               AND p.polwithcheck IS NOT NULL) AS checking
           FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
           WHERE c.relkind = 'r' AND a.attname = 'practice_id' AND NOT a.attisdropped"""
    )
    assert len(found) > 25
    return {
        name
        for name, secured, forced, not_null, using, checking in found
        if not (secured and forced and using and checking and (not_null or name in TRAILS))
    }


def test_no_table_of_a_practice_lacks_it() -> None:
    assert unprotected_tables() == set()


def test_the_catalogue_test_sees_a_table_that_lacks_it() -> None:
    name = str(connection.settings_dict["NAME"])
    with admin_connection(name) as admin:
        admin.execute("CREATE TABLE planted (id uuid, practice_id uuid NOT NULL)")
        try:
            assert unprotected_tables() == {"planted"}
        finally:
            admin.execute("DROP TABLE planted")


def test_every_key_inside_a_practice_is_composite() -> None:
    found = rows(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint"
        " WHERE contype = 'f' AND array_length(conkey, 1) = 2"
    )
    named = {(table.strip('"'), name) for table, name in found}
    from django.apps import apps

    expected = {
        (model._meta.db_table, f"{model._meta.db_table}_{field.column}_in_practice"[:63])
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, TenantForeignKey)
    }
    assert len(expected) > 40
    assert expected <= named


def test_the_web_role_owns_nothing_and_passes_nothing_by() -> None:
    role = rows(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles"
        " WHERE rolname = current_user"
    )[0]
    assert role == (False, False, False, False)
    owned = rows("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
    assert owned == [(0,)]


def test_without_a_practice_nothing_is_seen(linden: House, nora: Client) -> None:
    enter_as(linden.boss)
    assert rows("SELECT id FROM clients_client") == [(nora.pk,)]
    enter(practice_id=None)
    assert rows("SELECT id FROM clients_client") == []
    assert rows("SELECT id FROM practice_membership") == []
    assert rows("SELECT id FROM practice_practice") == []


def test_another_practice_is_not_seen_by_raw_sql(harbour: House, nora: Client) -> None:
    enter_as(harbour.boss)
    assert rows("SELECT id FROM clients_client WHERE id = %s", nora.pk) == []


def test_a_row_cannot_be_written_into_another_practice(
    harbour: House, linden: House, nora: Client
) -> None:
    enter_as(harbour.boss)
    refused = pytest.raises(
        DatabaseError, match='row-level security policy for table "practice_place"'
    )
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(  # without RETURNING, which would be a read, and refused as one
            "INSERT INTO practice_place (practice_id, name, timezone) VALUES (%s, 'x', 'UTC')",
            [linden.practice.pk],
        )


def test_a_child_cannot_point_across_practices(harbour: House, nora: Client) -> None:
    enter_as(harbour.boss)
    with pytest.raises(DatabaseError, match="in_practice"), transaction.atomic():
        rows(
            "INSERT INTO clients_episode (practice_id, client_id, concern, state, opened_on,"
            " outcome, reason) VALUES (%s, %s, 'x', 'open', '2026-01-01', '', '') RETURNING id",
            harbour.practice.pk,
            nora.pk,
        )


def test_in_the_portal_another_client_of_the_practice_is_not_seen(
    linden: House, nora: Client
) -> None:
    from clients.records.services import ClientData, create_client

    with acting(linden.boss) as boss:
        nell = create_client(actor=boss, data=ClientData(given_name="Nell"))
    enter_as(linden.as_client(nora))
    assert rows("SELECT id FROM clients_client") == [(nora.pk,)]
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        rows(
            "INSERT INTO clients_clientbeginning"
            " (practice_id, client_id, text, sort_name, is_archived)"
            " VALUES (%s, %s, 'xx', 'x', false) RETURNING id",
            linden.practice.pk,
            nell.pk,
        )


@pytest.mark.django_db(transaction=True)
def test_the_practice_does_not_outlive_the_transaction(linden: House) -> None:
    with acting(linden.boss):
        assert rows("SELECT count(*) FROM practice_membership") == [(4,)]
    assert rows("SELECT count(*) FROM practice_membership") == [(0,)]
    assert rows("SELECT current_setting('supple.practice', true)") in ([("",)], [(None,)])


def test_a_manager_asks_who_is_asking(linden: House) -> None:
    with pytest.raises(ActorRequired):
        Client.objects.all()
    with pytest.raises(ActorRequired):
        Client.objects.filter(given_name="Nora")
    assert list(Client.objects.visible_to(linden.boss)) == []


def test_a_read_names_its_practice_itself(harbour: House, linden: House, nora: Client) -> None:
    """Row security would hide the others too; a read does not lean on it."""
    read = str(Client.objects.visible_to(linden.boss).query)
    assert f'"practice_id" = {linden.practice.pk}' in read
    with acting(harbour.boss):
        assert list(Client.objects.visible_to(linden.boss)) == []


@pytest.mark.parametrize("table", sorted(TRAILS))
@pytest.mark.parametrize(
    "change", ["UPDATE {} SET practice_id = practice_id", "DELETE FROM {}", "TRUNCATE {}"]
)
def test_the_trails_only_take_lines(linden: House, table: str, change: str) -> None:
    refused = pytest.raises(DatabaseError, match="permission denied")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table))


def test_row_history_sees_a_bulk_update(linden: House, nora: Client) -> None:
    enter_as(linden.boss)
    Client.objects.visible_to(linden.boss).update(pronouns="she/her")
    was = rows(
        "SELECT operation, before, user_id FROM practice_rowhistory WHERE row_id = %s"
        " ORDER BY id DESC LIMIT 1",
        nora.pk,
    )[0]
    assert was[0] == "update"
    assert was[1] == '{"pronouns": ""}'
    assert was[2] == linden.owner.user_id


def test_the_claim_role_sees_no_more_than_it_claims(linden: House) -> None:
    """The worker steps into supple_claim; the web cannot."""
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        rows("SET LOCAL ROLE supple_claim")
    assert claimed() == CLAIMED


def test_the_claim_test_sees_a_column_too_many(linden: House) -> None:
    name = str(connection.settings_dict["NAME"])
    with admin_connection(name) as admin:
        admin.execute("GRANT SELECT (secret) ON practice_message TO supple_claim")
        try:
            assert claimed() - CLAIMED == {("SELECT", "practice_message", "secret")}
        finally:
            admin.execute("REVOKE SELECT (secret) ON practice_message FROM supple_claim")


HOME_PROGRAM = ("practice_id", "state", "ends_on", "begins_on")
BRAKE = {field.column for field in Brake._meta.local_concrete_fields}
ORIGIN = ("id", "made_at")
CLAIMED = {
    *(("SELECT", "practice_practice", name) for name in ("id", "is_active", "is_demo")),
    ("SELECT", "practice_practice", "mails_a_minute"),
    *(
        ("SELECT", "practice_message", name)
        for name in ("planned_at", "settled_at", "expected", "released_at")
    ),
    ("UPDATE", "practice_message", "reason"),
    *((may, "practice_brake", n) for may in ("SELECT", "INSERT", "UPDATE") for n in BRAKE),
    *(
        (may, "practice_databaseorigin", n)
        for may in ("SELECT", "INSERT")
        for n in ("id", "made_at")
    ),
    *(("SELECT", "practice_message", name) for name in ("id", "practice_id", "kind", "state")),
    *(("SELECT", "practice_message", name) for name in ("due_at", "expires_at", "lease_until")),
    *(("SELECT", "practice_message", name) for name in ("attempt", "urgent", "try_at")),
    *(("UPDATE", "practice_message", name) for name in ("state", "lease_until", "attempt")),
    *(("SELECT", "clients_clientfile", name) for name in ("practice_id", "small_state")),
    *(("SELECT", "care_sessions_reminderplan", n) for n in ("practice_id", "state", "next_due_at")),
    *(("SELECT", "care_sessions_homeprogram", n) for n in HOME_PROGRAM),
    *(("SELECT", "care_sessions_busycalendar", n) for n in ("practice_id", "due_at")),
    *(
        ("SELECT", "care_sessions_visitorbooking", n)
        for n in ("practice_id", "appointment_id", "expires_at")
    ),
    *(("SELECT", "care_sessions_waitlistwish", n) for n in ("practice_id", "ended_at")),
    *(("SELECT", "practice_morningmail", n) for n in ("practice_id", "next_at")),
}


def claimed() -> set[tuple[str, str, str]]:
    """What supple_claim may do to which column. The web's own role would be shown none of it."""
    with admin_connection(str(connection.settings_dict["NAME"])) as admin:
        return set(
            admin.execute(
                "SELECT privilege_type, table_name, column_name"
                " FROM information_schema.column_privileges WHERE grantee = 'supple_claim'"
            ).fetchall()
        )

"""The one migration operation behind row security, composite keys and row history."""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunSQL
from django.db.migrations.operations.base import Operation

from practice.core.tenancy import TenantForeignKey

PRACTICE = "nullif(current_setting('supple.practice', true), '')::uuid"
USER = "nullif(current_setting('supple.user', true), '')::uuid"
CLIENT = "nullif(current_setting('supple.client', true), '')::uuid"


class ProtectTenantTables(Operation):
    """Row security with FORCE, USING and WITH CHECK, composite keys, and the history trigger.

    Names tables of the migration's own app, parents before children. Not reversible: protection
    is only ever changed by a later migration that says so.
    """

    reduces_to_sql = True
    reversible = False

    def __init__(self, *model_names: str, history: bool = True) -> None:
        self.model_names = model_names
        self.history = history

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return what writes this operation down again."""
        return self.__class__.__name__, list(self.model_names), {"history": self.history}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change nothing in Django's own state."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, _from: Any, to_state: Any
    ) -> None:
        """Protect each named table."""
        tables = [to_state.apps.get_model(app_label, name) for name in self.model_names]
        for model in tables:
            for statement in _row_security(model):
                schema_editor.execute(statement)
            if self.history:
                schema_editor.execute(_history_trigger(model._meta.db_table))
        for model in tables:
            for statement in _composite_keys(model):
                schema_editor.execute(statement)

    def describe(self) -> str:
        """Say what it does, in a migration's listing."""
        return f"Protect {', '.join(self.model_names)}"


def _row_security(model: type[models.Model]) -> list[str]:
    table = model._meta.db_table
    statements = [
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_tenant_key" UNIQUE (practice_id, id)',
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        f'CREATE POLICY tenant ON "{table}"'
        f" USING (practice_id = {PRACTICE}) WITH CHECK (practice_id = {PRACTICE})",
    ]
    columns = {field.column for field in model._meta.local_concrete_fields}
    mine = "client_id" if "client_id" in columns else None
    mine = "id" if model._meta.label == "clients.Client" else mine
    if mine:
        # CASE, since the planner takes a chain of OR for nearly no rows and then scans tables
        # for pages that an index would answer: Today with 100,000 clients was 12 times slower.
        test = (
            f"(CASE WHEN {CLIENT} IS NULL THEN true"
            f' ELSE "{mine}" IS NULL OR "{mine}" = {CLIENT} END)'
        )
        statements.append(
            f'CREATE POLICY portal ON "{table}" AS RESTRICTIVE USING {test} WITH CHECK {test}'
        )
    return statements


def _composite_keys(model: type[models.Model]) -> list[str]:
    table = model._meta.db_table
    return [
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{field.column}_in_practice"'
        f' FOREIGN KEY (practice_id, "{field.column}")'
        f' REFERENCES "{field.related_model._meta.db_table}" (practice_id, id)'
        for field in model._meta.local_fields
        if isinstance(field, TenantForeignKey)
    ]


def _history_trigger(table: str) -> str:
    return (
        f'CREATE TRIGGER row_history AFTER INSERT OR UPDATE OR DELETE ON "{table}"'
        " FOR EACH ROW EXECUTE FUNCTION supple_row_history()"
    )


def filling(statement: str, *tables: str) -> list[RunSQL]:
    """A migration's own writing to rows of every practice, which row security and the trail of
    changes stand in the way of: both rest on `tables` while `statement` runs."""
    rest = [
        f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER'
        for table in tables
    ]
    again = [
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY, ENABLE TRIGGER USER' for table in tables
    ]
    return [RunSQL([*rest, statement, "SET CONSTRAINTS ALL IMMEDIATE", *again], RunSQL.noop)]

"""What the migration writes for a practice from before is what a new practice gets a copy of."""

from importlib import import_module
from typing import Any

import pytest
from django.db import connections

from practice.core.actor import acting
from sessions.program_templates.models import ProgramTemplate, TemplateItem
from tests.cast import House
from tests.conftest import admin_connection

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = ("prerequisite__built_in_code", "refresher__built_in_code", "tier", "made_for", "link")
TOLD = (
    "built_in_code",
    "built_in_version",
    "name",
    "folded",
    "summary",
    "weeks",
    "position",
    *KEPT,
)
HELD = ("template__built_in_code", "position", "movement__built_in_code", "phase", "minutes")


def _held(house: House) -> list[list[tuple[Any, ...]]]:
    with acting(house.boss):
        return _read(house)


def _read(house: House) -> list[list[tuple[Any, ...]]]:
    templates = ProgramTemplate.objects.visible_to(house.boss).order_by("position")
    items = TemplateItem.objects.visible_to(house.boss).order_by("template__position", "position")
    fields = (*TOLD, "source", "rights", "version")
    return [
        list(templates.values_list(*fields)),
        list(items.values_list(*HELD, "note", "variant", "side")),
    ]


def _written_anew_by(statements: str) -> None:
    name = str(connections["default"].settings_dict["NAME"])
    with admin_connection(name) as admin, admin.transaction():
        admin.execute("DELETE FROM care_sessions_templateitem")
        admin.execute("DELETE FROM care_sessions_programtemplate")
        admin.execute(statements)


def test_it_writes_what_a_new_practice_gets(linden: House) -> None:
    migration: Any = import_module("sessions.migrations.0018_program_templates")
    brought = _held(linden)
    assert len(brought[0]) == 5

    _written_anew_by(migration.TEMPLATES)

    assert _held(linden) == brought

"""The migration says of two movements what the library says of them."""

from importlib import import_module
from typing import Any

from django.db import connection

from practice.core.actor import Actor, acting
from sessions.movements.models import Movement, MovementBeginning
from tests.cast import House

CODES = ("seaweed_spine", "forehand_sweep")


def told(actor: Actor) -> tuple[list[Any], set[Any]]:
    rows = Movement.objects.visible_to(actor).filter(built_in_code__in=CODES).order_by("position")
    fields = [f.name for f in Movement._meta.fields if f.name not in {"id", "copied_from"}]
    found = MovementBeginning.objects.visible_to(actor)
    found = found.filter(movement__built_in_code__in=CODES)
    return list(rows.values(*fields)), set(found.values_list("movement__built_in_code", "text"))


def test_a_practice_that_was_there_has_them_as_a_new_one_does(linden: House) -> None:
    written = import_module("sessions.migrations.0020_swaying_and_sweeping")
    later = import_module("sessions.migrations.0022_names_of_digits")
    with acting(linden.boss) as boss:
        before = told(boss)
        assert len(before[0]) == 2
        assert len(before[1]) > 60
        rows = Movement.objects.visible_to(boss).filter(built_in_code__in=CODES)
        MovementBeginning.objects.visible_to(boss).filter(movement__in=rows).delete()
        rows.delete()
        with connection.cursor() as cursor:
            cursor.execute(written.MOVEMENTS + written.FOUND_BY + later.FOUND_BY)
        assert told(boss) == before

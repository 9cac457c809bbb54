"""The library's search: names, aliases, marks, in the library's order, page by page."""

from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.http import Http404

from practice.core.actor import Actor, acting
from sessions.movements.models import Movement, MovementBeginning
from sessions.movements.queries import find_movements
from sessions.movements.services import add_movement
from tests.cast import House
from tests.clients.intake.counting import statements
from tests.sessions.movements import writing


def codes(actor: Actor, **asked: Any) -> list[str]:
    return [m.built_in_code for m in find_movements(actor, **asked).movements]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"search": "ar"}, ["arch_and_flatten", "arch_and_curl", "diagonal_arch_and_curl"]),
        ({"search": "CROSS-LATERAL"}, ["diagonal_arch_and_curl"]),
        ({"search": "lateral"}, ["diagonal_arch_and_curl"]),
        ({"search": "laterally"}, []),
        ({"search": "arch diag"}, ["diagonal_arch_and_curl"]),
        ({"search": "diagonal", "position": "lying"}, ["diagonal_arch_and_curl"]),
        ({"search": "diagonal", "position": "sitting"}, []),
        ({"muscle": "diaphragm"}, ["the_flower"]),
        ({"place": "walking_to_running"}, []),
        ({"muscle": "hamstrings", "place": "walking"}, ["back_lift", "easy_walking"]),
        ({"muscle": "diaphragm", "place": "walking"}, []),
        ({"position": "walking"}, ["easy_walking"]),
        ({"phase": "integrate", "position": "lying"}, None),
        ({"minutes": 4, "position": "walking"}, []),
        ({"minutes": 10, "position": "walking"}, ["easy_walking"]),
    ],
)
def test_it_is_found_by_all_that_is_asked(
    linden: House, asked: dict[str, Any], found: list[str] | None
) -> None:
    with acting(linden.boss) as boss:
        if found is None:
            found = ["diagonal_arch_and_curl", "washrag", "roll_up_to_sit"]
        assert codes(boss, **asked) == found


def test_pages_follow_each_other_without_a_gap(linden: House) -> None:
    with acting(linden.boss) as boss:
        kinds: list[dict[str, Any]] = [{}, {"position": "lying"}, {"search": "an"}]
        for asked in kinds:
            everything = codes(boss, **asked)
            walked, after = [], ""
            while True:
                page = find_movements(boss, limit=2, after=after, **asked)
                walked += [m.built_in_code for m in page.movements]
                if not (after := page.next_cursor):
                    break
            assert walked == everything
        assert len(codes(boss)) > 10


@pytest.mark.parametrize("cursor", ["nowhere", f"\0|{UUID(int=7)}", f"a\0b|{UUID(int=7)}", "a|b"])
def test_a_cursor_that_is_none_is_not_found(linden: House, cursor: str) -> None:
    with acting(linden.boss) as boss, pytest.raises(Http404):
        find_movements(boss, after=cursor)


@pytest.mark.parametrize(
    ("search", "is_found"),
    [
        ("90/90", True),
        ("90 90", True),
        ("90", True),
        ("switch", True),
        ("9", True),
        ("4", True),
        ("90/91", False),
        ("9090", False),
        ("7", False),
        ("s", True),
        ("x", False),
    ],
)
def test_a_name_of_digits_is_found(linden: House, search: str, is_found: bool) -> None:
    with acting(linden.boss) as boss:
        ours = add_movement(actor=boss, data=writing.data(name="90/90 Sit/Switch, figure 4"))
        found = {movement.pk for movement in find_movements(boss, search=search).movements}
    assert (ours.pk in found) is is_found
    assert len(found) < 20  # never everything, as if it had answered


def test_another_practices_are_not_found(harbour: House, linden: House) -> None:
    with acting(linden.boss) as boss:
        ours = {m.pk for m in find_movements(boss, search="arch").movements}
    with acting(harbour.boss) as boss:
        theirs = {m.pk for m in find_movements(boss, search="arch").movements}
    assert len(ours) == len(theirs) == 3
    assert not ours & theirs


def test_one_statement_answers_whatever_is_asked(linden: House) -> None:
    with acting(linden.boss) as boss:
        much = {"search": "arch curl", "muscle": "neck", "phase": "free", "minutes": 4}
        kinds: list[dict[str, Any]] = [{}, much]
        for asked in kinds:
            with statements() as seen:
                find_movements(boss, **asked)
            assert len(seen) == 1


def test_what_was_there_before_is_found_by_the_same(linden: House) -> None:
    """The migration that wrote it for the practices that were there says what the services say."""
    steps = ("0017_own_movements", "0022_names_of_digits")
    written = [import_module(f"sessions.migrations.{step}").FOUND_BY for step in steps]
    told = ("movement_id", "text", "sort_name", "is_retired")
    with acting(linden.boss) as boss:
        rows = MovementBeginning.objects.visible_to(boss)
        said = set(rows.values_list(*told))
        assert len(said) > 400
        rows.delete()
        Movement.objects.visible_to(boss).update(folded="", sort_name="")
        with connection.cursor() as cursor:
            for sql in written:
                cursor.execute(sql)
        assert set(rows.all().values_list(*told)) == said

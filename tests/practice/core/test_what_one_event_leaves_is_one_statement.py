"""Rows of several tables in one statement: all of them, or none."""

import pytest
from django.db import IntegrityError, transaction

from clients.records.models import Tag
from practice.core.actor import enter_as
from practice.core.models import Place
from practice.core.services import insert_together
from tests.cast import House
from tests.clients.intake.counting import statements

pytestmark = pytest.mark.django_db


def rows(house: House) -> tuple[list[str], list[str]]:
    """Tags and places of the practice."""
    tags = Tag.objects.visible_to(house.boss).order_by("name").values_list("name", flat=True)
    places = Place.objects.visible_to(house.boss).order_by("name").values_list("name", flat=True)
    return list(tags), list(places)


def made(house: House, *tags: str) -> list[Tag | Place]:
    """Tags of these names, and a place between them."""
    keys = {"practice_id": house.practice.pk}
    found: list[Tag | Place] = [Tag(**keys, name=tag, folded=tag) for tag in tags]
    found.insert(1, Place(**keys, name="Attic", timezone="Europe/Rome"))
    return found


def test_two_tables_one_statement(linden: House) -> None:
    enter_as(linden.boss)
    tags, places = rows(linden)
    with statements() as seen:
        insert_together(made(linden, "runs", "sits"))
    assert len(seen) == 1
    assert rows(linden) == ([*tags, "runs", "sits"], sorted([*places, "Attic"]))


def test_what_breaks_a_rule_leaves_nothing(linden: House) -> None:
    enter_as(linden.boss)
    before = rows(linden)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_together(made(linden, "runs", "runs"))
    assert rows(linden) == before


def test_nothing_asks_nothing() -> None:
    with statements() as seen:
        insert_together([])
    assert seen == []


def test_what_else_is_written_goes_along(linden: House) -> None:
    enter_as(linden.boss)
    tags, places = rows(linden)
    rename = "UPDATE practice_place SET name = %s WHERE name = %s RETURNING id", ["Zoo", places[0]]
    with statements() as seen:
        insert_together(made(linden, "runs"), rename)
    assert len(seen) == 1
    assert rows(linden) == (sorted([*tags, "runs"]), sorted([*places[1:], "Attic", "Zoo"]))

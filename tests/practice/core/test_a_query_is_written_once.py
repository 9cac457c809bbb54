"""A query that is written once answers whoever asks with their own rows, on their own day."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Value

from clients.records.models import Client
from practice.core.actor import Actor, acting, enter_as
from practice.core.clock import clock_at, now, today_in
from practice.core.rules import Role
from practice.core.written_once import CannotKeep, _kept, rows_of
from tests.cast import House

pytestmark = pytest.mark.django_db


def _clients(actor: Actor) -> Any:
    return Client.objects.visible_to(actor).order_by("id").values_list("given_name")


def _asked(actor: Actor) -> list[str]:
    with acting(actor):
        return [name for (name,) in rows_of(actor, "clients of a test", None, _clients)]


def test_each_practice_and_each_role_gets_its_own(
    harbour: House, linden: House, nora: Client, omar: Client
) -> None:
    for _again in range(2):
        assert _asked(linden.boss) == ["Nora"]
        assert _asked(harbour.boss) == ["Omar"]
        assert _asked(linden.actor(linden.trainee)) == []
    with acting(linden.boss):
        Client._base_manager.filter(pk=nora.pk).update(assigned_to=linden.trainee)
    assert _asked(linden.actor(linden.trainee)) == ["Nora"]
    assert _asked(harbour.actor(harbour.trainee)) == []


def test_a_moment_keeps_its_distance_from_now(linden: House, nora: Client) -> None:
    actor = linden.boss
    enter_as(actor)

    def lately(actor: Actor) -> Any:
        week = now() - timedelta(days=7)
        return Client.objects.visible_to(actor).filter(created_at__gt=week).values_list("id")

    def asked() -> int:
        return len(rows_of(actor, "lately in a test", None, lately))

    assert asked() == 1
    with clock_at(now() + timedelta(days=6)):
        assert asked() == 1
    with clock_at(now() + timedelta(days=8)):
        assert asked() == 0


def test_a_day_is_the_practices_today(linden: House, nora: Client) -> None:
    actor = linden.boss
    enter_as(actor)
    Client._base_manager.filter(pk=nora.pk).update(birth_date=today_in(actor.zone))

    def born_today(actor: Actor) -> Any:
        rows = Client.objects.visible_to(actor).filter(birth_date=today_in(actor.zone))
        return rows.values_list("id")

    assert rows_of(actor, "born in a test", None, born_today) == [(nora.pk,)]
    with clock_at(now() + timedelta(days=1)):
        assert rows_of(actor, "born in a test", None, born_today) == []


def test_the_id_of_a_row_is_not_kept_for_the_next(linden: House, nora: Client) -> None:
    enter_as(linden.boss)

    def this_one(actor: Actor) -> Any:
        return Client.objects.visible_to(actor).filter(pk=nora.pk).values_list("id")

    with pytest.raises(CannotKeep):
        rows_of(linden.boss, "one in a test", None, this_one)

    def nobody(actor: Actor) -> Any:
        return Client.objects.visible_to(actor).filter(pk=UUID(int=0)).values_list("id")

    assert rows_of(linden.boss, "nobody in a test", None, nobody) == []


def test_what_never_differs_stands_in_the_text_as_it_is(linden: House, nora: Client) -> None:
    enter_as(linden.boss)
    odd = "100% of %s, o'Nora \\ {}"
    Client._base_manager.filter(pk=nora.pk).update(given_name=odd)

    def named(actor: Actor) -> Any:
        rows = Client.objects.visible_to(actor).filter(given_name=odd, given_name__contains="0%")
        return rows.filter(given_name__startswith="100%").values_list("id", Value(7), Value(odd))

    for _again in range(3):
        assert rows_of(linden.boss, "odd in a test", None, named) == [(nora.pk, 7, odd)]
    (kept,) = [one for key, one in _kept.items() if "odd in a test" in repr(key)]
    assert len(kept.values) == 1, "the practice alone differs"
    with connection.cursor() as cursor:
        cursor.execute("SELECT generic_plans, custom_plans FROM pg_prepared_statements")
        plans = cursor.fetchall()
    assert plans
    assert not any(custom for _generic, custom in plans), "one plan, whoever asks"


def test_rows_are_counted_where_they_are(linden: House, nora: Client) -> None:
    enter_as(linden.boss)
    counting = "SELECT count(*) FROM ({}) told"
    assert rows_of(linden.boss, "counted in a test", None, _clients, counting) == [(1,)]


def test_what_is_asked_about_is_filled_in_each_time(
    linden: House, nora: Client, omar: Client
) -> None:
    def one(actor: Actor, client_id: UUID) -> Any:
        return Client.objects.visible_to(actor).filter(pk=client_id).values_list("given_name")

    def named(actor: Actor, client_id: UUID) -> list[tuple[Any, ...]]:
        return rows_of(actor, "one of a test", None, one, about=(client_id,))

    enter_as(linden.boss)
    assert named(linden.boss, omar.pk) == []
    assert named(linden.boss, nora.pk) == [("Nora",)]
    theirs = replace(linden.boss, role=Role.CLIENT, client_id=nora.pk)
    assert named(theirs, nora.pk) == [("Nora",)]
    assert named(replace(theirs, client_id=omar.pk), nora.pk) == []

"""Whoever merges, or takes apart, at the same moment: one of them does it, the other is told."""

from collections.abc import Callable
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connection

from clients.merging.models import ClientMerge
from clients.merging.services import merge_clients, undo_merge
from clients.records.models import Client
from practice.core.actor import acting
from practice.core.errors import DomainError
from tests.cast import House
from tests.conftest import admin_connection
from tests.practice.outbox.live import add_client, found_house

WAIT = 10


@pytest.fixture
def mill(transactional_db: None) -> House:
    """A practice whose rows are committed."""
    return found_house("Mill Somatics", "America/Denver", "mill.example")


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Run all at the same time; what the refused ones were told."""
    told: list[str] = []
    broken: list[Exception] = []

    def run(act: Callable[[], Any]) -> None:
        try:
            act()
        except DomainError as error:
            told.append(str(error.message))
        except Exception as error:
            broken.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    assert not any(thread.is_alive() for thread in threads), "they wait for each other"
    assert broken == []
    return told


def merging(house: House, client: Client, other: Client) -> Callable[[], Any]:
    def act() -> None:
        with acting(house.boss) as boss:
            merge_clients(actor=boss, client=client, other=other)

    return act


def merges(house: House) -> list[ClientMerge]:
    with acting(house.boss) as boss:
        return list(ClientMerge.objects.visible_to(boss))


@pytest.mark.parametrize("round_", range(3))
def test_two_merges_of_the_same_pair(mill: House, round_: int) -> None:
    one, two = add_client(mill, "Nora"), add_client(mill, "Norah")
    told = at_once(merging(mill, one, two), merging(mill, two, one))
    assert told == ["One of these is part of another record already."]
    assert len(merges(mill)) == 1
    with acting(mill.boss) as boss:
        into = Client.objects.visible_to(boss).values_list("merged_into", flat=True)
        assert sorted(pk is None for pk in into) == [False, True]


def test_a_chain_of_three_at_once_ends_in_one_place(mill: House) -> None:
    a, b, c = (add_client(mill, name) for name in "ABC")
    at_once(merging(mill, a, b), merging(mill, b, c), merging(mill, c, a))
    with acting(mill.boss) as boss:
        found = {x.pk: x.merged_into_id for x in Client.objects.visible_to(boss)}
    there = [pk for pk, into in found.items() if into is None]
    assert there
    assert all(into in there for into in found.values() if into)


def test_taken_apart_twice_at_once(mill: House) -> None:
    one, two = add_client(mill, "Nora"), add_client(mill, "Norah")
    merging(mill, one, two)()
    [merge] = merges(mill)

    def act() -> None:
        with acting(mill.boss) as boss:
            undo_merge(actor=boss, merge=merge)

    assert at_once(act, act) == ["This was taken apart already."]
    assert [m.undone_at is None for m in merges(mill)] == [False]


def test_merges_of_a_practice_come_one_after_another(mill: House) -> None:
    """Which records move along is known only then: two pairs that share nobody wait too."""
    a, b, c, d = (add_client(mill, name) for name in "ABCD")
    second = Thread(target=at_once, args=[merging(mill, c, d)])
    with acting(mill.boss) as boss:
        merge_clients(actor=boss, client=a, other=b)
        second.start()
        assert until(somebody_waits)
    second.join(WAIT)
    assert len(merges(mill)) == 2


def until(is_so: Callable[[], bool]) -> bool:
    """Whether it is so before long."""
    end = monotonic() + WAIT
    while not is_so() and monotonic() < end:
        sleep(0.05)
    return monotonic() < end


def somebody_waits() -> bool:
    name = str(connection.settings_dict["NAME"])
    with admin_connection(name) as admin:
        row = admin.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        ).fetchone()
    return bool(row and row[0])

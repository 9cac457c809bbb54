"""The cache keeps JSON in PostgreSQL, forgets on time, and adds a key once."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection

from practice.core.clock import now


def stored() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM practice_cache")
        return [row[0] for row in cursor.fetchall()]


def test_values_are_kept_as_json_until_their_time(db: None) -> None:
    cache.set("a", [1.5, "x"], 60)
    assert stored() == ['[1.5, "x"]']
    assert cache.get("a") == [1.5, "x"]
    with time_machine.travel(now() + timedelta(seconds=61), tick=False):
        assert cache.get("a", "gone") == "gone"
        assert "a" not in cache
    cache.delete("a")
    assert cache.get("a") is None


def test_a_key_is_added_once_until_it_is_over(db: None) -> None:
    assert cache.add("lock", True, 10)
    assert not cache.add("lock", True, 10)
    with time_machine.travel(now() + timedelta(seconds=11), tick=False):
        assert cache.add("lock", 2, 10)
        assert cache.get("lock") == 2


def test_nobody_serves_a_pickle(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO practice_cache VALUES (':1:bad', 'gASVAAAA', now() + interval '1 hour')"
        )
    with pytest.raises(json.JSONDecodeError):
        cache.get("bad")

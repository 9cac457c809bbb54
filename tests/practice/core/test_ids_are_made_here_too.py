"""Ids made here stand among those that the database makes."""

from uuid import UUID

import pytest
from django.db import connection

from practice.core.ids import new_id


def test_they_are_of_version_seven_and_never_twice() -> None:
    made = [new_id() for _ in range(1000)]
    assert {(one.version, one.variant) for one in made} == {(7, "specified in RFC 4122")}
    assert len(set(made)) == 1000


@pytest.mark.django_db
def test_they_come_in_the_order_of_time_with_the_databases_own() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT uuidv7(), pg_sleep(0.02)")
        before: UUID = cursor.fetchone()[0]
        between = new_id()
        cursor.execute("SELECT pg_sleep(0.02), uuidv7()")
        after: UUID = cursor.fetchone()[1]
    assert before < between < after

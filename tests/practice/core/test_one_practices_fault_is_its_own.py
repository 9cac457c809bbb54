"""The worker goes from practice to practice: what fails in one is done in the next all the same."""

import logging
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, DataError, OperationalError, connection
from psycopg import errors

from practice.core.actor import Actor
from practice.core.errors import DomainError
from practice.core.everywhere import in_each, in_one_transaction
from practice.core.logs import JSONFormatter
from practice.core.models import Place
from tests.cast import House

TYPED = "a sharp pain since Tuesday"
HOUSES = [uuid4(), uuid4(), uuid4()]


@pytest.mark.parametrize("kind", [KeyError, ValueError, DatabaseError, DomainError, RuntimeError])
def test_the_next_is_still_done(kind: type[Exception], caplog: pytest.LogCaptureFixture) -> None:
    def work(practice_id: UUID) -> int:
        if practice_id == HOUSES[1]:
            raise kind(TYPED)
        return 3

    with caplog.at_level(logging.ERROR):
        assert list(in_each(HOUSES, work, what="reminders")) == [3, 3]
    (record,) = caplog.records
    line = JSONFormatter().format(record)
    assert f"reminders of practice {HOUSES[1]}" in line
    assert f"{kind.__name__} at " in line
    assert TYPED not in line


def test_a_database_that_is_away_ends_the_round() -> None:
    seen: list[UUID] = []

    def away(practice_id: UUID) -> int:
        seen.append(practice_id)
        raise OperationalError("the server closed the connection")

    with pytest.raises(OperationalError):
        list(in_each(HOUSES, away, what="reminders"))
    assert seen == HOUSES[:1]


@pytest.mark.parametrize(
    "cause",
    [
        errors.QueryCanceled,
        errors.LockNotAvailable,
        errors.DeadlockDetected,
        errors.SerializationFailure,
    ],
)
def test_a_statement_that_took_too_long_ends_its_own_work_alone(cause: type[Exception]) -> None:
    """Django calls these operational too; the database is well, and the next is done."""

    def slow(practice_id: UUID) -> int:
        if practice_id == HOUSES[0]:
            raise OperationalError from cause()
        return 1

    assert list(in_each(HOUSES, slow, what="reminders")) == [1, 1]


def test_what_failed_is_undone_and_what_follows_is_kept(linden: House, harbour: House) -> None:
    def work(*, actor: Actor) -> int:
        Place._base_manager.create(practice_id=actor.practice_id, name="Mill", timezone="UTC")
        if actor.practice_id == linden.practice.pk:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
        return 1

    practices = [linden.practice.pk, harbour.practice.pk]
    assert list(in_each(practices, in_one_transaction(work), what="places")) == [1]

    def mills(*, actor: Actor) -> int:
        return Place.objects.visible_to(actor, "settings.read").filter(name="Mill").count()

    assert list(in_each(practices, in_one_transaction(mills), what="places")) == [0, 1]
    with pytest.raises(DataError):
        in_one_transaction(work)(linden.practice.pk)

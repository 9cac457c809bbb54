"""The demo, built as the worker builds it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from time import process_time
from typing import Any

import pytest
from django.db import transaction

from practice.core.actor import Actor
from practice.core.clock import clock_at
from practice.data.demo.build import Login, build_demo, build_second, emails
from tests.conftest import empty_database
from tests.practice.data.telling import OWNERS, owner_actor, told
from tests.practice.outbox.live import database_role

AT = datetime(2026, 11, 18, 21, 30, tzinfo=UTC)  # a Wednesday afternoon in Santa Fe


@dataclass(frozen=True)
class Demo:
    """Whom to look as, our seconds of processor; what the small practice said, built twice."""

    owner: Actor
    other: Actor
    seconds: float
    rows: list[str]
    other_rows: list[str]
    other_rows_before: list[str]


def some_logins() -> dict[str, Login]:
    """Everybody of demo.json."""
    return {name: Login(email=email, password=f"slow-{name}") for name, email in emails().items()}


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[Demo]:
    """Built at one instant and kept for the module; its small practice once before."""
    with django_db_blocker.unblock(), database_role("worker"):
        with transaction.atomic(), clock_at(AT):
            build_second(some_logins(), AT)
            rows_before = told(OWNERS[1])
            transaction.set_rollback(True)
        began = process_time()
        with transaction.atomic(), clock_at(AT):
            build_demo(some_logins())
            seconds = process_time() - began
            rows = [told(email) for email in OWNERS]
            owner, other = (owner_actor(email) for email in OWNERS)
        yield Demo(owner, other, seconds, rows[0], rows[1], rows_before)
        empty_database()

"""A mail server that listens, and the worker's side of the database."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import House
from tests.practice.outbox.live import database_role, found_house
from tests.practice.outbox.sink import Sink


@pytest.fixture
def as_worker(transactional_db: None) -> Iterator[None]:
    """Committed rows, seen by the worker's role."""
    with database_role("worker"):
        yield


@pytest.fixture
def mill(as_worker: None) -> House:
    """A practice whose rows are committed."""
    return found_house("Mill Somatics", "America/Denver", "mill.example")


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """A mail server that the outbox sends to."""
    reverse("readyz")  # reads every address, which takes a busy machine longer than a mail may
    sink = Sink()
    sink.start()
    settings.SUPPLE_SMTP = sink.settings
    yield sink
    sink.stop()

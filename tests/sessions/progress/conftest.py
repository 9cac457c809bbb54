"""Nora's course of work as rows, on a day of November."""

from collections.abc import Iterator

import pytest
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.clock import clock_at
from tests.cast import House, sign_in
from tests.sessions.progress.courses import TODAY, Writer, noon


@pytest.fixture
def today() -> Iterator[None]:
    with clock_at(noon(TODAY)):
        yield


@pytest.fixture
def nora_works(linden: House, nora: Client, today: None) -> Writer:
    return Writer(linden, nora)


@pytest.fixture
def practitioner(linden: House) -> Browser:
    return sign_in("practitioner@linden.example")

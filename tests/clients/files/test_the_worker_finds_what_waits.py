"""The worker's own login finds small pictures that wait, in every practice, and nothing else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction

from clients.files import tasks
from clients.files.models import ClientFile
from clients.files.queries import practices_waiting
from clients.files.services import LetterData, add_letter
from clients.records.services import ClientData, create_client
from practice.core.actor import acting
from practice.outbox.sending.claims import across_practices
from tests.cast import House
from tests.clients.files.making import a_pdf, a_picture
from tests.practice.outbox.live import database_role, found_house


@pytest.fixture
def houses(transactional_db: None, tmp_path: Path, settings: Any) -> Iterator[list[House]]:
    """Two practices with committed rows, asked by the worker's login."""
    options = {**settings.STORAGES["files"]["OPTIONS"], "location": str(tmp_path / "files")}
    changed = {**settings.STORAGES["files"], "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "files": changed}
    settings.SUPPLE_UPLOAD_FOLDER = str(tmp_path / "uploads")
    with database_role("worker"):
        yield [
            found_house("Mill Somatics", "America/Denver", "mill.example"),
            found_house("Weir Somatics", "Europe/Berlin", "weir.example"),
        ]


def states(house: House) -> list[str]:
    with acting(house.boss) as boss:
        rows = ClientFile.objects.visible_to(boss).order_by("id")
        return list(rows.values_list("small_state", flat=True))


def test_in_every_practice_and_by_two_columns(houses: list[House]) -> None:
    for house, content in zip(houses, (a_picture(), a_pdf()), strict=True):
        with acting(house.boss) as boss:
            client = create_client(actor=boss, data=ClientData(given_name="Nora"))
            kept = ContentFile(content, name="a")
            add_letter(actor=boss, client=client, upload=kept, said=LetterData())
    mill, weir = houses
    assert practices_waiting() == [mill.practice.pk]
    denied = pytest.raises(DatabaseError, match="permission denied")
    with denied, transaction.atomic(), across_practices() as cursor:
        cursor.execute("SELECT title FROM clients_clientfile")
    tasks.make_small()
    assert (states(mill), states(weir), practices_waiting()) == (["made"], ["none"], [])

"""A store that is empty before each test, and Nora, who may have agreed to photos."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import storages

from clients.files.models import ClientFile
from clients.records.models import Client, ConsentDocument, ConsentRecord
from practice.core.actor import acting
from practice.core.clock import now
from tests.cast import House


@dataclass
class Kept:
    """The files of a practice: their rows and the names in the store's folder."""

    house: House
    folder: Path

    def rows(self) -> list[ClientFile]:
        with acting(self.house.boss) as boss:
            return list(ClientFile.objects.visible_to(boss).order_by("id"))

    def names(self) -> list[str]:
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return sorted(str(path.relative_to(self.folder)) for path in found)

    @property
    def is_empty(self) -> bool:
        """Neither row nor bytes, and nothing left on its way."""
        uploads = Path(settings.SUPPLE_UPLOAD_FOLDER)
        on_the_way = list(uploads.iterdir()) if uploads.exists() else []
        return not self.rows() and not self.names() and not on_the_way


@pytest.fixture
def kept(linden: House, tmp_path: Path, settings: Any) -> Kept:
    """The store of this test alone."""
    options = {**settings.STORAGES["files"]["OPTIONS"], "location": str(tmp_path / "files")}
    changed = {**settings.STORAGES["files"], "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "files": changed}
    settings.SUPPLE_UPLOAD_FOLDER = str(tmp_path / "uploads")
    used: Any = storages["files"]
    assert used.location == str(tmp_path / "files")
    return Kept(linden, tmp_path / "files")


def say(house: House, client: Client, *, given: bool) -> None:
    """Write down what a client says about photos."""
    with acting(house.boss) as boss:
        text = ConsentDocument.objects.visible_to(boss).get(kind="photo")
        ConsentRecord(
            practice=house.practice,
            client=client,
            document=text,
            given=given,
            typed_name="Nora Ng" if given else "",
            answered_at=now(),
        ).save(force_insert=True)


@pytest.fixture
def agrees(linden: House, nora: Client) -> Callable[[], None]:
    """Nora agrees to photos; call it."""
    return lambda: say(linden, nora, given=True)

"""The store of bytes: a folder or a bucket, never a place that the web serves."""

import logging
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID, uuid4

from django.core.files import File
from django.core.files.storage import Storage, storages

log = logging.getLogger(__name__)


def store() -> Storage:
    """Where the bytes lie, as the settings say."""
    return storages["files"]


def new_name(practice_id: UUID) -> str:
    """A name that says nothing: a practice's folder, and a random number in it."""
    made = uuid4().hex
    return f"{practice_id}/{made[:2]}/{made}"


def put(name: str, file: "File[bytes]") -> None:
    """Keep bytes under exactly this name."""
    kept = store().save(name, file)
    if kept != name:
        store().delete(kept)
        raise FileExistsError(name)


def drop(*names: str) -> None:
    """Delete bytes; what cannot be deleted now is left to the sweep."""
    for name in names:
        try:
            store().delete(name)
        except Exception:  # whatever the store does, the row is gone already
            log.exception("bytes could not be deleted")


def practices_with_files() -> list[UUID]:
    """Practices that have a folder in the store."""
    found = []
    for name in _folders(""):
        try:
            found.append(UUID(name))
        except ValueError:
            log.warning("the store of files has a folder that is no practice's")
    return found


def names_of(practice_id: UUID) -> Iterator[tuple[str, datetime]]:
    """Every name in a practice's folder, with when it was written."""
    for shelf in _folders(str(practice_id)):
        folder = f"{practice_id}/{shelf}"
        for name in store().listdir(folder)[1]:
            path = f"{folder}/{name}"
            try:
                yield path, store().get_modified_time(path)
            except FileNotFoundError:  # deleted meanwhile
                continue


def _folders(path: str) -> list[str]:
    try:
        return [name for name in store().listdir(path)[0] if name]
    except FileNotFoundError:  # nothing was ever kept
        return []

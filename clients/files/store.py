"""The store of bytes: a folder or a bucket, never a place that the web serves."""

import logging
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from uuid import UUID, uuid4

from django.core.files import File
from django.core.files.storage import Storage, storages

log = logging.getLogger(__name__)
AT_ONCE = 500


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


def shelves_of(practice_id: UUID) -> list[str]:
    """The folders within a practice's folder."""
    return [f"{practice_id}/{shelf}" for shelf in _folders(str(practice_id))]


def names_on(shelf: str, *, before: datetime) -> Iterator[list[str]]:
    """What lies on a shelf since before a time, some hundreds at once.

    A bucket tells the times as it lists, a page at a time; a folder is asked for each.
    """
    old = (name for name, at in _listed(shelf) if at < before)
    while some := list(islice(old, AT_ONCE)):
        yield some


def _listed(shelf: str) -> Iterator[tuple[str, datetime]]:
    bucket = getattr(store(), "bucket", None)
    if bucket is not None:
        for one in bucket.objects.filter(Prefix=f"{shelf}/"):
            yield one.key, one.last_modified
        return
    for name in store().listdir(shelf)[1]:
        path = f"{shelf}/{name}"
        try:
            yield path, store().get_modified_time(path)
        except FileNotFoundError:  # deleted meanwhile
            continue


def _folders(path: str) -> list[str]:
    try:
        return [name for name in store().listdir(path)[0] if name]
    except FileNotFoundError:  # nothing was ever kept
        return []

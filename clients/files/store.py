"""The store of bytes: a folder or a bucket, never a place that the web serves."""

import logging
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Self
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


class Pieces:
    """Bytes of the store in pieces, one of them in memory at a time; closed with the answer."""

    def __init__(self, body: Any, length: int, size: int = 64 * 1024) -> None:
        self._body, self._left, self._size = body, length, size

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        piece: bytes = self._body.read(min(self._size, self._left)) if self._left > 0 else b""
        if not piece:
            self.close()
            raise StopIteration
        self._left -= len(piece)
        return piece

    def close(self) -> None:
        """Let go of the file, or of the connection to the bucket."""
        self._body.close()


def pieces(name: str, start: int, stop: int) -> Pieces:
    """Bytes from `start` to `stop`; FileNotFoundError where there are none of this name.

    Of a bucket these alone are fetched; its own file would be fetched whole first.
    """
    bucket = getattr(store(), "bucket", None)
    if bucket is None:
        file = store().open(name)
        file.seek(start)
        return Pieces(file, stop - start)
    try:
        found = bucket.Object(name).get(Range=f"bytes={start}-{stop - 1}")
    except bucket.meta.client.exceptions.ClientError as error:
        if error.response.get("Error", {}).get("Code") in {"NoSuchKey", "404"}:
            raise FileNotFoundError(name) from error
        raise
    return Pieces(found["Body"], stop - start)


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

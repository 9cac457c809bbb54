"""The archive of a copy: made piece by piece as it is sent, so that no large file is in memory."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import Any, NamedTuple, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from clients.files.store import log, pieces
from practice.core.clock import now

IN_MEMORY = 256 * 1024
PIECE = 64 * 1024


class Document(NamedTuple):
    """One written document of the archive."""

    name: str
    bytes: "SpooledTemporaryFile[bytes]"


class Stored(NamedTuple):
    """One file of the store that goes along."""

    name: str
    stored_as: str
    size: int


@dataclass
class Copy:
    """What the archive is made of; `close` lets the temporary files go."""

    documents: list[Document] = field(default_factory=list)
    files: list[Stored] = field(default_factory=list)
    open: ExitStack = field(default_factory=ExitStack)

    def new(self, name: str) -> "SpooledTemporaryFile[bytes]":
        """Another document, on the disk once it is large."""
        made = self.open.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115
        self.documents.append(Document(name, made))
        return made


class _Sink:
    """Where the archive is written to: what is in it is taken away piece by piece."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, some: bytes) -> int:
        self._held += some
        return len(some)

    def flush(self) -> None:
        """Nothing waits here."""

    def take(self) -> bytes:
        taken = bytes(self._held)
        self._held.clear()
        return taken


def archive(copy: Copy) -> Iterator[bytes]:
    """The archive, made as it is sent. It asks no database, and closes what it opened."""
    sink, at = _Sink(), now().timetuple()[:6]
    with copy.open, ZipFile(cast(Any, sink), "w") as made:
        for document in copy.documents:
            document.bytes.seek(0)
            reading = iter(lambda: document.bytes.read(PIECE), b"")  # noqa: B023 - used at once
            yield from _entry(made, sink, ZipInfo(document.name, at), ZIP_DEFLATED, reading)
        for file in copy.files:
            try:
                bytes_of = pieces(file.stored_as, 0, file.size)
            except FileNotFoundError:
                log.exception("bytes of a file are not in the store")
                words = _("The bytes of this file could not be read. Ask the practice for it.")
                info = ZipInfo(f"{file.name}.missing.txt", at)
                yield from _entry(made, sink, info, ZIP_STORED, [words.encode()])
                continue
            yield from _entry(made, sink, ZipInfo(file.name, at), ZIP_STORED, bytes_of)
    yield sink.take()


def _entry(
    made: ZipFile, sink: _Sink, info: ZipInfo, how: int, reading: Iterable[bytes]
) -> Iterator[bytes]:
    info.compress_type = how
    with made.open(info, "w") as entry:
        for piece in reading:
            entry.write(piece)
            yield sink.take()
    yield sink.take()

"""What a PDF carries: every part of it is looked at, not only where programs usually stand."""

import io
from collections.abc import Iterator
from enum import StrEnum
from typing import IO, Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import IndirectObject, StreamObject, read_object

# What a letter does not need: programs, what starts one, other files inside, forms that are sent.
CARRIED = frozenset(
    {"/EF", "/EmbeddedFiles", "/JS", "/JavaScript", "/RichMediaContent", "/RichMediaSettings"}
    | {"/XFA"}
)
KINDS = frozenset(
    {"/EmbeddedFile", "/FileAttachment", "/GoToE", "/GoToR", "/ImportData", "/JavaScript"}
    | {"/Launch", "/Movie", "/Rendition", "/RichMedia", "/RichMediaExecute", "/Screen", "/Sound"}
    | {"/SubmitForm", "/3D"}
)
SAID_IN = ("/S", "/Type", "/Subtype")
MOST_PARTS = 500_000
MOST_BEHIND = 100_000_000  # bytes of parts that are packed together, once they are unpacked
FAULTS = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError)


class Found(StrEnum):
    """What was found in a PDF."""

    LETTER = "letter"
    DAMAGED = "damaged"
    LOCKED = "locked"
    ACTIVE = "active"
    ENDLESS = "endless"


def look_through(file: IO[bytes]) -> Found:
    """What a PDF is: a letter if it has a page, no password, and nothing in it that does anything.

    What cannot be read is damaged; nothing is taken of which a part was not seen.
    """
    try:
        reader = PdfReader(file)
        if reader.is_encrypted:
            return Found.LOCKED
        root: Any = reader.trailer["/Root"].get_object()
        pages = root["/Pages"].get_object()
        if int(pages.get("/Count", 0)) < 1 or not pages.get("/Kids"):
            return Found.DAMAGED
        return _look_at(_parts(reader))
    except FAULTS:
        return Found.DAMAGED


def _look_at(parts: Iterator[Any]) -> Found:
    seen = 0
    for part in parts:
        waiting = [part]
        while waiting:
            seen += 1
            if seen > MOST_PARTS or part is None:
                return Found.ENDLESS
            one = waiting.pop()
            if isinstance(one, dict):
                if _does_something(one):
                    return Found.ACTIVE
                waiting.extend(one.values())
            elif isinstance(one, list):
                waiting.extend(one)
            elif one is part and one in KINDS:  # said in a part of its own, and pointed at
                return Found.ACTIVE
    return Found.LETTER


def _does_something(found: dict[Any, Any]) -> bool:
    kinds = (found.raw_get(key) if key in found else None for key in SAID_IN)  # type: ignore[attr-defined]
    return not CARRIED.isdisjoint(found) or any(kind in KINDS for kind in kinds)


def _parts(reader: PdfReader) -> Iterator[Any]:
    """Every part that has a number, those that are packed together too; None when there is no end.

    What was read is let go at once, so that a long one needs no more room than a short one.
    """
    yield reader.trailer
    unpacked = 0
    packed = {number for number, _place in reader.xref_objStm.values()}
    numbers = [(n, generation) for generation, all_of in reader.xref.items() for n in all_of]
    for number, generation in numbers:
        part = reader.get_object(IndirectObject(number, generation, reader))
        yield part
        if isinstance(part, StreamObject) and (number in packed or part.get("/Type") == "/ObjStm"):
            data = part.get_data()
            unpacked += len(data)
            if unpacked > MOST_BEHIND:
                yield None
            yield from _unpacked(data, part["/First"], reader)
        reader.resolved_objects.clear()


def _unpacked(data: bytes, first: Any, reader: PdfReader) -> Iterator[Any]:
    head, stream = data[:first].split(), io.BytesIO(data)
    for start in head[1::2]:
        stream.seek(first + int(start))
        yield read_object(stream, reader)

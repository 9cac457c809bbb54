"""A letter does nothing, wherever a program hides in it; and no log tells its words."""

import io
import logging
import re
from typing import Any
from zlib import compress

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from clients.files import pdfs
from clients.files.pdfs import Found, look_through
from clients.records.models import Client
from tests.clients.files.conftest import Kept
from tests.clients.files.making import a_pdf
from tests.clients.files.test_what_is_taken_is_what_is_in_it import add_letter

CANARY = "canary-tumour-quillwort"
ACTIVE = "This PDF carries a program or other files."


def _dict(**parts: Any) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in parts.items()})


def _name(name: str) -> NameObject:
    return NameObject(f"/{name}")


def _action(kind: str, **more: Any) -> DictionaryObject:
    return _dict(S=_name(kind), **more)


SCRIPT = {"JS": TextStringObject("app.alert(1)")}


def _script() -> DictionaryObject:
    return _action("JavaScript", **SCRIPT)


def _page_starts(writer: PdfWriter) -> None:
    writer.pages[0][_name("AA")] = _dict(O=_script())


def _annotated(writer: PdfWriter, note: DictionaryObject) -> None:
    writer.pages[0][_name("Annots")] = ArrayObject([writer._add_object(note)])


def _link(writer: PdfWriter) -> None:
    launch = _action("Launch", F=TextStringObject("setup.exe"))
    _annotated(writer, _dict(Type=_name("Annot"), Subtype=_name("Link"), A=launch))


def _pointed_at(writer: PdfWriter) -> None:
    kind = writer._add_object(_name("Launch"))
    launch = _dict(S=kind, F=TextStringObject("setup.exe"))
    _annotated(writer, _dict(Type=_name("Annot"), Subtype=_name("Link"), A=launch))


def _pinned_file(writer: PdfWriter) -> None:
    spec = _dict(Type=_name("Filespec"), F=TextStringObject("setup.exe"), EF=_dict())
    _annotated(writer, _dict(Type=_name("Annot"), Subtype=_name("FileAttachment"), FS=spec))


def _next(writer: PdfWriter) -> None:
    writer.root_object[_name("OpenAction")] = _action("GoTo", Next=writer._add_object(_script()))


def _xfa(writer: PdfWriter) -> None:
    form = _dict(Fields=ArrayObject(), XFA=TextStringObject("<xdp/>"))
    writer.root_object[_name("AcroForm")] = writer._add_object(form)


def _sends(writer: PdfWriter) -> None:
    sends = _action("SubmitForm", F=TextStringObject("https://example.org/"))
    writer.root_object[_name("AcroForm")] = _dict(Fields=ArrayObject([_dict(A=sends)]))


def _film(writer: PdfWriter) -> None:
    _annotated(writer, _dict(Type=_name("Annot"), Subtype=_name("RichMedia")))


HIDDEN = {
    "a program as a page opens": _page_starts,
    "a link that starts a program": _link,
    "its kind in a part of its own": _pointed_at,
    "a file pinned to a page": _pinned_file,
    "a program behind a harmless start": _next,
    "a form of another kind": _xfa,
    "a form that sends": _sends,
    "a film": _film,
}


def _with(hide: Any, *, is_packed: bool = False) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    hide(writer)
    to = io.BytesIO()
    writer.write(to)
    return packed(to.getvalue()) if is_packed else to.getvalue()


def packed(content: bytes) -> bytes:
    """The same with its parts packed together, where no search for words finds them."""
    writer = PdfWriter(clone_from=io.BytesIO(content))
    parts = [(n + 1, one) for n, one in enumerate(writer._objects) if one is not None]
    held, places = io.BytesIO(), []
    for number, part in parts:
        places.append(f"{number} {held.tell()}")
        part.write_to_stream(held)
        held.write(b"\n")
    head = " ".join(places).encode() + b"\n"
    body = pdfs_stream(head + held.getvalue(), Type="ObjStm", N=len(parts), First=len(head))
    number, to = len(parts) + 1, io.BytesIO()
    to.write(b"%PDF-1.7\n")
    at_body = to.tell()
    to.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    at_table = to.tell()
    rows = [(0, 0, 65535), *((2, number, n) for n in range(len(parts)))]
    rows += [(1, at_body, 0), (1, at_table, 0)]
    table = b"".join(
        kind.to_bytes(1) + where.to_bytes(4) + index.to_bytes(2) for kind, where, index in rows
    )
    root = writer.root_object.indirect_reference
    assert root is not None
    more = f"/Root {root.idnum} 0 R /W [1 4 2]"
    told = pdfs_stream(table, more, Type="XRef", Size=len(rows))
    to.write(b"%d 0 obj\n" % (number + 1) + told + b"\nendobj\n")
    to.write(b"startxref\n%d\n%%%%EOF\n" % at_table)
    return to.getvalue()


def pdfs_stream(data: bytes, more: str = "", /, **told: Any) -> bytes:
    """A packed stream of a PDF."""
    small = compress(data)
    said = " ".join(f"/{k} /{v}" if isinstance(v, str) else f"/{k} {v}" for k, v in told.items())
    head = f"<< {said} {more} /Filter /FlateDecode /Length {len(small)} >>\nstream\n"
    return head.encode() + small + b"\nendstream"


@pytest.mark.django_db
@pytest.mark.parametrize("what", HIDDEN)
def test_what_does_something_is_refused(kept: Kept, nora: Client, what: str) -> None:
    answer = add_letter(nora, _with(HIDDEN[what]))
    assert (answer.status_code, ACTIVE in answer.content.decode()) == (422, True)
    assert kept.is_empty


@pytest.mark.parametrize("what", HIDDEN)
def test_where_parts_are_packed_too(what: str) -> None:
    content = _with(HIDDEN[what], is_packed=True)
    assert b"/S" not in content.replace(b"/Size", b"")
    assert look_through(io.BytesIO(content)) is Found.ACTIVE


def test_a_name_written_by_its_numbers() -> None:
    content = (
        _with(_page_starts).replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/J#53")
    )
    assert b"/JS" not in content
    assert look_through(io.BytesIO(content)) is Found.ACTIVE


def _index(writer: PdfWriter) -> None:
    writer.add_outline_item(title="One", page_number=0)
    link = _dict(Subtype=_name("Link"), A=_action("URI", URI=TextStringObject("https://a.org/")))
    _annotated(writer, link)
    writer.root_object[_name("OpenAction")] = _action("GoTo", D=ArrayObject([NumberObject(0)]))
    fields = ArrayObject([_dict(FT=_name("Tx"), T=TextStringObject("JavaScript"))])
    writer.root_object[_name("AcroForm")] = _dict(Fields=fields)


@pytest.mark.parametrize("is_packed", [False, True])
def test_what_does_nothing_is_a_letter(is_packed: bool) -> None:
    """An index, a link into the web, a start at a page, a form to fill in."""
    content = _with(_index, is_packed=is_packed)
    assert len(PdfReader(io.BytesIO(content)).pages) == 1
    assert look_through(io.BytesIO(content)) is Found.LETTER


@pytest.mark.parametrize("limit", ["MOST_PARTS", "MOST_BEHIND"])
@pytest.mark.django_db
def test_there_is_an_end_to_looking(
    kept: Kept, nora: Client, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(pdfs, limit, 10)
    answer = add_letter(nora, _with(_index, is_packed=True))
    assert (answer.status_code, "has too many parts" in answer.content.decode()) == (422, True)
    assert kept.is_empty


class Told(logging.Handler):
    """What was logged."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the words, and those around them."""
        self.lines.append(f"{record.msg} {record.args}")


@pytest.mark.django_db
def test_no_log_tells_the_words_of_a_letter(kept: Kept, nora: Client) -> None:
    """What reads PDFs tells a log the words around what it does not understand."""
    whole = a_pdf()
    at = re.search(rb"/MediaBox", whole)
    assert at is not None
    broken = whole[: at.start()] + f" ({CANARY}) {CANARY} ".encode() + whole[at.start() :]
    heard, everything, reads = Told(), logging.getLogger(), logging.getLogger("pypdf")
    inside = Told()
    everything.addHandler(heard)
    reads.addHandler(inside)
    try:
        add_letter(nora, broken)
    finally:
        everything.removeHandler(heard)
        reads.removeHandler(inside)
    assert any(CANARY in line for line in inside.lines), inside.lines  # it would be told
    assert not any(CANARY in line for line in heard.lines)
    assert logging.NullHandler in map(type, reads.handlers)  # nor the last resort

"""Twenty megabytes need little room on their way; what is too large is never written anywhere."""

import threading
from collections.abc import Iterator
from typing import Any

import psutil
import pytest
from django.test import Client as Browser

from clients.records.models import Client
from practice.core import uploads
from tests.cast import House, sign_in
from tests.clients.files.conftest import Kept, say
from tests.clients.files.making import a_pdf

pytestmark = pytest.mark.django_db
MEGABYTE = 1_000_000
MARK = "quillwort-mark"


class Pieces:
    """A form with one file of any length, made up while it is read; nothing of it is held."""

    def __init__(self, before: bytes, length: int, after: bytes) -> None:
        head = (
            f'--{MARK}\r\nContent-Disposition: form-data; name="title"\r\n\r\nLong\r\n--{MARK}\r\n'
        )
        head += 'Content-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
        head += "Content-Type: application/pdf\r\n\r\n"
        tail = f'\r\n--{MARK}\r\nContent-Disposition: form-data; name="is_shared"\r\n\r\non\r\n'
        self._parts = [head.encode() + before, after + tail.encode() + f"--{MARK}--\r\n".encode()]
        self._middle = length - len(before) - len(after)
        self.length = sum(map(len, self._parts)) + self._middle
        self.taken = 0

    def _all(self) -> Iterator[bytes]:
        yield self._parts[0]
        piece = b"\0" * 65536
        for start in range(0, self._middle, len(piece)):
            yield piece[: self._middle - start]
        yield self._parts[1]

    def readline(self, _size: int = -1) -> bytes:
        raise NotImplementedError  # a form is read in pieces

    def read(self, size: int = -1) -> bytes:
        if not hasattr(self, "_going"):
            self._going, self._left = self._all(), b""
        while len(self._left) < size:
            more = next(self._going, None)
            if more is None:
                break
            self._left += more
        given, self._left = self._left[:size], self._left[size:]
        self.taken += len(given)
        return given


def a_long_pdf(size: int) -> Pieces:
    """A PDF that is mostly a long comment before its end."""
    whole = a_pdf()
    at = whole.rindex(b"startxref")
    return Pieces(whole[:at] + b"%", size, b"\n" + whole[at:])


def post(browser: Browser, client: Client, body: Pieces, where: str = "letters/new/") -> Any:
    told: dict[str, Any] = {"CONTENT_LENGTH": str(body.length), "wsgi.input": body}
    told["CONTENT_TYPE"] = f"multipart/form-data; boundary={MARK}"
    return browser.generic("POST", f"/clients/{client.pk}/{where}", **told)


class Peak:
    """The most room that this process took meanwhile, beyond what it had before."""

    def __enter__(self) -> "Peak":
        self._self = psutil.Process()
        self._before = self.most = self._self.memory_info().rss
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def _watch(self) -> None:
        while not self._done.wait(0.002):
            self.most = max(self.most, self._self.memory_info().rss)

    def __exit__(self, *_error: object) -> None:
        self._done.set()
        self._thread.join()

    @property
    def grown(self) -> int:
        return int(self.most - self._before)


def test_twenty_megabytes_need_little_room(kept: Kept, nora: Client) -> None:
    browser = sign_in("practitioner@linden.example")
    assert post(browser, nora, a_long_pdf(MEGABYTE)).status_code == 302  # what is loaded once
    with Peak() as peak:
        answer = post(browser, nora, a_long_pdf(20 * MEGABYTE))
    assert answer.status_code == 302, answer.content.decode()
    row = kept.rows()[-1]
    assert (row.size, row.title, row.is_shared) == (20 * MEGABYTE, "Long", True)
    assert (kept.folder / row.stored_as).stat().st_size == 20 * MEGABYTE
    with Peak() as serving:
        answer = browser.get(f"/files/{row.pk}/content/")
        length = sum(map(len, answer))
    assert length == 20 * MEGABYTE
    assert (peak.grown < 8 * MEGABYTE, serving.grown < 8 * MEGABYTE) == (True, True), (
        peak.grown,
        serving.grown,
    )


@pytest.mark.parametrize("size", [25 * MEGABYTE + 1, 100 * MEGABYTE])
def test_what_is_too_large_is_refused_with_words(
    kept: Kept, nora: Client, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the field, with the rest of the form kept; of a hundred megabytes none is written."""
    written: list[int] = []
    real = uploads.upload_folder

    def opened() -> str:
        written.append(1)
        return real()

    monkeypatch.setattr(uploads, "upload_folder", opened)
    browser = sign_in("practitioner@linden.example")
    with Peak() as peak:
        answer = post(browser, nora, a_long_pdf(size))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This file is larger than 25 MB. Choose a smaller one." in page
    assert 'value="Long"' in page
    assert "checked" in page  # a field that came after the file
    assert kept.is_empty
    assert bool(written) is (size < 26 * MEGABYTE)
    assert peak.grown < 8 * MEGABYTE


def test_a_size_of_the_practices_own(kept: Kept, nora: Client, settings: Any) -> None:
    settings.SUPPLE_FILE_BYTES = 2 * MEGABYTE
    browser = sign_in("practitioner@linden.example")
    assert post(browser, nora, a_long_pdf(2 * MEGABYTE)).status_code == 302
    answer = post(browser, nora, a_long_pdf(2 * MEGABYTE + 1))
    assert "larger than 2 MB" in answer.content.decode()
    assert len(kept.rows()) == 1


@pytest.mark.parametrize("who", ["", "client", "assistant", "elsewhere"])
def test_nobody_else_makes_us_write(
    kept: Kept, linden: House, nora: Client, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of who is not signed in or may not, or to an address that takes none, is read past."""
    say(linden, nora, given=True)
    monkeypatch.setattr("practice.core.uploads.Upload", None)  # opening one would be a fault
    emails = {"client": "nora@clients.example", "assistant": "assistant@linden.example"}
    browser = sign_in(emails[who]) if who in emails else Browser()
    if who == "elsewhere":
        browser = sign_in("practitioner@linden.example")
        answer = post(browser, nora, a_long_pdf(MEGABYTE), "edit/")
        assert answer.status_code in {302, 422}
    else:
        assert post(browser, nora, a_long_pdf(MEGABYTE)).status_code in {401, 403}
    monkeypatch.undo()
    assert kept.is_empty


def test_writing_stops_where_it_is_too_much(
    kept: Kept, nora: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A little too large is known only on the way: no byte more than may be kept is written."""
    settings.SUPPLE_FILE_BYTES = MEGABYTE
    written: list[int] = []

    class Counted(uploads.Upload):
        def write(self, piece: Any, /) -> int:
            written.append(len(piece))
            return len(piece)

    monkeypatch.setattr(uploads, "Upload", Counted)
    browser = sign_in("practitioner@linden.example")
    answer = post(browser, nora, a_long_pdf(MEGABYTE + 500_000))
    assert (answer.status_code, "larger than 1 MB" in answer.content.decode()) == (422, True)
    assert 0 < sum(written) <= MEGABYTE

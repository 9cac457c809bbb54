"""A file is judged by its content: bad ones are refused beside the field, and nothing is kept."""

import html
import io
from typing import Any

import pytest
from PIL import Image

from clients.records.models import Client
from tests.cast import House, sign_in
from tests.clients.files.conftest import Kept, say
from tests.clients.files.making import SECRET_PLACE, a_bomb, a_pdf, a_picture, sent, with_place

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
ZIP = b"PK\x03\x04" + bytes(200)
NO_LETTER = "This is no PDF, JPEG or PNG, whatever its name says."
NO_PHOTO = "This is no JPEG, PNG or WebP picture, whatever its name says."
IPHONE = "This is a HEIC photo, as iPhones keep them. Choose it from Photos"
HEIC = bytes((0, 0, 0, 24)) + b"ftypheic" + bytes(4) + b"mif1heic" + bytes(400)
DAMAGED = "This file is damaged or incomplete."
LETTERS = {
    "empty": (b"", "This file is empty."),
    "SVG": (SVG, NO_LETTER),
    "HTML": (HTML, NO_LETTER),
    "program": (b"#!/bin/sh\nrm -rf /\n", NO_LETTER),
    "zip": (ZIP, NO_LETTER),
    "gif": (a_picture("GIF"), NO_LETTER),
    "webp": (a_picture("WEBP"), NO_LETTER),
    "HEIC": (HEIC, IPHONE),
    "film": (HEIC.replace(b"ftypheic", b"ftypisom"), NO_LETTER),
    "HTML before a PDF": (HTML + a_pdf(), NO_LETTER),
    "zip behind a PDF": (a_pdf() + ZIP, DAMAGED),
    "PDF cut short": (a_pdf()[:-200], DAMAGED),
    "PDF in name alone": (b"%PDF-1.7\n" + HTML + b"\n%%EOF\n", DAMAGED),
    "PDF with a program": (a_pdf(script="app.alert(1)"), "This PDF carries a program"),
    "PDF with a file": (a_pdf(attached=HTML), "This PDF carries a program or other files."),
    "PDF with a password": (a_pdf(password="slow"), "This PDF asks for a password."),
    "JPEG cut short": (a_picture(size=(600, 800))[:-4000], DAMAGED),
    "PNG cut short": (a_picture("PNG", (600, 800))[:900], DAMAGED),
    "bomb": (a_bomb(), "This picture has more than 50 million dots."),
    "smaller bomb": (a_bomb(7_000), "This picture has more than 25 million dots."),
}
PHOTOS = {
    "SVG": (SVG, NO_PHOTO),
    "HTML": (HTML, NO_PHOTO),
    "PDF": (a_pdf(), NO_PHOTO),
    "HEIC": (HEIC, IPHONE),
    "HEIC of another brand": (HEIC.replace(b"ftypheic", b"ftypmif1"), IPHONE),
    "tiff": (a_picture("TIFF"), NO_PHOTO),
    "bomb": (a_bomb(), "This picture has more than 50 million dots."),
    "empty": (b"", "This file is empty."),
}


def add_letter(client: Client, content: bytes, **more: Any) -> Any:
    file = sent(content, more.pop("name", "scan.pdf"), more.pop("kind", "application/pdf"))
    browser = sign_in("practitioner@linden.example")
    return browser.post(f"/clients/{client.pk}/letters/new/", {"file": file, **more})


def add_photo(client: Client, content: bytes, **more: Any) -> Any:
    said = {"view": "front", "taken_on": "2026-01-07", "file": sent(content, "a.jpg", "image/jpeg")}
    browser = sign_in("practitioner@linden.example")
    return browser.post(f"/clients/{client.pk}/photos/new/", said | more)


@pytest.mark.parametrize("what", LETTERS)
def test_a_bad_letter_is_refused_beside_the_field(kept: Kept, nora: Client, what: str) -> None:
    content, words = LETTERS[what]
    answer = add_letter(nora, content, title="From Dr Lee", is_shared="on")
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    error = page[page.index('id="id_file_error"') :]
    assert words in error[:400]
    assert 'value="From Dr Lee"' in page  # the rest of the form is kept
    assert "checked" in page
    assert kept.is_empty


@pytest.mark.parametrize("what", PHOTOS)
def test_a_bad_photo_is_refused_beside_the_field(
    kept: Kept, linden: House, nora: Client, what: str
) -> None:
    say(linden, nora, given=True)
    content, words = PHOTOS[what]
    answer = add_photo(nora, content)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert words in page[page.index('id="id_file_error"') :][:400]
    assert kept.is_empty


def test_a_phone_and_a_mac_are_asked_for_a_jpeg_first(linden: House, nora: Client) -> None:
    """A Mac turns a HEIC photo into the first kind of picture that is named."""
    say(linden, nora, given=True)
    browser = sign_in("practitioner@linden.example")
    photo = browser.get(f"/clients/{nora.pk}/photos/new/").content.decode()
    assert 'accept="image/jpeg,image/png,image/webp"' in photo
    assert "an iPhone sends its photos as JPEG" in photo
    letter = browser.get(f"/clients/{nora.pk}/letters/new/").content.decode()
    assert 'accept="application/pdf,image/jpeg,image/png"' in letter


@pytest.mark.parametrize(
    ("content", "content_type"),
    [(a_pdf(), "application/pdf"), (a_picture(), "image/jpeg"), (a_picture("PNG"), "image/png")],
)
def test_a_letter_is_kept_as_what_it_is(
    kept: Kept, nora: Client, content: bytes, content_type: str
) -> None:
    """Whatever its name and its sender say."""
    assert add_letter(nora, content, name="x.exe", kind="text/html").status_code == 302
    [row] = kept.rows()
    assert (row.content_type, row.title, row.kind) == (content_type, "x.exe", "letter")
    assert kept.names() == [row.stored_as]
    assert "x.exe" not in row.stored_as
    assert (kept.folder / row.stored_as).stat().st_mode & 0o777 == 0o600


def test_no_file_and_two_files(kept: Kept, nora: Client) -> None:
    browser = sign_in("practitioner@linden.example")
    there = f"/clients/{nora.pk}/letters/new/"
    answer = browser.post(there, {"title": "A"})
    assert (answer.status_code, b"Choose a file." in answer.content) == (422, True)
    both = {"file": [sent(a_pdf(), "one.pdf"), sent(a_pdf(), "two.pdf")]}
    assert browser.post(there, both).status_code == 302
    assert [row.title for row in kept.rows()] == ["one.pdf"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_camera_and_comments_are_gone(
    kept: Kept, linden: House, nora: Client, kind: str
) -> None:
    say(linden, nora, given=True)
    before = with_place(kind)
    assert SECRET_PLACE.encode() in before
    assert b"canary-profile" in before or kind == "PNG"  # packed in a PNG
    assert add_photo(nora, before).status_code == 302
    [row] = kept.rows()
    after = (kept.folder / row.stored_as).read_bytes()
    assert SECRET_PLACE.encode() not in after
    picture = Image.open(io.BytesIO(after))
    assert picture.format == "JPEG"
    assert not picture.getexif()
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_scanned_letter_loses_them_too(kept: Kept, nora: Client, kind: str) -> None:
    assert add_letter(nora, with_place(kind)).status_code == 302
    [row] = kept.rows()
    after = (kept.folder / row.stored_as).read_bytes()
    picture = Image.open(io.BytesIO(after))
    assert SECRET_PLACE.encode() not in after
    assert (picture.format, "icc_profile" in picture.info, len(picture.getexif())) == (
        kind,
        False,
        0,
    )


def test_it_is_turned_as_it_was_held(kept: Kept, linden: House, nora: Client) -> None:
    """Held on its side: what was its left edge is above, once the mark that says so is gone."""
    say(linden, nora, given=True)
    add_photo(nora, with_place())
    [row] = kept.rows()
    assert (row.width, row.height) == (80, 60)
    picture = Image.open(kept.folder / row.stored_as).convert("RGB")
    red, green, blue = picture.getpixel((60, 10))  # type: ignore[misc]
    assert (red > 180, green < 80, blue < 80) == (True, True, True)


def test_what_hides_behind_a_picture_is_left_out(kept: Kept, nora: Client) -> None:
    assert add_letter(nora, a_picture("PNG") + ZIP + HTML).status_code == 302
    [row] = kept.rows()
    after = (kept.folder / row.stored_as).read_bytes()
    assert (HTML in after, b"PK\x03\x04" in after) == (False, False)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\Röntgen Hüfte.pdf", "Röntgen Hüfte.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a" * 400 + ".pdf", "a" * 120),
    ],
)
def test_a_files_own_name_is_a_title_at_most(
    kept: Kept, nora: Client, name: str, title: str
) -> None:
    assert add_letter(nora, a_pdf(), name=name).status_code == 302
    assert [row.title for row in kept.rows()] == [title]


def test_there_is_room_for_so_many(kept: Kept, nora: Client, settings: Any) -> None:
    settings.SUPPLE_FILES_MOST = 1
    assert add_letter(nora, a_pdf()).status_code == 302
    answer = add_letter(nora, a_pdf())
    assert answer.status_code == 422
    assert "There are 1 files already" in answer.content.decode()
    assert len(kept.names()) == 1


def test_a_second_press_keeps_one(kept: Kept, nora: Client) -> None:
    key = "6f1c1f0e-6f5e-4d0c-9d5e-3b1d7f6a2c11"
    for _twice in range(2):
        assert add_letter(nora, a_pdf(), key=key).status_code == 302
    assert len(kept.rows()) == len(kept.names()) == 1


def test_a_script_is_told_where_to_go(kept: Kept, nora: Client) -> None:
    """And what is said there is still to be said; refused, it gets the page as anybody does."""
    browser, there = sign_in("practitioner@linden.example"), f"/clients/{nora.pk}/letters/new/"
    script: Any = {"headers": {"Accept": "application/json, text/html"}}
    answer = browser.post(there, {"file": sent(a_pdf())}, **script)
    [row] = kept.rows()
    assert (answer.status_code, answer.json()) == (200, {"url": f"/files/{row.pk}/"})
    assert "The letter is kept." in browser.get(answer.json()["url"]).content.decode()
    answer = browser.post(there, {"file": sent(SVG)}, **script)
    assert (answer.status_code, NO_LETTER in answer.content.decode()) == (422, True)

"""Whatever a picture says of itself, it is drawn or refused; and none needs much room for it."""

import io
import struct
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from clients.files.checking import checked
from clients.files.rules import FileKind
from clients.records.models import Client
from practice.core.errors import DomainError
from tests.clients.files.conftest import Kept
from tests.clients.files.making import a_picture
from tests.clients.files.test_large_files_come_in_pieces import MEGABYTE, Peak
from tests.clients.files.test_what_is_taken_is_what_is_in_it import add_letter


def _told(*entries: tuple[int, int, int, bytes]) -> bytes:
    """What a camera tells: tag, kind of number, how many, and the number itself."""
    rows = b"".join(struct.pack(">HHI", *entry[:3]) + entry[3] for entry in entries)
    head = b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">H", len(entries))
    return head + rows + b"\0\0\0\0"


ON_ITS_SIDE = (0x0112, 3, 1, b"\0\6\0\0")
ODD = {
    "letters where a number belongs": (_told(ON_ITS_SIDE, (0x100, 7, 4, b"abcd")), True),
    "a number below nothing": (_told(ON_ITS_SIDE, (0x100, 9, 1, b"\xff\xff\xff\xff")), True),
    "small numbers below nothing": (_told(ON_ITS_SIDE, (0x100, 6, 4, b"\xff\xff\xff\xff")), True),
    "held as no number": (_told((0x0112, 11, 1, b"\x7f\xc0\0\0")), False),
    "held in words": (_told((0x0112, 2, 2, b"6\0\0\0")), False),
    "cut short": (_told(ON_ITS_SIDE)[:20], False),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", ODD)
def test_what_a_camera_told_wrongly_is_left_out(kept: Kept, nora: Client, what: str) -> None:
    told, is_turned = ODD[what]
    assert add_letter(nora, a_picture(exif=told)).status_code == 302
    [row] = kept.rows()
    assert (row.width, row.height) == ((80, 60) if is_turned else (60, 80))
    assert not Image.open(kept.folder / row.stored_as).getexif()


@pytest.mark.django_db
def test_what_cannot_be_read_at_all_turns_nothing(kept: Kept, nora: Client) -> None:
    told = PngInfo()
    told.add_text("Raw profile type exif", "\nexif\n 4\nno numbers")
    assert add_letter(nora, a_picture("PNG", pnginfo=told)).status_code == 302
    [row] = kept.rows()
    assert (row.width, row.height) == (60, 80)


def _plain(mode: str, side: tuple[int, int], kind: str, **more: Any) -> "ContentFile[bytes]":
    to = io.BytesIO()
    Image.new(mode, side).save(to, kind, **more)
    return ContentFile(to.getvalue())


HEAVIEST = {
    "a scan that is clear in places": ("RGBA", (4080, 4080), "PNG", FileKind.LETTER),
    "a scan in colours": ("RGB", (5000, 5000), "PNG", FileKind.LETTER),
    "the largest a phone takes": ("RGB", (8000, 6000), "JPEG", FileKind.LETTER),
    "the same for printers": ("CMYK", (7000, 7000), "JPEG", FileKind.LETTER),
    "a photo of a page": ("RGBA", (3500, 3500), "WEBP", FileKind.POSTURE),
}


@pytest.mark.parametrize("what", HEAVIEST)
def test_the_heaviest_need_less_than_three_hundred_megabytes(what: str) -> None:
    mode, side, made_as, kind = HEAVIEST[what]
    picture = _plain(mode, side, made_as)
    with Peak() as peak, checked(picture, kind) as found:
        assert found.width
    assert peak.grown < 300 * MEGABYTE, peak.grown


@pytest.mark.parametrize(
    ("mode", "kind", "more", "most"),
    [
        ("RGBA", "PNG", {}, 16),
        ("LA", "PNG", {}, 16),
        ("RGB", "PNG", {}, 25),
        ("RGB", "JPEG", {"progressive": True}, 25),
        ("RGB", "WEBP", {}, 12),
        ("L", "PNG", {}, 50),
        ("RGB", "JPEG", {}, 50),
    ],
)
def test_what_needs_more_room_may_have_fewer_dots(
    settings: Any, mode: str, kind: str, more: Any, most: int
) -> None:
    """A thousand times smaller here, so that nothing large has to be made."""
    settings.SUPPLE_PICTURE_DOTS = 50_000
    taken = FileKind.POSTURE
    with checked(_plain(mode, (most * 10, 100), kind, **more), taken) as found:
        assert found.width == most * 10
    with (
        pytest.raises(DomainError, match="more than 0 million dots"),
        checked(_plain(mode, (most * 10 + 10, 100), kind, **more), taken),
    ):
        pass

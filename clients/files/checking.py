"""What is in a file, by its content alone; and pictures made anew, so that nothing else is in them.

One at a time in each process: a picture of many dots needs room while it is open.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from clients.files.pdfs import Found, look_through
from clients.files.rules import (
    ACCEPTED,
    JPEG,
    LARGEST_PHOTO,
    LARGEST_SMALL,
    PDF,
    PNG,
    WEBP,
    FileKind,
)
from practice.core.errors import DomainError
from practice.core.uploads import upload_folder

FIELD = "file"
# What Pillow may open at all, so that none of its other readers ever sees a stranger's bytes;
# MPO is what it calls a JPEG that carries a second picture, as phones take them.
OPENED = ("JPEG", "PNG", "WEBP")
FORMATS = {"JPEG": JPEG, "MPO": JPEG, "PNG": PNG, "WEBP": WEBP}
LARGEST_SCAN = 5000
END = b"%%EOF"
END_WITHIN = 1024

_room = BoundedSemaphore(1)


@dataclass(frozen=True)
class Checked:
    """Bytes that may be kept, and what they are."""

    file: "File[bytes]"
    content_type: str
    size: int
    width: int | None = None
    height: int | None = None


def _wrong(words: Any) -> DomainError:
    return DomainError(words, field=FIELD)


@contextmanager
def checked(upload: "File[bytes]", kind: FileKind) -> Iterator[Checked]:
    """What an upload is found to be; DomainError beside the field for anything else.

    A PDF is kept as it came; of a picture only what it shows: it is turned as it was held and
    drawn anew, without place, camera, comments, or whatever else was hidden in it or behind it.
    """
    if not upload.size:
        raise _wrong(_("This file is empty."))
    if upload.size > settings.SUPPLE_FILE_BYTES:
        raise _wrong(too_large())
    upload.seek(0)
    head = upload.read(8)
    if head.startswith(b"%PDF-"):
        if PDF not in ACCEPTED[kind]:
            raise _wrong(what_is_taken(kind))
        with _room:
            _check_pdf(upload)
        upload.seek(0)
        yield Checked(upload, PDF, upload.size)
        return
    with tempfile.TemporaryFile(dir=upload_folder()) as made:
        with _room:
            content_type, dots = _draw_anew(upload, kind, made)
        length = made.tell()
        made.seek(0)
        yield Checked(File(made), content_type, length, *dots)


def too_large() -> str:
    """Why a file is not taken that has too many bytes."""
    most = settings.SUPPLE_FILE_BYTES // 1_000_000
    return _("This file is larger than %(n)s MB. Choose a smaller one.") % {"n": most}


def what_is_taken(kind: FileKind) -> str:
    """What may be chosen, for whoever chose something else."""
    if kind is FileKind.LETTER:
        return _("This is no PDF, JPEG or PNG, whatever its name says. Choose one of these.")
    return _("This is no JPEG, PNG or WebP picture, whatever its name says. Choose one of these.")


def _damaged() -> DomainError:
    return _wrong(_("This file is damaged or incomplete. Choose it again, or save it anew first."))


def _check_pdf(file: IO[bytes]) -> None:
    """That it ends where a PDF ends, has a page, asks for no password and does nothing."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - END_WITHIN))
    tail = file.read()
    if END not in tail or tail.rsplit(END, 1)[1].strip(b"\r\n\t \0"):
        raise _damaged()
    found = look_through(file)
    if found is Found.LETTER:
        return
    if found is Found.LOCKED:
        raise _wrong(_("This PDF asks for a password. Save it without one first."))
    if found is Found.ACTIVE:
        raise _wrong(_("This PDF carries a program or other files. Print it to a new PDF first."))
    if found is Found.ENDLESS:
        raise _wrong(_("This PDF has too many parts. Print it to a new PDF first."))
    raise _damaged()


def open_picture(file: IO[bytes]) -> Image.Image:
    """A picture by its first bytes; its size is judged before a dot of it is unpacked.

    DomainError for one of too many dots, UnidentifiedImageError for anything else.
    """
    file.seek(0)
    try:
        picture = Image.open(file, formats=OPENED)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_dots() from error
    if picture.width * picture.height > settings.SUPPLE_PICTURE_DOTS:
        raise _too_many_dots()
    return picture


def _too_many_dots() -> DomainError:
    most = settings.SUPPLE_PICTURE_DOTS // 1_000_000
    words = _("This picture has more than %(n)s million dots. Make it smaller first.")
    return _wrong(words % {"n": most})


def _draw_anew(upload: IO[bytes], kind: FileKind, to: IO[bytes]) -> tuple[str, tuple[int, int]]:
    try:
        picture = open_picture(upload)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise _wrong(what_is_taken(kind)) from error
    found = FORMATS.get(picture.format or "", "")
    if found not in ACCEPTED[kind]:
        raise _wrong(what_is_taken(kind))
    largest = LARGEST_PHOTO if kind is FileKind.POSTURE else LARGEST_SCAN
    keeps_png = found == PNG and kind is FileKind.LETTER
    try:
        drawn = drawn_anew(picture, largest, keeps_clear=keeps_png)
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError) as error:
        raise _damaged() from error
    if keeps_png:
        drawn.save(to, "PNG", optimize=False)
        return PNG, drawn.size
    drawn.save(to, "JPEG", quality=88, optimize=False)
    return JPEG, drawn.size


def drawn_anew(picture: Image.Image, largest: int, *, keeps_clear: bool = False) -> Image.Image:
    """The dots alone, turned as it was held, no side longer than `largest`."""
    picture.draft("RGB", (largest, largest))  # a large JPEG is unpacked smaller to begin with
    picture.load()
    turned = ImageOps.exif_transpose(picture)
    turned.thumbnail((largest, largest))
    if turned.mode.startswith("I"):  # sixteen bits a dot
        turned = turned.point(lambda dot: dot / 256).convert("L")
    is_clear = turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info
    if is_clear:
        turned = turned.convert("RGBA")
        if not keeps_clear:
            paper = Image.new("RGB", turned.size, "white")
            paper.paste(turned, mask=turned.getchannel("A"))
            turned = paper
    elif turned.mode not in {"L", "RGB"}:
        turned = turned.convert("RGB")
    turned.info = {}  # a comment, a profile and a place would go along
    return turned


def draw_small(file: IO[bytes], to: IO[bytes]) -> None:
    """A small picture of one that was kept."""
    with _room:
        drawn_anew(open_picture(file), LARGEST_SMALL).convert("RGB").save(to, "JPEG", quality=80)

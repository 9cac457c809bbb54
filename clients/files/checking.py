"""What is in a file, by its content alone; and pictures made anew, so that nothing else is in them.

One at a time in each process: a picture of many dots needs room while it is open.
"""

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

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
NOT_TAKEN = "not_taken"  # the code of an error: another kind of file than may be chosen
# What Pillow may open at all, so that none of its other readers ever sees a stranger's bytes;
# MPO is what it calls a JPEG that carries a second picture, as phones take them.
OPENED = ("JPEG", "PNG", "WEBP")
FORMATS = {"JPEG": JPEG, "MPO": JPEG, "PNG": PNG, "WEBP": WEBP}
LARGEST_SCAN = 4000
# How a picture is turned that says it was held otherwise.
HELD = 0x0112
CLEAR = frozenset({"RGBA", "LA", "PA"})
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# How photos begin that iPhones keep (ISO 23008-12); they are told of, and not opened.
HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
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


def _wrong(words: Any, code: str = "invalid") -> DomainError:
    return DomainError(words, field=FIELD, code=code)


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
    head = upload.read(12)
    if head.startswith(b"%PDF-"):
        if PDF not in ACCEPTED[kind]:
            raise _wrong(what_is_taken(kind))
        with _room:
            _check_pdf(upload)
        upload.seek(0)
        yield Checked(upload, PDF, upload.size)
        return
    if head[4:8] == b"ftyp" and head[8:] in HEIC:
        raise _wrong(how_to_send_heic())
    with tempfile.TemporaryFile(dir=upload_folder()) as made:
        with _room:
            picture = _opened(upload, ACCEPTED[kind], what_is_taken(kind))
            is_photo = kind is FileKind.POSTURE
            largest = LARGEST_PHOTO if is_photo else LARGEST_SCAN
            content_type, dots = _draw_anew(picture, made, largest=largest, keeps_png=not is_photo)
        length = made.tell()
        made.seek(0)
        yield Checked(File(made), content_type, length, *dots)


def too_large() -> str:
    """Why a file is not taken that has too many bytes."""
    most = settings.SUPPLE_FILE_BYTES // 1_000_000
    return _("This file is larger than %(n)s MB. Choose a smaller one.") % {"n": most}


def what_is_taken(kind: FileKind) -> str:
    """What may be chosen, for whoever chose something else."""
    if kind is not FileKind.POSTURE:
        return _("This is no PDF, JPEG or PNG, whatever its name says. Choose one of these.")
    return _("This is no JPEG, PNG or WebP picture, whatever its name says. Choose one of these.")


def how_to_send_heic() -> str:
    """How a photo gets in that a phone keeps in a kind of its own."""
    return _(
        "This is a HEIC photo, as iPhones keep them. Choose it from Photos, not from Files: then"
        " it is sent as a JPEG. On a computer, export it as JPEG first."
    )


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


def picture_drawn_anew(
    upload: "File[bytes]", to: IO[bytes], *, accepted: Collection[str], largest: int
) -> tuple[str, tuple[int, int]]:
    """What a picture shows and nothing else, written to `to`: a PNG stays one. Its type and size.

    DomainError beside the field for what is none of the types `accepted`, by the code NOT_TAKEN;
    with words of its own for one that is damaged or has too many dots.
    """
    with _room:
        picture = _opened(upload, accepted, what_is_taken(FileKind.LETTER))
        return _draw_anew(picture, to, largest=largest, keeps_png=True)


def open_picture(file: IO[bytes]) -> Image.Image:
    """A picture by its first bytes; its size is judged before a dot of it is unpacked.

    DomainError for one of too many dots, UnidentifiedImageError for anything else.
    """
    file.seek(0)
    try:
        picture = Image.open(file, formats=OPENED)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_dots(settings.SUPPLE_PICTURE_DOTS) from error
    most = settings.SUPPLE_PICTURE_DOTS // weight(picture)
    if picture.width * picture.height > most:
        raise _too_many_dots(most)
    return picture


def weight(picture: Image.Image) -> int:
    """How many times as much room as the lightest a picture needs while it is unpacked.

    A JPEG is unpacked smaller, unless it comes in passes; a PNG is not, and what is clear in
    places is held twice to be made smaller. WebP is unpacked several times over.
    """
    if picture.format == "WEBP":
        return 4
    if picture.mode in CLEAR:
        return 3
    is_whole = picture.format == "PNG" and picture.mode == "RGB"
    return 2 if is_whole or "progression" in picture.info else 1


def _too_many_dots(most: int) -> DomainError:
    words = _("This picture has more than %(n)s million dots. Make it smaller first.")
    return _wrong(words % {"n": most // 1_000_000})


def _opened(upload: IO[bytes], accepted: Collection[str], otherwise: Any) -> Image.Image:
    try:
        picture = open_picture(upload)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise _wrong(otherwise, code=NOT_TAKEN) from error
    if FORMATS.get(picture.format or "", "") not in accepted:
        raise _wrong(otherwise, code=NOT_TAKEN)
    return picture


def _draw_anew(
    picture: Image.Image, to: IO[bytes], *, largest: int, keeps_png: bool
) -> tuple[str, tuple[int, int]]:
    keeps_png = keeps_png and FORMATS.get(picture.format or "", "") == PNG
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
    enough = min(largest, LARGEST_PHOTO) / max(picture.size)
    if enough < 1:  # a large JPEG is unpacked smaller to begin with
        picture.draft("RGB", (int(picture.width * enough), int(picture.height * enough)))
    picture.load()
    turn = TURNS.get(_held(picture))
    picture.thumbnail((largest, largest))  # before it is turned: a copy of a large one is large
    turned = picture.transpose(turn) if turn is not None else picture
    if turned.mode.startswith("I"):  # sixteen bits a dot
        turned = turned.point(lambda dot: dot / 256).convert("L")
    is_clear = turned.mode in CLEAR or "transparency" in turned.info
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


def _held(picture: Image.Image) -> Any:
    """How it was held, if what it says of itself can be read at all."""
    try:
        return picture.getexif().get(HELD)
    except Exception:  # whatever is wrong with what is thrown away in any case
        return None


def draw_small(file: IO[bytes], to: IO[bytes]) -> None:
    """A small picture of one that was kept."""
    with _room:
        drawn_anew(open_picture(file), LARGEST_SMALL).convert("RGB").save(to, "JPEG", quality=80)

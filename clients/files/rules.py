"""What a file is: its kinds, the views of a posture photo, its limits, and how it is named."""

import unicodedata
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from clients.symptoms.rules import Word


class FileKind(Word):
    LETTER = "letter", "Letter"
    POSTURE = "posture", "Posture photo"
    ATTACHMENT = "attachment", "With a message"


class PostureView(Word):
    """From which side a posture photo was taken; left and right are the client's own."""

    FRONT = "front", "Front"
    LEFT = "left", "Left side"
    RIGHT = "right", "Right side"
    BACK = "back", "Back"


class SmallState(StrEnum):
    """How far a small picture of a file is; a PDF has none."""

    NONE = "none"
    WAITING = "waiting"
    MADE = "made"
    FAILED = "failed"


PDF = "application/pdf"
JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
# What may be chosen, and what a picture is kept as: photos all as JPEG.
ACCEPTED: Mapping[FileKind, tuple[str, ...]] = MappingProxyType(
    {
        FileKind.LETTER: (PDF, JPEG, PNG),
        FileKind.POSTURE: (JPEG, PNG, WEBP),
        FileKind.ATTACHMENT: (PDF, JPEG, PNG),
    }
)
ENDINGS: Mapping[str, str] = MappingProxyType({PDF: "pdf", JPEG: "jpg", PNG: "png"})

LONGEST_TITLE = 120
# The longer side of a posture photo as it is kept, and of a small picture: dots.
LARGEST_PHOTO, LARGEST_SMALL = 3000, 360
# How long after it came a small picture is tried: at once, and again.
SMALL_WAITS = (timedelta(0), timedelta(minutes=15), timedelta(hours=6))
SMALL_TRIES = len(SMALL_WAITS)

# Signs that turn the direction of writing, by their numbers since nobody sees them.
_BIDI = frozenset(
    chr(n) for n in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)
)


def clean_title(name: str) -> str:
    """A file's own name as a title: its last part, on one line, without what cannot be seen.

    A stroke of a folder, a line's end or a sign that turns the direction of writing ("gpj.exe"
    read from the right) has no place in it. "" when nothing is left.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(
        " " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in last if c not in _BIDI
    )
    return " ".join(seen.split())[:LONGEST_TITLE].strip()


def download_name(title: str, content_type: str) -> str:
    """The name that a download gets: the title, with the ending of what it is."""
    ending = ENDINGS[content_type]
    stem = title
    for known in ENDINGS.values():
        stem = stem.removesuffix(f".{known}")
    return f"{stem or 'file'}.{ending}"


def megabytes(size: int) -> str:
    """A size in MB, as people read it; less than a tenth in kB."""
    if size < 100_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB"

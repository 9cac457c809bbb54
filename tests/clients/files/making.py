"""Files made by code: small PDFs, pictures with a place and a camera in them, and bad ones."""

import io
import struct
import zlib
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw
from pypdf import PdfWriter
from pypdf.actions import JavaScript

from clients.files.store import new_name, put
from tests.cast import House

SECRET_PLACE = "canary-place-quillwort"


def keep(house: House, content: bytes, *, small: bytes = b"") -> str:
    """Put bytes into the store, with a small picture beside them; returns their name."""
    name = new_name(house.practice.pk)
    put(name, ContentFile(content))
    if small:
        put(f"{name}-small", ContentFile(small))
    return name


def a_pdf(**parts: Any) -> bytes:
    """A PDF of one blank page; `script` runs when it is opened, `attached` is a file in it."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if parts.get("script"):
        writer.add_open_action(JavaScript(parts["script"]))
    if parts.get("attached"):
        writer.add_attachment("a.html", parts["attached"])
    if parts.get("password"):
        writer.encrypt(parts["password"])
    to = io.BytesIO()
    writer.write(to)
    return to.getvalue()


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (60, 80), **more: Any) -> bytes:
    """A picture, light above and dark below, red in its left half."""
    picture = Image.new("RGB", size, (240, 240, 240))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, size[1] // 2, size[0], size[1]), fill=(20, 20, 20))
    draw.rectangle((0, 0, size[0] // 2, size[1] // 2), fill=(220, 20, 20))
    to = io.BytesIO()
    picture.save(to, kind, **more)
    return to.getvalue()


def with_place(kind: str = "JPEG", **more: Any) -> bytes:
    """A picture that says where and with what it was taken, turned on its side, with comments."""
    exif = Image.Exif()
    exif[0x0112] = 6  # held on its side
    exif[0x010F] = SECRET_PLACE
    exif[0x010E] = SECRET_PLACE
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (39.0, 44.0, 12.0)
    gps[3], gps[4] = "W", (104.0, 59.0, 5.0)
    profile = b"canary-profile" + bytes(200)
    told = {"exif": exif.tobytes(), "icc_profile": profile, **more}
    if kind == "JPEG":
        told["comment"] = SECRET_PLACE
    return a_picture(kind, **told)


def a_bomb(side: int = 60_000) -> bytes:
    """A PNG of a few bytes that says it has billions of dots."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def sent(content: bytes, name: str = "scan.pdf", kind: str = "application/pdf") -> Any:
    """What a browser sends as a file; its name and kind are its own say."""
    return SimpleUploadedFile(name, content, content_type=kind)

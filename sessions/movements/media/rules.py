"""What belongs to a movement beside its words: kinds, what is taken, limits."""

from collections.abc import Mapping
from types import MappingProxyType

from clients.symptoms.rules import Word


class MediaKind(Word):
    PICTURE = "picture", "Picture"
    AUDIO = "audio", "Sound"
    VIDEO = "video", "Video"
    LINK = "link", "Link"


JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
MP4, WEBM, M4A, MP3 = "video/mp4", "video/webm", "audio/mp4", "audio/mpeg"
OGG, WAV, FLAC = "audio/ogg", "audio/wav", "audio/flac"
# Types as they are found by content; of a picture a JPEG or PNG is kept.
ACCEPTED: Mapping[MediaKind, tuple[str, ...]] = MappingProxyType(
    {
        MediaKind.PICTURE: (JPEG, PNG, WEBP),
        MediaKind.AUDIO: (MP3, M4A, OGG, WAV, FLAC),
        MediaKind.VIDEO: (MP4, WEBM),
    }
)
ENDINGS: Mapping[str, str] = MappingProxyType(
    {
        JPEG: "jpg",
        PNG: "png",
        MP4: "mp4",
        WEBM: "webm",
        M4A: "m4a",
        MP3: "mp3",
        OGG: "ogg",
        WAV: "wav",
        FLAC: "flac",
    }
)
MEDIA_MOST = 12  # of one movement: who practises reads one page
LARGEST_PICTURE = 2000  # dots of the longer side
LONGEST_TRANSCRIPT = 10_000

# How sound begins that MP4 carries alone (ISO 14496-12 brands).
_SOUND_BRANDS = frozenset({b"M4A ", b"M4B ", b"F4A "})
# Brands of ftyp that browsers play as MP4; QuickTime's own (qt) is not among them.
_VIDEO_BRANDS = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash"}
)
_EBML = b"\x1a\x45\xdf\xa3"
HEAD = 64  # so many first bytes tell what a file is


def found_type(head: bytes) -> str:
    """The type of sound or video that begins so; "" for anything else, whatever its name says."""
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand in _SOUND_BRANDS:
            return M4A
        return MP4 if brand in _VIDEO_BRANDS else ""
    if head.startswith(_EBML):
        return WEBM if b"webm" in head else ""
    for begins, found in ((b"OggS", OGG), (b"fLaC", FLAC), (b"ID3", MP3)):
        if head.startswith(begins):
            return found
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return WAV
    return MP3 if _is_mpeg_sound(head) else ""


def _is_mpeg_sound(head: bytes) -> bool:
    """A frame of MPEG layer III: eleven bits set, then the layer, a rate that there is."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    is_layer_3, has_version = head[1] & 0x06 == 0x02, head[1] & 0x18 != 0x08
    return is_layer_3 and has_version and head[2] >> 4 not in {0, 15} and head[2] & 0x0C != 0x0C


def begins_as_picture(head: bytes) -> bool:
    """Whether it says of itself that it is a picture of the types that are taken."""
    is_webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    return is_webp or head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def kind_of_type(content_type: str) -> MediaKind | None:
    """As what a type is taken."""
    return next((kind for kind, types in ACCEPTED.items() if content_type in types), None)

"""Writes of what belongs to a movement beside its words: keep a file, keep a link, delete."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from clients.files.checking import FIELD, NOT_TAKEN, Checked, picture_drawn_anew
from clients.files.checking import too_large as picture_too_large
from clients.files.store import drop, new_name, put
from clients.symptoms.own_words import worded
from practice.core.actor import Actor, NotAllowed
from practice.core.clock import now
from practice.core.elsewhere import clean_address
from practice.core.errors import DomainError
from practice.core.services import claim_once
from practice.core.uploads import upload_folder
from sessions.movements.media.queries import bytes_kept, count_media, get_media
from sessions.movements.media.rules import (
    ACCEPTED,
    HEAD,
    LARGEST_PICTURE,
    LONGEST_TRANSCRIPT,
    MEDIA_MOST,
    MediaKind,
    begins_as_picture,
    found_type,
    kind_of_type,
)
from sessions.movements.models import Movement, MovementMedia
from sessions.movements.queries import get_movement

ACTION = "movement.write"
LONGEST_TITLE = 200
MEGABYTE = 1_000_000


def too_large() -> str:
    """Why a file is not taken that has too many bytes."""
    most = settings.SUPPLE_MEDIA_BYTES // MEGABYTE
    words = _("This file is larger than %(n)s MB. Choose a shorter or smaller one, or link to it.")
    return words % {"n": most}


def _what_is_taken() -> DomainError:
    words = _(
        "This is no picture (JPEG, PNG, WebP), sound (MP3, M4A, Ogg, WAV, FLAC) or video (MP4,"
        " WebM), whatever its name says. Choose one of these; a phone’s MOV is saved as MP4 first."
    )
    return DomainError(words, field=FIELD)


@contextmanager
def _checked(upload: "File[bytes]") -> Iterator[tuple[MediaKind, Checked]]:
    """What an upload is by its content. Sound and video are kept as they came, a picture anew."""
    if not upload.size:
        raise DomainError(_("This file is empty."), field=FIELD)
    if upload.size > settings.SUPPLE_MEDIA_BYTES:
        raise DomainError(too_large(), field=FIELD)
    upload.seek(0)
    head = upload.read(HEAD)
    content_type, is_picture = found_type(head), begins_as_picture(head)
    upload.seek(0)
    kind = kind_of_type(content_type)
    if kind is not None:
        yield kind, Checked(upload, content_type, upload.size)
        return
    if upload.size > settings.SUPPLE_FILE_BYTES:  # of a picture: it is opened whole
        raise DomainError(picture_too_large(), field=FIELD) if is_picture else _what_is_taken()
    with tempfile.TemporaryFile(dir=upload_folder()) as made:
        try:
            drawn_type, dots = picture_drawn_anew(
                upload, made, accepted=ACCEPTED[MediaKind.PICTURE], largest=LARGEST_PICTURE
            )
        except DomainError as error:
            raise (_what_is_taken() if error.code == NOT_TAKEN else error) from error
        length = made.tell()
        made.seek(0)
        yield MediaKind.PICTURE, Checked(File(made), drawn_type, length, *dots)


def _said(actor: Actor, movement: Movement, title: str, transcript: str) -> dict[str, Any]:
    if actor.membership_id is None:
        raise NotAllowed(ACTION)
    get_movement(actor, movement.pk, ACTION, hold=True)  # nobody adds another meanwhile
    if count_media(actor, movement.pk) >= MEDIA_MOST:
        words = _("There are %(n)s already, which is all that fits beside one movement.")
        raise DomainError(words % {"n": MEDIA_MOST}, field="title")
    if len(transcript.strip()) > LONGEST_TRANSCRIPT:
        words = _("Please keep it under %(n)s letters.") % {"n": LONGEST_TRANSCRIPT}
        raise DomainError(words, field="transcript")
    return {
        "practice_id": actor.practice_id,
        "movement": movement,
        "title": worded(title, LONGEST_TITLE, "title"),
        "transcript": transcript.strip(),
        "added_at": now(),
        "added_by_id": actor.membership_id,
    }


def _require_room(actor: Actor, size: int) -> None:
    """Refuse what the practice has no room for; two that come at once may pass it by one."""
    most = settings.SUPPLE_PRACTICE_MEDIA_BYTES
    left = most - bytes_kept(actor)
    if size > left:
        words = _(
            "All pictures, sounds and videos together have room for %(most)s MB, and %(left)s MB"
            " are left. Choose a smaller one, delete some, or link to it."
        )
        told = {"most": most // MEGABYTE, "left": max(0, left) // MEGABYTE}
        raise DomainError(words % told, field=FIELD)


def add_file(
    *,
    actor: Actor,
    movement: Movement,
    upload: "File[bytes]",
    title: str,
    transcript: str = "",
    key: UUID | None = None,
) -> MovementMedia:
    """Keep a picture, a sound or a video: bytes first, then the row. AlreadyDone by `key`."""
    actor.require(ACTION)
    said = _said(actor, movement, title, transcript)
    with _checked(upload) as (kind, found):
        _require_room(actor, found.size)
        once = claim_once(actor=actor, key=key, action="add_media")
        name = new_name(actor.practice_id)
        row = MovementMedia(
            **once,
            **said,
            kind=kind.value,
            stored_as=name,
            content_type=found.content_type,
            size=found.size,
            width=found.width,
            height=found.height,
        )
        try:
            put(name, found.file)
            row.save(force_insert=True)
        except BaseException:
            drop(name)
            raise
    return row


def add_link(
    *,
    actor: Actor,
    movement: Movement,
    url: str,
    title: str,
    transcript: str = "",
    key: UUID | None = None,
) -> MovementMedia:
    """Keep a link to a page elsewhere; it is shaped like one, and nobody goes there to look."""
    actor.require(ACTION)
    said = _said(actor, movement, title, transcript)
    try:
        address = clean_address(url)
    except ValueError:
        words = _("This is no address of a page. One begins with https:// and names a site.")
        raise DomainError(words, field="url") from None
    once = claim_once(actor=actor, key=key, action="add_media")
    row = MovementMedia(**once, **said, kind=MediaKind.LINK.value, url=address)
    row.save(force_insert=True)
    return row


def delete_media(*, actor: Actor, media_id: UUID) -> MovementMedia:
    """Delete one for good: the row now, the bytes as soon as that is certain."""
    actor.require(ACTION)
    media = get_media(actor, media_id, ACTION)
    MovementMedia.objects.visible_to(actor, ACTION).filter(pk=media_id).delete()
    if media.stored_as:
        transaction.on_commit(partial(drop, media.stored_as))
    return media

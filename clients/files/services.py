"""Writes of files: keeping one, sharing a letter, deleting, small pictures, and the sweep."""

import logging
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from clients.files.checking import FIELD, Checked, checked, draw_small
from clients.files.keeping import kept_elsewhere
from clients.files.models import ClientFile
from clients.files.queries import (
    agreed_to_photos,
    count_files,
    get_file,
    names_known,
    small_waiting,
)
from clients.files.rules import PDF, SMALL_TRIES, FileKind, PostureView, SmallState, clean_title
from clients.files.store import drop, new_name, put, store
from clients.records.models import Client, Episode
from clients.records.queries import refuse_archived
from clients.records.services import require_present
from practice.core.actor import Actor, NotAllowed
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.core.services import claim_once
from practice.core.uploads import upload_folder
from practice.outbox.waking import wake

log = logging.getLogger(__name__)
MAKE_SMALL = "clients.files.tasks.make_small"
GRACE = timedelta(days=1)  # an upload may be on its way, a database put back from a copy


@dataclass(frozen=True)
class LetterData:
    """What is said of a letter; without a title it is called as its file was."""

    title: str = ""
    is_shared: bool = False


@dataclass(frozen=True)
class PhotoData:
    """What is said of a posture photo."""

    view: PostureView
    taken_on: date
    episode: Episode | None = None


def add_letter(
    *,
    actor: Actor,
    client: Client,
    upload: "File[bytes]",
    said: LetterData,
    key: UUID | None = None,
) -> ClientFile:
    """Keep a letter. AlreadyDone if `key` kept it before; refused, nothing is kept at all."""
    actor.require("file.write")
    refuse_archived(actor, client)  # before the file is looked at; held and asked again after
    title = clean_title(said.title) or clean_title(upload.name or "") or _("Letter")
    told = {"kind": FileKind.LETTER.value, "title": title, "is_shared": said.is_shared}
    with checked(upload, FileKind.LETTER) as found:
        _require_room(actor, client)
        return _keep(actor, client, found, told, key)


def add_attachment(*, actor: Actor, client: Client, upload: "File[bytes]") -> ClientFile:
    """Keep what comes with a message, of either side; both read it. The message has the key."""
    actor.require("message.write")
    title = clean_title(upload.name or "") or _("File")
    told = {"kind": FileKind.ATTACHMENT.value, "title": title, "is_shared": True}
    with checked(upload, FileKind.ATTACHMENT) as found:
        _require_room(actor, client)
        return _keep(actor, client, found, told, None)


def drop_attachment(*, actor: Actor, file: ClientFile) -> None:
    """Delete what came with a message that was taken back, which names it no more."""
    ClientFile.objects.visible_to(actor, "message.write").filter(
        pk=file.pk, kind=FileKind.ATTACHMENT.value
    ).delete()
    transaction.on_commit(partial(drop, file.stored_as, file.small_as))


def add_photo(
    *, actor: Actor, client: Client, upload: "File[bytes]", said: PhotoData, key: UUID | None = None
) -> ClientFile:
    """Keep a posture photo of somebody who agreed to photos and has not taken that back."""
    actor.require("file.write")
    refuse_archived(actor, client)
    if said.taken_on > today_in(actor.zone):
        raise DomainError(_("This day is still to come."), field="taken_on")
    if said.episode is not None and said.episode.client_id != client.pk:
        raise DomainError(_("Choose a course of work of this client."), field="episode")
    told = {
        "kind": FileKind.POSTURE.value,
        "title": said.view.label,
        "view": said.view.value,
        "taken_on": said.taken_on,
        "episode": said.episode,
    }
    with checked(upload, FileKind.POSTURE) as found:
        _require_room(actor, client)
        require_agreed(actor, client.pk)  # the client is held: nobody takes it back in between
        return _keep(actor, client, found, told, key)


def require_agreed(actor: Actor, client_id: UUID) -> None:
    """Refuse photos of somebody who has not agreed to them, or has taken that back."""
    if not agreed_to_photos(actor, client_id).given:
        words = _("They have not agreed to photos. Without that none can be kept.")
        raise DomainError(words, field=FIELD, code="no_agreement")


def _require_room(actor: Actor, client: Client) -> None:
    require_present(actor=actor, client_id=client.pk)
    most = settings.SUPPLE_FILES_MOST
    if count_files(actor, client.pk) >= most:
        words = _("There are %(n)s files already, which is all there is room for.") % {"n": most}
        raise DomainError(words, field=FIELD)


def _keep(
    actor: Actor, client: Client, found: Checked, told: dict[str, Any], key: UUID | None
) -> ClientFile:
    """Bytes first, then the row: what is left when it fails in between is nobody's, and swept."""
    if actor.membership_id is None and told["kind"] != FileKind.ATTACHMENT:
        raise NotAllowed("file.write")
    once = claim_once(actor=actor, key=key, action="add_file")
    name, has_picture = new_name(actor.practice_id), found.content_type != PDF
    row = ClientFile(
        **once,
        **told,
        practice_id=actor.practice_id,
        client=client,
        stored_as=name,
        content_type=found.content_type,
        size=found.size,
        width=found.width,
        height=found.height,
        small_state=(SmallState.WAITING if has_picture else SmallState.NONE).value,
        added_at=now(),
        added_by_id=actor.membership_id,
    )
    try:
        put(name, found.file)
        row.save(force_insert=True)
    except BaseException:
        drop(name)
        raise
    if has_picture:
        transaction.on_commit(partial(wake, MAKE_SMALL))
    return row


def share_letter(*, actor: Actor, file_id: UUID, is_shared: bool) -> ClientFile:
    """Let a client read a letter in the portal, or no longer."""
    actor.require("file.write")
    file = get_file(actor, file_id, "file.write")
    require_present(actor=actor, client_id=file.client_id)
    if file.kind != FileKind.LETTER:
        raise DomainError(_("Photos are the client’s in any case."))
    file.is_shared = is_shared
    file.save(update_fields=["is_shared"])
    return file


def may_delete(actor: Actor, file: ClientFile) -> bool:
    """Whether the actor may delete this file, as far as its kind goes."""
    if actor.in_portal and file.kind != FileKind.POSTURE:
        return False
    return actor.may("file.delete") and file.kind != FileKind.ATTACHMENT


def delete_file(*, actor: Actor, file_id: UUID) -> ClientFile:
    """Delete a file for good: the row now, the bytes as soon as that is certain.

    In the portal somebody deletes their photos; letters are the practice's to keep. What came with
    a message stays with it.
    """
    actor.require("file.delete")
    file = get_file(actor, file_id, "file.delete")
    require_present(actor=actor, client_id=file.client_id)
    if not may_delete(actor, file):
        raise NotAllowed("file.delete")
    ClientFile.objects.visible_to(actor, "file.delete").filter(pk=file_id).delete()
    transaction.on_commit(partial(drop, file.stored_as, file.small_as))
    return file


def make_next_small(*, actor: Actor, tried: set[UUID]) -> bool:
    """Make one small picture that waits and was not `tried`; False when none does.

    Three tries, each longer after the last, then it has failed. Only what is wrong with the
    picture itself is a try: what the store raises is raised, and the picture goes on waiting.
    """
    file = small_waiting(actor, but=tried)
    if file is None:
        return False
    tried.add(file.pk)
    with (
        tempfile.TemporaryFile(dir=upload_folder()) as kept,
        tempfile.TemporaryFile(dir=upload_folder()) as made,
    ):
        if _fetched(file, kept) and _drawn(kept, made):
            made.seek(0)
            drop(file.small_as)  # of a try whose commit was lost
            put(file.small_as, File(made))
            file.small_state = SmallState.MADE.value
        else:
            file.small_tries += 1
            if file.small_tries >= SMALL_TRIES:
                file.small_state = SmallState.FAILED.value
    file.save(update_fields=["small_state", "small_tries"])
    return True


def _fetched(file: ClientFile, to: IO[bytes]) -> bool:
    """The bytes of a file, to be looked at; False where they are not there any more."""
    try:
        kept = store().open(file.stored_as)
    except FileNotFoundError:
        log.exception("the bytes of a file are not there")
        return False
    with kept:
        shutil.copyfileobj(kept, to)
    return True


def _drawn(kept: IO[bytes], made: IO[bytes]) -> bool:
    try:
        draw_small(kept, made)
    except Exception:  # whatever is wrong with one picture is that picture's
        log.exception("a small picture could not be made")
        return False
    return True


def sweep_shelf(*, actor: Actor, names: Sequence[str]) -> int:
    """Delete what lies on one shelf and belongs to no file of the actor's practice."""
    nobodys = _nobodys(actor, names)
    drop(*nobodys)
    return len(nobodys)


def swept_before() -> datetime:
    """What was written after this is left alone by the sweep."""
    return now() - GRACE


def _nobodys(actor: Actor, names: Sequence[str]) -> list[str]:
    whose = {name: name.removesuffix("-small") for name in names}
    asked = list(set(whose.values()))
    known = names_known(actor, asked) | kept_elsewhere(actor, asked)
    return [name for name in names if whose[name] not in known]


def sweep_uploads() -> int:
    """Delete what a process that was killed left in the folder of uploads."""
    before, gone = swept_before().timestamp(), 0
    for left in Path(upload_folder()).iterdir():
        if left.is_file() and left.stat().st_mtime < before:
            left.unlink(missing_ok=True)
            gone += 1
    return gone

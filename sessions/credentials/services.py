"""Writes of credentials: add one, change, order and remove it, with what shows it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from clients.files.checking import checked
from clients.files.rules import FileKind
from clients.files.store import drop, new_name, put
from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.core.elsewhere import clean_address
from practice.core.errors import DomainError, Stale
from practice.core.services import claim_once
from sessions.credentials.models import Credential
from sessions.credentials.queries import WRITE, get_credential, get_holder
from sessions.credentials.rules import MOST, NAME_LENGTH, YEAR_LEAST, Awarded

_NO_FILE = {"stored_as": "", "content_type": "", "size": 0}


@dataclass(frozen=True, kw_only=True)
class CredentialData:
    """What is said of one. Of the day of award only what is known; `expires_on`: its last day."""

    name: str
    issuer: str = ""
    awarded_year: int | None = None
    awarded_month: int | None = None
    awarded_day: int | None = None
    expires_on: date | None = None
    is_public: bool = False
    evidence_url: str = ""


def _line(text: str, field: str) -> str:
    line = " ".join(text.split())
    if len(line) > NAME_LENGTH:
        words = _("Keep it to %(n)s characters.") % {"n": NAME_LENGTH}
        raise DomainError(words, field=field)
    return line


def _address(text: str) -> str:
    if not text.strip():
        return ""
    try:
        return clean_address(text)
    except ValueError:
        words = _("This is no address of a page. One begins with https:// and names a site.")
        raise DomainError(words, field="evidence_url") from None


def _first_day(awarded: Awarded, today: date) -> date | None:
    """The earliest day of award; refuses one that cannot have been."""
    missing = awarded.missing()
    if missing:
        words = _("Say the year too.") if missing == "year" else _("Say the month too.")
        raise DomainError(words, field=f"awarded_{missing}")
    if awarded.year is not None and not YEAR_LEAST <= awarded.year <= today.year:
        words = _("A year from %(first)s to %(last)s.")
        told = {"first": YEAR_LEAST, "last": today.year}
        raise DomainError(words % told, field="awarded_year")
    field = f"awarded_{awarded.finest()}"
    try:
        earliest = awarded.earliest()
    except (ValueError, OverflowError):
        raise DomainError(_("This month has no such day."), field=field) from None
    if earliest is not None and earliest > today:
        raise DomainError(_("This is still to come."), field=field)
    return earliest


def _required(actor: Actor, data: CredentialData) -> CredentialData:
    """What is kept of what was said; refuses what cannot be so."""
    name = _line(data.name, "name")
    if not name:
        raise DomainError(_("Say what it is called."), field="name")
    awarded = Awarded(data.awarded_year, data.awarded_month, data.awarded_day)
    earliest = _first_day(awarded, today_in(actor.zone))
    if earliest and data.expires_on and data.expires_on < earliest:
        raise DomainError(_("Its last day is before it was awarded."), field="expires_on")
    return replace(
        data,
        name=name,
        issuer=_line(data.issuer, "issuer"),
        evidence_url=_address(data.evidence_url),
    )


@contextmanager
def _kept(actor: Actor, upload: "File[bytes] | None") -> Iterator[dict[str, Any]]:
    """What a row says of a file that shows it: bytes first, gone again if the row is not kept.

    A PDF as it came, a picture drawn anew, as letters of clients are. Nothing for no file.
    """
    if upload is None:
        yield {}
        return
    with checked(upload, FileKind.LETTER) as found:
        name = new_name(actor.practice_id)
        try:
            put(name, found.file)
            yield {"stored_as": name, "content_type": found.content_type, "size": found.size}
        except BaseException:
            drop(name)
            raise


def _positions(actor: Actor, member_id: UUID) -> list[Credential]:
    rows = Credential.objects.visible_to(actor, "settings.read").filter(member_id=member_id)
    return list(rows.only("position").order_by("position", "pk"))


@transaction.atomic
def add_credential(
    *,
    actor: Actor,
    member_id: UUID,
    data: CredentialData,
    upload: "File[bytes] | None" = None,
    key: UUID | None = None,
) -> Credential:
    """Add one to somebody's, at the end: everybody to their own, the owner to each's. AlreadyDone
    if `key` added it before."""
    get_holder(actor, member_id)
    said = _required(actor, data)
    with _kept(actor, upload) as file:
        # Only now: whoever books this person waits for it, and a large file takes its time.
        member = get_holder(actor, member_id, hold=True)
        once = claim_once(actor=actor, key=key, action="add_credential")
        there = _positions(actor, member_id)
        if len(there) >= MOST:
            words = _("There are %(n)s already. Remove one first.") % {"n": MOST}
            raise DomainError(words, field="name")
        row = Credential(
            **once,
            **asdict(said),
            **file,
            practice_id=actor.practice_id,
            member=member,
            position=there[-1].position + 1 if there else 0,
        )
        row.save(force_insert=True)
    return row


@transaction.atomic
def change_credential(
    *,
    actor: Actor,
    credential_id: UUID,
    data: CredentialData,
    version: int,
    upload: "File[bytes] | None" = None,
    drops_file: bool = False,
) -> Credential:
    """Say one anew; another file takes the place of the one that showed it. Stale where somebody
    saved another version meanwhile."""
    row = get_credential(actor, credential_id, WRITE, hold=True)
    said = _required(actor, data)
    if row.version != version:
        words = _("Somebody saved a newer version meanwhile. Look at it, then decide.")
        raise Stale(words, current=row)
    former = row.stored_as
    with _kept(actor, upload) as file:
        for name, value in {**asdict(said), **(_NO_FILE if drops_file else {}), **file}.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
    if former and row.stored_as != former:
        transaction.on_commit(partial(drop, former))
    return row


@transaction.atomic
def move_credential(*, actor: Actor, credential_id: UUID, by: int) -> Credential:
    """Move one up (-1) or down (1) among those of whoever holds it; at the end nothing moves."""
    whose = get_credential(actor, credential_id, WRITE).member_id
    get_holder(
        actor, whose, hold=True
    )  # before any row of theirs: two who move never wait crosswise
    row = get_credential(actor, credential_id, WRITE, hold=True)
    rows = _positions(actor, whose)
    at = next(n for n, one in enumerate(rows) if one.pk == row.pk)
    to = min(max(at + by, 0), len(rows) - 1)
    rows.insert(to, rows.pop(at))
    moved = [one for n, one in enumerate(rows) if one.position != n]
    for n, one in enumerate(rows):
        one.position = n
    Credential.objects.visible_to(actor, "settings.read").bulk_update(moved, ["position"])
    return row


@transaction.atomic
def remove_credential(*, actor: Actor, credential_id: UUID) -> Credential:
    """Remove one for good: the row now, what showed it as soon as that is certain."""
    row = get_credential(actor, credential_id, WRITE, hold=True)
    Credential.objects.visible_to(actor, "settings.read").filter(pk=row.pk).delete()
    if row.stored_as:
        transaction.on_commit(partial(drop, row.stored_as))
    return row

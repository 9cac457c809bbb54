"""Links in mails: signed, single-purpose, derived when the mail is rendered; rows hold ids."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

FOR = "for"  # in an address of the portal: the client whose pages are meant
SALT = "supple.link"


@dataclass(frozen=True)
class Link:
    """What a link carries: its purpose, the practice, the object, and the local day it is for.

    `to` is whom the mail went to where that is not the client: a guardian.
    """

    purpose: str
    practice_id: UUID
    object_id: UUID
    day: str = ""
    to: UUID | None = None


class BrokenLink(Exception):
    """A link that we did not make, or that was cut in two."""


def link_token(link: Link) -> str:
    """The signed token of a link."""
    packed = [link.purpose, link.practice_id.hex, link.object_id.hex, link.day]
    if link.to is not None:
        packed.append(link.to.hex)
    return signing.dumps(packed, salt=SALT, compress=False)


def read_link(token: str) -> Link:
    """Read a token; BrokenLink unless it carries our signature."""
    try:
        purpose, practice, obj, day, *to = signing.loads(token, salt=SALT)
        return Link(purpose, UUID(practice), UUID(obj), day, UUID(to[0]) if to else None)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BrokenLink from error


def link_for(token: str, purpose: str) -> Link | None:
    """The link of a token, or None: broken, or made for something else."""
    try:
        link = read_link(token)
    except BrokenLink:
        return None
    return link if link.purpose == purpose else None


def made_at(token: str) -> datetime:
    """When a token was signed, by whole seconds; for one whose signature was looked at already."""
    seconds = token.rsplit(":", 2)[1]
    return datetime.fromtimestamp(signing.b62_decode(seconds), UTC)


def absolute(view: str, **kwargs: Any) -> str:
    """The full address of a page, as mails need it."""
    return f"{settings.SUPPLE_BASE_URL}{reverse(view, kwargs=kwargs)}"


def portal_link(view: str, client_id: UUID, **there: str) -> str:
    """An address of the portal that says whose pages are meant, for a login that opens several."""
    return f"{absolute(view, **there)}?{FOR}={client_id}"

"""Writes of the public page: whether there is one, what it says, and what it tells of whom."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from practice.core.actor import Actor, NotAllowed
from practice.core.clock import today_in
from practice.core.errors import DomainError
from sessions.credentials.rules import YEAR_LEAST
from sessions.public_page.models import MODALITY_WORDS, PublicPage, PublicProfile
from sessions.public_page.queries import get_teacher, may_write_profile, own_page
from sessions.public_page.rules import (
    ABOUT_LENGTH,
    LINE_LENGTH,
    LINES_MOST,
    fits,
    is_slug,
)

_LISTS = ("other_work", "affiliations", "publications")


@dataclass(frozen=True, kw_only=True)
class PageData:
    """What the owner says of the page."""

    slug: str
    is_open: bool = False
    is_indexed: bool = True
    about: str = ""
    shows_contact: bool = False


@dataclass(frozen=True, kw_only=True)
class ProfileData:
    """What somebody who gives lessons is told of; lists have one entry each line had."""

    is_shown: bool = False
    about: str = ""
    modalities: Sequence[str] = ()
    other_work: Sequence[str] = ()
    practising_since: int | None = None
    affiliations: Sequence[str] = ()
    publications: Sequence[str] = ()


def _require_short(about: str) -> None:
    if len(about) > ABOUT_LENGTH:
        words = _("Keep it to %(n)s characters.") % {"n": ABOUT_LENGTH}
        raise DomainError(words, field="about")


@transaction.atomic
def save_page(*, actor: Actor, data: PageData) -> PublicPage:
    """Open the practice's page to everybody, or close it, and say what stands on it."""
    actor.require("settings.write")
    if not is_slug(data.slug):
        words = _("Small letters, digits and single hyphens, at least three: slow-and-easy.")
        raise DomainError(words, field="slug")
    _require_short(data.about)
    row = own_page(actor) or PublicPage(practice_id=actor.practice_id)
    for name, value in asdict(data).items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if "slug" not in str(error):
            raise
        words = _("Another practice has this address. Choose another one.")
        raise DomainError(words, field="slug") from None
    return row


@transaction.atomic
def save_profile(*, actor: Actor, member_id: UUID, data: ProfileData) -> PublicProfile:
    """Say what the page tells of somebody: everybody of themselves, the owner of each."""
    actor.require("settings.read")
    _member, row = get_teacher(actor, member_id)
    if not may_write_profile(actor, member_id):
        raise NotAllowed("settings.write")
    _require_short(data.about)
    for name in _LISTS:
        if not fits(getattr(data, name)):
            words = _("%(n)s lines at most, each of %(long)s characters at most.")
            raise DomainError(words % {"n": LINES_MOST, "long": LINE_LENGTH}, field=name)
    if not set(data.modalities) <= set(MODALITY_WORDS):
        raise DomainError(_("Choose from the list."), field="modalities")
    year = today_in(actor.zone).year
    if data.practising_since is not None and not YEAR_LEAST <= data.practising_since <= year:
        words = _("A year from %(first)s to %(last)s.") % {"first": YEAR_LEAST, "last": year}
        raise DomainError(words, field="practising_since")
    for name, value in asdict(data).items():
        setattr(row, name, list(value) if isinstance(value, tuple | list) else value)
    row.save()
    return row

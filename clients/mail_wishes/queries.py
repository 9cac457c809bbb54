"""Reads of which mails somebody wants."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.functional import Promise

from clients.mail_wishes.models import MAIL_KIND_WORDS, MailWish
from clients.mail_wishes.rules import MailKind
from practice.core.actor import Actor
from practice.core.tenancy import TenantQuerySet


@dataclass(frozen=True)
class Wish:
    """One kind of mail: whether it is wanted now, since when, and who said so.

    `said_at` None: nobody said anything, and the mails go.
    """

    about: MailKind
    wanted: bool = True
    said_at: datetime | None = None
    said_by: str = ""
    by_client: bool = False

    @property
    def word(self) -> str | Promise:
        """What people call this kind."""
        return MAIL_KIND_WORDS[self.about]


def _last(actor: Actor, client: Any) -> TenantQuerySet[MailWish]:
    rows = MailWish.objects.visible_to(actor).filter(client_id=client)
    return rows.order_by("about", "-said_at", "-id").distinct("about")


def wishes_of(actor: Actor, client_id: UUID) -> list[Wish]:
    """What a client said last about each kind, in the order of kinds."""
    said = _last(actor, client_id).values_list(
        "about", "wanted", "said_at", "said_by__name", "by_client"
    )
    found = {
        MailKind(about): Wish(MailKind(about), wanted, at, by or "", by_client)
        for about, wanted, at, by, by_client in said
    }
    return [found.get(kind, Wish(kind)) for kind in MailKind]


def wants_mail(actor: Actor, client_id: UUID, about: MailKind) -> bool:
    """Whether mails of this kind may go to a client."""
    rows = _last(actor, client_id).filter(about=about)
    return bool(rows.values_list("wanted", flat=True).first() in (None, True))


def wishes_beside(actor: Actor) -> ArraySubquery:
    """The same, read along with a client of a query: `told_wishes`."""
    said = JSONObject(
        about="about", wanted="wanted", at="said_at", by="said_by__name", by_client="by_client"
    )
    return ArraySubquery(_last(actor, OuterRef("pk")).values(said=said))


def told_wishes(found: Sequence[Mapping[str, Any]] | None) -> list[Wish]:
    """What `wishes_beside` read, in the order of kinds; None for whom nothing of it is told."""
    told = {
        MailKind(row["about"]): Wish(
            MailKind(row["about"]),
            row["wanted"],
            datetime.fromisoformat(row["at"]),
            row["by"] or "",
            row["by_client"],
        )
        for row in found or ()
    }
    return [told.get(kind, Wish(kind)) for kind in MailKind]

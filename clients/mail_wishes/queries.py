"""Reads of which mails somebody wants."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from clients.mail_wishes.models import MAIL_KIND_WORDS, MailWish
from clients.mail_wishes.rules import MailKind
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.tenancy import TenantQuerySet

_BESIDE = """
    SELECT DISTINCT ON (wish.about)
        json_build_array(wish.about, wish.wanted, wish.said_at, colleague.name, wish.by_client,
            guardian.name)
    FROM clients_mailwish wish
    LEFT JOIN practice_membership colleague ON colleague.id = wish.said_by_id
    LEFT JOIN clients_guardian guardian ON guardian.id = wish.guardian_id
    WHERE wish.practice_id = %s AND wish.client_id = {column}
    ORDER BY wish.about, wish.said_at DESC, wish.id DESC"""


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
    guardian: str = ""

    @property
    def word(self) -> str | Promise:
        """What people call this kind."""
        return MAIL_KIND_WORDS[self.about]


def _last(actor: Actor, client_id: UUID) -> TenantQuerySet[MailWish]:
    rows = MailWish.objects.visible_to(actor).filter(client_id=client_id)
    return rows.order_by("about", "-said_at", "-id").distinct("about")


def wishes_of(actor: Actor, client_id: UUID) -> list[Wish]:
    """What a client said last about each kind, in the order of kinds."""
    said = _last(actor, client_id).values_list(
        "about", "wanted", "said_at", "said_by__name", "by_client", "guardian__name"
    )
    found = {
        MailKind(about): Wish(MailKind(about), wanted, at, by or "", by_client, guardian or "")
        for about, wanted, at, by, by_client, guardian in said
    }
    return [found.get(kind, Wish(kind)) for kind in MailKind]


def wants_mail(actor: Actor, client_id: UUID, about: MailKind) -> bool:
    """Whether mails of this kind may go to a client."""
    rows = _last(actor, client_id).filter(about=about)
    return bool(rows.values_list("wanted", flat=True).first() in (None, True))


def wishes_beside(actor: Actor, *, column: str = "clients_client.id") -> Any:
    """The same, read along with a row of a query: `told_wishes`. `column`, a constant, names the
    client in SQL."""
    sql = _BESIDE.format(column=column)
    return beside(actor, f"{MailWish.subject}.read", sql, actor.practice_id)


def told_wishes(found: Sequence[Sequence[Any]]) -> list[Wish]:
    """What `wishes_beside` read, in the order of kinds."""
    told = {
        MailKind(about): Wish(
            MailKind(about),
            wanted,
            datetime.fromisoformat(at),
            by or "",
            by_client,
            guardian or "",
        )
        for about, wanted, at, by, by_client, guardian in found
    }
    return [told.get(kind, Wish(kind)) for kind in MailKind]

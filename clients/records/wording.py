"""What a practice may word of its invitation, and whom a text is tried with."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from clients.records.emails import TEXT, preview_invitation
from clients.records.queries import clients_where
from practice.core.actor import Actor
from practice.outbox.texts.common import COMMON
from practice.outbox.texts.kinds import TextKind

A_FEW = 6

INVITATION_TEXT = TextKind(
    code=TEXT,
    word=_("Invitation to the portal"),
    added=_(
        "Supple writes the link below it, how long it works, and what to do for somebody who does"
        " not know you."
    ),
    placeholders=COMMON,
    subject=_("{practice} invites you"),
    body=_(
        "Hello {first_name},\n\n{practice} invites you to your own pages: a few questions before"
        " you meet, and later what you practise at home."
    ),
    preview=preview_invitation,
)


def find_clients(actor: Actor, search: str) -> list[tuple[UUID, str]]:
    """A few clients by the beginnings of their names, the newest of them."""
    rows = clients_where(actor, search=search).filter(merged_into=None).order_by("-id")
    named = rows.values_list("pk", "given_name", "family_name")[:A_FEW]
    return [(pk, f"{given} {family}".strip()) for pk, given, family in named]

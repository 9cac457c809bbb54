"""Rows of a note that its author keeps to themselves: where they are read, nobody else gets them.

It stands low in the room, so that a note's every part can be read through it.
"""

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from practice.core.actor import Actor
from practice.core.models import Membership
from practice.core.rules import Role
from practice.core.tenancy import TenantManager, TenantQuerySet

SUPERVISE = frozenset({Role.OWNER, Role.PRACTITIONER})
AWAITING = "awaiting_co_signature"


def open_to(actor: Actor, note: str = "") -> Q:
    """Rows whose note is open to the actor; `note` leads from the row to the note.

    A note of its author only is read by them, by who signed it, and, while it waits for a
    co-signature, by the author's supervisor, who is to sign it.
    """
    if actor.role is Role.SYSTEM:
        return Q()
    found = Q(**{f"{note}author_only": False})
    if actor.membership_id is None:
        return found
    me = actor.membership_id
    found |= Q(**{f"{note}author": me}) | Q(**{f"{note}signed_by": me})
    if actor.role in SUPERVISE:
        mine = Membership._base_manager.filter(practice_id=actor.practice_id, supervisor=me)
        found |= Q(**{f"{note}state": AWAITING, f"{note}author__in": mine.values("pk")})
    return found


# `open_to` for a read beside, of a row called `note`; its values by `open_values`.
OPEN = """(NOT note.author_only OR note.author_id = %s OR note.signed_by_id = %s OR
    (note.state = 'awaiting_co_signature' AND EXISTS (SELECT FROM practice_membership mine
        WHERE mine.practice_id = note.practice_id AND mine.id = note.author_id
            AND mine.supervisor_id = %s)))"""


def open_values(actor: Actor) -> tuple[UUID | None, UUID | None, UUID | None]:
    """What `OPEN` asks of the actor."""
    me = actor.membership_id
    return me, me, me if actor.role in SUPERVISE else None


def is_supervised(practice_id: UUID, member_id: UUID) -> bool:
    """Whether somebody who works here supervises a colleague."""
    member = Membership._base_manager.filter(practice_id=practice_id, pk=member_id)
    return member.filter(supervisor__is_active=True).exists()


class NoteManager[M: models.Model](TenantManager[M]):
    """The one door to notes and their parts; `note` leads from a part to its note.

    `may_lack`: whether such a row can be of no note at all.
    """

    def __init__(self, note: str = "", *, may_lack: bool = False) -> None:
        super().__init__()
        self.note, self.may_lack = note, may_lack

    def visible_to(self, actor: Actor, action: str | None = None) -> TenantQuerySet[M]:
        """Rows within reach, without what an author keeps to themselves."""
        found = open_to(actor, self.note)
        if found and self.may_lack:
            found |= Q(**{f"{self.note.removesuffix('__')}__isnull": True})
        return self.of_a_note(actor, action).filter(found)

    def of_a_note(self, actor: Actor, action: str | None = None) -> TenantQuerySet[M]:
        """Rows within reach, for a read beside a note that came through `visible_to` itself."""
        rows: Any = super().visible_to(actor, action)
        return rows  # type: ignore[no-any-return]

"""Planning a message: one row an occasion, woken after commit."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.outbox.holding import refuse_held
from practice.outbox.models import Message
from practice.outbox.rules import (
    DUE_STATES,
    MAY_BE_CANCELLED,
    MAY_GO_AGAIN,
    WAITED_FOR,
    WITH_SECRETS,
    State,
    is_expected,
)
from practice.outbox.secrets import seal
from practice.outbox.waking import wake

# Held by a sender that has had no 354 for it yet: it asks once more before it writes the body.
_NOT_BEGUN = Q(state=State.CLAIMED, message_id="")
# One text however many they are, so that its plan can be kept.
_INSERT = """
INSERT INTO practice_message (practice_id, kind, person_id, recipient_id, subject_id, channel,
  local_date, slot, due_at, expires_at, urgent, state, attempt, message_id, secret, reason,
  planned_at, settled_at, expected)
SELECT %s, kind, person_id, recipient_id, subject_id, 'mail', local_date, slot, due_at, expires_at,
  urgent, state, 0, '', secret, reason, %s, settled_at, expected
FROM jsonb_to_recordset(%s::jsonb) AS planned (kind text, person_id uuid, recipient_id uuid,
  subject_id uuid, local_date date, slot text, due_at timestamptz, expires_at timestamptz,
  urgent boolean, state text, secret text, reason text, settled_at timestamptz, expected boolean)
ON CONFLICT ON CONSTRAINT one_message_an_occasion DO NOTHING RETURNING id
"""


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One message to plan. `local_date` is the person's own day; instants are UTC.

    `recipient_id`: whom it goes to, where that is not the person themself.

    `unwanted` says why it must not go: then it is kept as suppressed, for people to see;
    `impossible` why it cannot, and then it has failed.

    `known_at`: since when it was known that it would be due, where that is longer than it is
    planned; the breaker asks (docs/decisions/0050).
    """

    kind: str
    person_id: UUID
    subject_id: UUID
    local_date: date
    slot: str = ""
    due_at: datetime | None = None
    expires_at: datetime | None = None
    secret: str = ""
    unwanted: str = ""
    impossible: str = ""
    recipient_id: UUID | None = None
    known_at: datetime | None = None


def plan_messages(*, actor: Actor, planned: Sequence[Planned]) -> list[UUID]:
    """Plan messages in one statement; returns the ids of those whose occasion had none yet.

    When somebody waits for one of them, the worker is woken after the commit.
    """
    if not planned:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*planning(actor, planned))
        made = [row[0] for row in cursor.fetchall()]
    if made and any(one.kind in WAITED_FOR for one in planned):
        transaction.on_commit(wake)
    return made


def planning(actor: Actor, planned: Sequence[Planned]) -> tuple[str, list[Any]]:
    """The statement that plans them, with its values, for what is written together with them: of
    kinds that nobody waits for."""
    at = now()
    rows = json.dumps([_row(one, at) for one in planned], default=str)
    return _INSERT, [actor.practice_id, at, rows]


def _row(one: Planned, at: datetime) -> dict[str, Any]:
    row = {
        "kind": one.kind,
        "person_id": one.person_id,
        "recipient_id": one.recipient_id,
        "subject_id": one.subject_id,
        "local_date": one.local_date,
        "slot": one.slot,
        "due_at": one.due_at or at,
        "expires_at": one.expires_at,
        "urgent": one.kind in WAITED_FOR,
        "expected": is_expected(one.due_at or at, one.known_at or at),
    }
    if why := one.impossible or one.unwanted:
        state = State.FAILED if one.impossible else State.SUPPRESSED
        return row | {"state": state, "secret": "", "reason": why[:200], "settled_at": at}
    secret = seal(one.secret) if one.secret else ""
    return row | {"state": State.PLANNED, "secret": secret, "reason": ""}


def plan_message(
    *,
    actor: Actor,
    kind: str,
    person_id: UUID,
    subject_id: UUID,
    local_date: date,
    slot: str = "",
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
    secret: str = "",
    unwanted: str = "",
) -> Message | None:
    """Plan one message for one occasion; None when that occasion has one already.

    What comes back names the row; it is not a copy to save.

    `kind` must be registered (`practice.outbox.kinds`). A `secret` is stored encrypted and wiped
    on sending; `unwanted` as in Planned. After the commit the worker is woken, in at most 200 ms,
    without ever raising.
    """
    one = Planned(
        kind=kind,
        person_id=person_id,
        subject_id=subject_id,
        local_date=local_date,
        slot=slot,
        due_at=due_at,
        expires_at=expires_at,
        secret=secret,
        unwanted=unwanted,
    )
    made = plan_messages(actor=actor, planned=[one])
    if not made:
        return None
    return Message(
        id=made[0],
        practice_id=actor.practice_id,
        kind=kind,
        person_id=person_id,
        subject_id=subject_id,
        local_date=local_date,
        slot=slot,
    )


def is_waiting(*, actor: Actor, kind: str, person_id: UUID) -> bool:
    """Whether a mail of this kind for this person still waits to leave."""
    rows = Message._base_manager.filter(practice_id=actor.practice_id, person_id=person_id)
    return rows.filter(kind=kind, state__in=DUE_STATES).exists()


def cancel_messages(*, actor: Actor, subject_id: UUID, reason: str) -> int:
    """Cancel what still waits about a subject; returns how many.

    One that a sender holds is taken from it, unless the mail server has said 354: that one is on
    its way.
    """
    rows = Message._base_manager.filter(practice_id=actor.practice_id, subject_id=subject_id)
    return _cancel(rows.filter(_NOT_BEGUN | Q(state__in=MAY_BE_CANCELLED)), reason)


def cancel_messages_to(
    *, actor: Actor, person_id: UUID, kind: str | Sequence[str], reason: str
) -> int:
    """Cancel what waits of a kind, or of several, for one person, as `cancel_messages` does."""
    rows = Message._base_manager.filter(
        practice_id=actor.practice_id,
        person_id=person_id,
        kind__in=[kind] if isinstance(kind, str) else kind,
    )
    return _cancel(rows.filter(_NOT_BEGUN | Q(state__in=MAY_BE_CANCELLED)), reason)


def decide_again(*, actor: Actor, person_id: UUID) -> int:
    """Somebody is written to at another address now: what a sender holds and has not begun is
    taken from it, to be written anew; returns how many."""
    rows = Message._base_manager.filter(practice_id=actor.practice_id, person_id=person_id)
    return rows.filter(_NOT_BEGUN).update(state=State.RETRY, lease_until=None)


def take_back(*, actor: Actor) -> int:
    """The practice is held: what its senders hold and have not begun is taken from them, but for
    what somebody waits for; returns how many."""
    rows = Message._base_manager.filter(practice_id=actor.practice_id, urgent=False)
    return rows.filter(_NOT_BEGUN).update(state=State.RETRY, lease_until=None)


def _cancel(waiting: QuerySet[Message], reason: str) -> int:
    return waiting.update(
        state=State.CANCELLED,
        reason=reason[:200],
        settled_at=now(),
        secret="",
        lease_until=None,
    )


def send_again(*, actor: Actor, message: Message) -> None:
    """Let a message that was held, failed or ended unknown go once more, now."""
    actor.require("mail.write")
    if message.kind in WITH_SECRETS:
        raise DomainError(_("Its secret is gone. Send a new one from where it was made."))
    refuse_held(actor)
    rows = Message.objects.visible_to(actor, "mail.write").filter(pk=message.pk)
    if message.expires_at and message.expires_at <= now():
        raise DomainError(_("Its time has passed."))
    changed = rows.filter(state__in=MAY_GO_AGAIN).update(
        state=State.RETRY,
        try_at=None,
        reason="",
        settled_at=None,
        message_id="",
        released_at=now(),
    )
    if not changed:
        raise DomainError(_("This mail is not waiting for anybody’s decision."))
    transaction.on_commit(wake)


def cancel_message(*, actor: Actor, message: Message) -> None:
    """Keep a waiting message from leaving."""
    actor.require("mail.write")
    rows = Message.objects.visible_to(actor, "mail.write").filter(pk=message.pk)
    if not _cancel(rows.filter(state__in=MAY_BE_CANCELLED), "cancelled by hand"):
        raise DomainError(_("This mail does not wait any more."))

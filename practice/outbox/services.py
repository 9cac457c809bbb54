"""Planning a message: one row an occasion, woken after commit."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from practice.core.actor import Actor
from practice.core.clock import now
from practice.outbox.models import Message
from practice.outbox.rules import WAITED_FOR, State
from practice.outbox.secrets import seal
from practice.outbox.waking import wake


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
) -> Message | None:
    """Plan one message for one occasion; None when that occasion has one already.

    `kind` must be registered (`practice.outbox.kinds`). A `secret` is stored encrypted and wiped
    on sending. After the commit the worker is woken, in at most 200 ms, without ever raising.
    """
    message = Message(
        practice_id=actor.practice_id,
        kind=kind,
        person_id=person_id,
        subject_id=subject_id,
        local_date=local_date,
        slot=slot,
        due_at=due_at or now(),
        expires_at=expires_at,
        urgent=kind in WAITED_FOR,
        secret=seal(secret) if secret else "",
    )
    made = Message._base_manager.bulk_create([message], ignore_conflicts=True)
    if kind in WAITED_FOR:
        transaction.on_commit(wake)
    return made[0] if made else None


def cancel_messages(*, actor: Actor, subject_id: UUID, reason: str) -> int:
    """Cancel what still waits about a subject; returns how many."""
    waiting = Message.objects.visible_to(actor).filter(
        subject_id=subject_id, state__in=[State.PLANNED, State.RETRY, State.HELD]
    )
    return waiting.update(
        state=State.CANCELLED, reason=reason[:200], settled_at=now(), secret=""
    )

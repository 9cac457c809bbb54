"""The steps that were one act of a series, and the one mail that tells of all of them, once it can
be taken back no more; and what reminds of each time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from clients.guardians.queries import guarding_of, recipients_of
from clients.records.models import Client
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.outbox.services import Planned, plan_messages
from sessions.appointments.models import Appointment, AppointmentChange
from sessions.appointments.rules import LIVE, UNDO
from sessions.appointments.series.emails import KIND
from sessions.appointments.services.telling import EXPIRES, reminders


def keep_together(
    actor: Actor,
    client: Client,
    changed: Sequence[Appointment],
    before: Mapping[UUID, str],
    was: Mapping[UUID, Mapping[str, Any]] | None = None,
    **told: Any,
) -> None:
    """Keep one step of each, as one act in this order, and plan the one mail that tells of all.

    `before` is the state of each, `was` where it stood if it was moved.
    """
    at, together = now(), uuid4()
    steps = [
        AppointmentChange(
            practice_id=actor.practice_id,
            appointment=one,
            from_state=before[one.pk],
            to_state=one.state,
            at=at,
            made_by_id=actor.membership_id,
            together=together,
            **(was or {}).get(one.pk, {}),
            **told,
        )
        for one in changed
    ]
    AppointmentChange._base_manager.bulk_create(steps)
    _tell_together(actor, client, together, at, [one for one in changed if one.state in set(LIVE)])


def _tell_together(
    actor: Actor, client: Client, together: UUID, at: datetime, live: Sequence[Appointment]
) -> None:
    """Plan it for the client, or who signs for them; what it says is judged as it leaves."""
    recipients = recipients_of(guarding_of(actor, client.pk))
    planned = [
        Planned(
            kind=KIND,
            person_id=client.pk,
            subject_id=together,
            local_date=today_in(client.timezone),
            due_at=at + UNDO,
            expires_at=at + EXPIRES,
            recipient_id=to,
        )
        for to in recipients
    ]
    for one in live:
        planned += reminders(one, recipients)
    plan_messages(actor=actor, planned=planned)

"""The one mail that tells of a whole series, once it can be taken back no more."""

from datetime import datetime
from uuid import UUID

from clients.guardians.queries import guarding_of, recipients_of
from clients.records.models import Client
from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.outbox.services import Planned, plan_messages
from sessions.appointments.rules import UNDO
from sessions.appointments.series.emails import KIND
from sessions.appointments.services.telling import EXPIRES


def tell_together(actor: Actor, client: Client, together: UUID, at: datetime) -> None:
    """Plan it for the client, or who signs for them; what it says is judged as it leaves."""
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
        for to in recipients_of(guarding_of(actor, client.pk))
    ]
    plan_messages(actor=actor, planned=planned)

"""Who is mailed of a step: the client, and who gives the lesson where a client did it."""

from datetime import timedelta

from clients.guardians.queries import guarding_with, recipients_of
from practice.core.actor import Actor
from practice.core.clock import now
from practice.outbox.services import Planned, plan_messages
from sessions.appointments.emails import TO_CLIENT, TO_PRACTICE, word_of
from sessions.appointments.models import Appointment, AppointmentChange
from sessions.appointments.rules import UNDO

EXPIRES = timedelta(days=2)  # a mail that could not leave for so long tells of what is past


def tell(actor: Actor, appointment: Appointment, step: AppointmentChange) -> None:
    """Plan the mails that tell of a step, once its minutes to be taken back have passed.

    Whether there is an address, and whether it still holds, is judged as they leave.
    """
    if word_of(step) != "cancelled" and appointment.starts_at <= now():
        return
    guarding = guarding_with(actor, appointment.client)
    told = [(TO_CLIENT, to) for to in recipients_of(guarding)]
    if actor.in_portal:
        told.append((TO_PRACTICE, appointment.practitioner_id))
    mails = [
        Planned(
            kind=kind,
            person_id=appointment.client.pk,
            subject_id=step.pk,
            local_date=guarding.today,
            due_at=step.at + UNDO,
            expires_at=step.at + EXPIRES,
            recipient_id=to,
        )
        for kind, to in told
    ]
    plan_messages(actor=actor, planned=mails)

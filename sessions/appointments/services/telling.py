"""Who is mailed of a step: the client, and who gives the lesson where a client did it; and when
the client is reminded of what is booked."""

from collections.abc import Sequence
from datetime import UTC, timedelta
from uuid import UUID

from clients.guardians.queries import guarding_with, recipients_of
from clients.mail_wishes.rules import MailKind
from clients.mail_wishes.services import say_wish
from clients.records.models import Client
from practice.core.actor import Actor
from practice.core.clock import now
from practice.outbox.services import Planned, plan_messages
from sessions.appointments.emails import TO_CLIENT, TO_PRACTICE, word_of
from sessions.appointments.models import Appointment, AppointmentChange
from sessions.appointments.reminding import REMINDER, slot_of
from sessions.appointments.rules import LIVE, UNDO

EXPIRES = timedelta(days=2)  # a mail that could not leave for so long tells of what is past


def tell(actor: Actor, appointment: Appointment, step: AppointmentChange) -> None:
    """Plan the mails that tell of a step."""
    plan_messages(actor=actor, planned=mails_of(actor, appointment, step))


def mails_of(actor: Actor, appointment: Appointment, step: AppointmentChange) -> list[Planned]:
    """The mails that tell of a step, once its minutes to be taken back have passed.

    Whether there is an address, and whether it still holds, is judged as they leave.
    """
    if word_of(step) != "cancelled" and appointment.starts_at <= now():
        return []
    guarding = guarding_with(actor, appointment.client)
    recipients = recipients_of(guarding)
    told = [(TO_CLIENT, to) for to in recipients]
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
    if word_of(step) != "cancelled":
        mails += reminders(appointment, recipients)
    return mails


def reminders(appointment: Appointment, recipients: Sequence[UUID | None]) -> list[Planned]:
    """What reminds of it, so many hours ahead as its service says by now; none that would leave
    while the step can be taken back. Each waits until the next is due, so no two leave together.

    They are planned once, by where it stands: what was moved away has reminders that say so as
    they are looked at, and what is moved back has those that it had.
    """
    begins, stays_at = appointment.starts_at, now() + UNDO
    hours = sorted(appointment.service.reminder_hours, reverse=True)
    until = dict(zip(hours, [*hours[1:], 0], strict=True))
    hours = [h for h in hours if begins - timedelta(hours=h) > stays_at]
    return [
        Planned(
            kind=REMINDER,
            person_id=appointment.client.pk,
            subject_id=appointment.pk,
            local_date=due.astimezone(UTC).date(),  # the same wherever it is moved to
            slot=slot_of(ahead, begins),
            due_at=due,
            expires_at=begins - timedelta(hours=until[ahead]),
            recipient_id=to,
        )
        for ahead in hours
        for due in [begins - timedelta(hours=ahead)]
        for to in recipients
    ]


def stop_reminders(*, actor: Actor, client_id: UUID) -> None:
    """Remind a client of no appointment by mail, nor their guardian; a repeat changes nothing."""
    say_wish(actor=actor, client_id=client_id, about=MailKind.APPOINTMENT, wanted=False)


def remind_again(actor: Actor, client: Client, stand: Sequence[Appointment]) -> None:
    """Plan what reminds a client of these where they stand by now, if it was not planned before."""
    live = [one for one in stand if one.state in set(LIVE)]
    if live:
        recipients = recipients_of(guarding_with(actor, client))
        planned = [reminder for one in live for reminder in reminders(one, recipients)]
        plan_messages(actor=actor, planned=planned)

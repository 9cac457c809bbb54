"""The mail that reminds of an appointment; nothing of what it is for, or of health."""

from datetime import UTC, datetime

from django.utils.translation import gettext as _

from clients.guardians.queries import addressee_of, guarding_of
from clients.guardians.telling import mail_to
from clients.mail_wishes.queries import wants_mail
from clients.mail_wishes.rules import MailKind
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.links import Link, absolute, link_token, portal_link
from practice.core.queries import get_practice
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from sessions.appointments.emails import facts
from sessions.appointments.models import Appointment
from sessions.appointments.queries.booked import get_appointment
from sessions.appointments.rules import LIVE, MAY, AppointmentState, Verb
from sessions.appointments.wording import worded

REMINDER = "appointment_reminder"
NO_REMINDERS = "no_appointment_reminders"  # the purpose of the link that turns them off


def slot_of(hours: int, begins: datetime) -> str:
    """What tells the reminders of an appointment apart: how long ahead, of which instant."""
    return f"{hours}h {stamp(begins)}"


def stamp(begins: datetime) -> str:
    """An instant, in a word."""
    return f"{begins.astimezone(UTC):%Y%m%dT%H%MZ}"


def render_reminder_of(actor: Actor, message: Message) -> Mail:
    """To the client, or a guardian of theirs; NotWanted once it does not stand there any more."""
    found = get_appointment(actor, message.subject_id)
    _judge(actor, message, found)
    to = addressee_of(found.client, guarding_of(actor, found.client.pk), message.recipient_id)
    if to is None or not to.address:
        raise NotWanted(_("there is no address that it could go to"))
    practice = get_practice(actor)
    guardian_id = message.recipient_id if to.for_whom else None
    stop = Link(NO_REMINDERS, practice.pk, found.client.pk, to=guardian_id)
    stop_url = absolute("appointment_reminders_off_link", token=link_token(stop))
    return mail_to(
        practice,
        to,
        REMINDER,
        portal_link("portal_appointments", found.client.pk),
        unsubscribe_url=stop_url,
        stop_url=stop_url,
        has_login=found.client.user_id is not None or to.for_whom,
        policy=found.policy["words"],
        is_place=found.group_class_id is not None,
        may_confirm=AppointmentState(found.state) in MAY[Verb.CONFIRM],
        **worded(REMINDER, message.texts, practice, to, facts(found, "booked")),
    )


def _judge(actor: Actor, message: Message, found: Appointment) -> None:
    if found.state not in set(LIVE):
        raise NotWanted(_("it was cancelled"))
    if message.slot.partition(" ")[2] != stamp(found.starts_at):
        raise NotWanted(_("it was moved"))
    if found.starts_at <= now():
        raise NotWanted(_("it has begun"))
    if found.client.state == ClientState.ARCHIVED:
        raise NotWanted(_("the record is archived"))
    if not wants_mail(actor, found.client.pk, MailKind.APPOINTMENT):
        raise NotWanted(_("they want no mails of this kind"))

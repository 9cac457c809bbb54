"""Mails that say there is a message, and nothing of it; not sent once it was read."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clients.guardians.queries import (
    addressee_of,
    can_open_mails,
    guarding_beside,
    told_guarding,
)
from clients.guardians.telling import mail_to
from clients.mail_wishes.queries import wants_mail
from clients.mail_wishes.rules import MailKind
from clients.messages.models import ClientMessage
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.links import Link, absolute, link_token, portal_link
from practice.core.models import Membership
from practice.core.queries import get_practice
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from practice.team.queries import trainee_working, who_answers_for
from practice.team.telling import mail_to_colleague

TO_CLIENT, TO_PRACTICE = "client_message", "practice_message"
NO_MESSAGES = "no_messages"  # the purpose of the link that turns these mails off


def colleagues_told(actor: Actor, assigned_to_id: UUID | None) -> list[Membership]:
    """Who learns that a client wrote: whoever answers for them, and a trainee who works there."""
    found = [who_answers_for(actor, assigned_to_id), trainee_working(actor, assigned_to_id)]
    return [one for one in found if one is not None]


def render_to_client(actor: Actor, message: Message) -> Mail:
    """To the client or a guardian; NotWanted once everything was read."""
    rows = ClientMessage.objects.visible_to(actor).select_related("client")
    column = "clients_clientmessage.client_id"
    found: Any = rows.annotate(**guarding_beside(actor, "client__", column=column))
    told = found.filter(pk=message.subject_id).first()
    if told is None or not _is_new(actor, told.client_id, by_practice=True):
        raise NotWanted(_("it was read, or taken back"))
    client, guarding = told.client, told_guarding(told)
    if not can_open_mails(client, guarding) or client.state == ClientState.ARCHIVED:
        raise NotWanted(_("they cannot open it: no address, no login, or archived"))
    if not wants_mail(actor, client.pk, MailKind.MESSAGE):
        raise NotWanted(_("they want no mails of this kind"))
    to = addressee_of(client, guarding, message.recipient_id)
    if to is None or not to.address:
        raise NotWanted(_("their part as a guardian has ended"))
    practice = get_practice(actor)
    guardian_id = message.recipient_id if to.for_whom else None
    stop = Link(NO_MESSAGES, practice.pk, client.pk, to=guardian_id)
    stop_url = absolute("messages_off_link", token=link_token(stop))
    url = portal_link("portal_messages", client.pk)
    return mail_to(practice, to, TO_CLIENT, url, unsubscribe_url=stop_url, stop_url=stop_url)


def render_to_practice(actor: Actor, message: Message) -> Mail:
    """To who works with the client, else the owner; it names nobody. NotWanted once it was read."""
    rows = ClientMessage.objects.visible_to(actor).select_related("client")
    told = rows.filter(pk=message.subject_id).first()
    if told is None or not _is_new(actor, told.client_id, by_practice=False):
        raise NotWanted(_("it was read, or taken back"))
    if told.client.state == ClientState.ARCHIVED:
        raise NotWanted(_("the record is archived"))
    colleagues = colleagues_told(actor, told.client.assigned_to_id)
    mine = (one for one in colleagues if one.pk == message.recipient_id)
    colleague = next(mine, next(iter(colleagues), None))  # they may have got another since
    if colleague is None:
        raise NotWanted(_("nobody here can be told"))
    url = absolute("client_messages", client_id=told.client_id)
    return mail_to_colleague(actor, colleague, TO_PRACTICE, url)


def _is_new(actor: Actor, client_id: UUID, *, by_practice: bool) -> bool:
    rows = ClientMessage.objects.visible_to(actor).filter(client_id=client_id, read_at=None)
    return rows.filter(author__isnull=not by_practice, taken_back_at=None).exists()

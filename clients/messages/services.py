"""Writes of messages: sent once, read, taken back while unread, or said to need no answer."""

from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.files.services import add_attachment, drop_attachment
from clients.guardians.queries import can_open_mails, guarding_of, recipients_of
from clients.mail_wishes.queries import wants_mail
from clients.mail_wishes.rules import SENT_AS, MailKind
from clients.mail_wishes.services import say_wish
from clients.messages.emails import TO_CLIENT, TO_PRACTICE, colleagues_told
from clients.messages.following import follow_thread
from clients.messages.models import ClientMessage, MessageThread
from clients.messages.queries import from_other_side, get_message, messages_there, wrote
from clients.messages.rules import LONGEST, MAIL_EXPIRES, MAIL_WAITS, TAKE_BACK, tidy
from clients.records.models import Client
from clients.records.queries import get_client, refuse_archived
from clients.records.services import require_present
from practice.core.actor import Actor, NotAllowed, system_actor
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.core.services import claim_once
from practice.outbox.services import Planned, cancel_messages_to, is_waiting, plan_messages


@transaction.atomic
def send_message(
    *,
    actor: Actor,
    client: Client,
    said: str,
    upload: "File[bytes] | None" = None,
    key: UUID | None = None,
) -> ClientMessage:
    """Send a message to the other side, with a file if there is one.

    AlreadyDone if `key` sent it before; refused, nothing of it is kept. A mail tells the other
    side some minutes later that there is one, unless it was read by then.
    """
    actor.require("message.write")
    words = _checked(said, has_file=upload is not None)
    refuse_archived(actor, client)  # before a file is looked at
    require_present(actor=actor, client_id=client.pk)
    once = claim_once(actor=actor, key=key, action="send_message")
    file = add_attachment(actor=actor, client=client, upload=upload) if upload else None
    message = ClientMessage(
        **once,
        practice_id=actor.practice_id,
        client=client,
        said=words,
        file=file,
        author_id=_author(actor),
        guardian_id=actor.guardian_id,
        sent_at=now(),
    )
    message.save(force_insert=True)
    follow_thread(actor, client.pk)
    _plan_mails(actor, client, message)
    return message


def _author(actor: Actor) -> UUID | None:
    if not actor.in_portal and actor.membership_id is None:
        raise NotAllowed("message.write")
    return actor.membership_id


def _checked(said: str, *, has_file: bool) -> str:
    words = tidy(said)
    if not words and not has_file:
        raise DomainError(_("Write a word or two."), field="said")
    if "\0" in words:
        raise DomainError(_("There is a sign in it that no text can hold."), field="said")
    if len(words) > LONGEST:
        told = ngettext(
            "This has %(length)s letters; %(most)s fit into a message. Shorten it, or attach it.",
            "This has %(length)s letters; %(most)s fit into a message. Shorten it, or attach it.",
            len(words),
        )
        raise DomainError(told % {"length": len(words), "most": LONGEST}, field="said")
    return words


def _plan_mails(actor: Actor, client: Client, message: ClientMessage) -> None:
    """One mail for all that is written while it waits."""
    kind = TO_PRACTICE if actor.in_portal else TO_CLIENT
    if is_waiting(actor=actor, kind=kind, person_id=client.pk):
        return
    told = _told_here(actor, client) if actor.in_portal else _told_there(actor, client)
    at = now()
    mails = [
        Planned(
            kind=kind,
            person_id=client.pk,
            subject_id=message.pk,
            local_date=today_in(client.timezone),
            due_at=at + MAIL_WAITS,
            expires_at=at + MAIL_EXPIRES,
            recipient_id=to,
        )
        for to in told
    ]
    plan_messages(actor=actor, planned=mails)


def _told_here(actor: Actor, client: Client) -> list[UUID | None]:
    """Colleagues to be told, found for the practice: the portal knows nobody's login."""
    system = system_actor(actor.practice_id)
    return [one.pk for one in colleagues_told(system, client.assigned_to_id)]


def _told_there(actor: Actor, client: Client) -> list[UUID | None]:
    guarding = guarding_of(actor, client.pk)
    if not can_open_mails(client, guarding) or not wants_mail(actor, client.pk, MailKind.MESSAGE):
        return []
    return list(recipients_of(guarding))


@transaction.atomic
def mark_read(*, actor: Actor, client_id: UUID, since: UUID, through: UUID) -> int:
    """Keep that somebody of the actor's side read what the other wrote, from one to another."""
    actor.require("message.write")
    require_present(actor=actor, client_id=client_id)
    rows = messages_there(actor, "message.write").filter(client_id=client_id)
    ends = dict(rows.filter(pk__in=(since, through)).values_list("pk", "sent_at"))
    if since not in ends or through not in ends:
        raise Http404("message")
    shown = (ends[since], ends[through])
    new = rows.filter(from_other_side(actor), read_at=None, sent_at__range=shown)
    return new.update(
        read_at=now(), read_by=actor.membership_id, read_by_guardian=actor.guardian_id
    )


@transaction.atomic
def take_back(*, actor: Actor, client_message_id: UUID) -> ClientMessage:
    """Take back what one wrote oneself a moment ago and nobody has read; its file goes for good."""
    actor.require("message.write")
    message = get_message(actor, client_message_id, "message.write")
    if not wrote(actor, message):
        raise DomainError(_("Only who wrote it takes it back."))
    require_present(actor=actor, client_id=message.client_id)
    rows = ClientMessage.objects.visible_to(actor, "message.write").filter(pk=message.pk)
    at = now()
    unread: Any = rows.filter(read_at=None, taken_back_at=None, sent_at__gte=at - TAKE_BACK)
    if not unread.update(taken_back_at=at, file=None):
        minutes = int(TAKE_BACK.total_seconds() // 60)
        words = _("It was read, or sent more than %(n)s minutes ago: it stays.")
        raise DomainError(words % {"n": minutes})
    if message.file is not None:
        drop_attachment(actor=actor, file=message.file)
    follow_thread(actor, message.client_id)
    return message


@transaction.atomic
def need_no_answer(*, actor: Actor, client_id: UUID) -> None:
    """Say that what a client wrote so far needs no answer."""
    actor.require("message.write")
    if actor.in_portal:
        raise NotAllowed("message.write")
    client = get_client(actor, client_id, "message.write")
    require_present(actor=actor, client_id=client.pk)
    rows = MessageThread.objects.visible_to(actor, "message.write").filter(client_id=client.pk)
    rows.update(no_answer_at=now(), no_answer_by=actor.membership_id)
    follow_thread(actor, client.pk)


@transaction.atomic
def stop_mails(*, actor: Actor, client_id: UUID) -> None:
    """Tell a client, or their guardian, of no more messages by mail; a repeat changes nothing."""
    say_wish(actor=actor, client_id=client_id, about=MailKind.MESSAGE, wanted=False)
    reason, kinds = _("they want no mails of this kind"), SENT_AS[MailKind.MESSAGE]
    cancel_messages_to(actor=actor, person_id=client_id, kind=kinds, reason=reason)

"""Reads of messages: a client's thread, the inbox, and how many nobody has read yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

from clients.files.queries import is_uuid
from clients.guardians.queries import can_open_mails, guarding_beside, told_guarding
from clients.mail_wishes.queries import told_wishes, wishes_beside
from clients.mail_wishes.rules import MailKind
from clients.messages.models import ClientMessage
from clients.messages.rules import FILE_LETTERS, PAGE, PAGE_LETTERS, may_take_back
from clients.records.models import Client
from clients.records.queries import get_client_and_invitation
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.clock import now
from practice.core.tenancy import TenantQuerySet

type Messages = TenantQuerySet[ClientMessage]

_BESIDE = """
    SELECT json_build_array(
        (SELECT count(*) FROM clients_clientmessage new WHERE new.practice_id = %s
            AND new.client_id = clients_client.id AND new.author_id IS NULL
            AND new.read_at IS NULL AND new.taken_back_at IS NULL),
        max(thread.waits_since) IS NOT NULL)
    FROM clients_messagethread thread
    WHERE thread.practice_id = %s AND thread.client_id = clients_client.id
    HAVING max(thread.last_at) IS NOT NULL"""

_NEW = """
    SELECT new.id FROM clients_clientmessage new WHERE new.practice_id = %s
        AND new.client_id = clients_client.id AND new.author_id IS NOT NULL
        AND new.read_at IS NULL AND new.taken_back_at IS NULL
    LIMIT 1"""


def messages_there(actor: Actor, action: str = "message.read") -> Messages:
    """Messages in the actor's reach that were not taken back."""
    return ClientMessage.objects.visible_to(actor, action).filter(taken_back_at=None)


def from_other_side(actor: Actor) -> Q:
    """What the other side wrote: the practice to the portal, the client to the practice."""
    return Q(author__isnull=not actor.in_portal)


def new_to(actor: Actor) -> Messages:
    """What the other side wrote and nobody of the actor's own has read."""
    return messages_there(actor).filter(from_other_side(actor), read_at=None)


def get_message(
    actor: Actor, client_message_id: UUID, action: str = "message.read"
) -> ClientMessage:
    """The one door to a message, with its client and file; Http404 out of reach or taken back."""
    rows = messages_there(actor, action).select_related("client", "file")
    found = rows.filter(pk=client_message_id).first()
    if found is None:
        raise Http404("message")
    return found


@dataclass(frozen=True)
class ShownMessage:
    """A message as a page shows it, to whoever reads."""

    message: ClientMessage
    client_name: str
    is_mine: bool
    is_new: bool
    may_take_back: bool

    @property
    def who(self) -> str:
        """Who wrote it."""
        if self.message.author is not None:
            return str(self.message.author.name)
        if self.message.guardian is not None:
            named = {"guardian": self.message.guardian.name, "name": self.client_name}
            return _("%(guardian)s, for %(name)s") % named
        return self.client_name

    @property
    def reader(self) -> str:
        """Who of the other side read it first; "" while nobody did."""
        if self.message.read_at is None:
            return ""
        if self.message.read_by is not None:
            return str(self.message.read_by.name)
        guardian = self.message.read_by_guardian
        return str(guardian.name) if guardian is not None else self.client_name


@dataclass(frozen=True)
class Thread:
    """A page of one client's messages, the newest first."""

    shown: Sequence[ShownMessage]
    earlier: UUID | None

    @property
    def new(self) -> tuple[UUID, UUID] | None:
        """The oldest and the newest that are shown, when something new is among them."""
        if not any(one.is_new for one in self.shown):
            return None
        return self.shown[-1].message.pk, self.shown[0].message.pk


def thread_of(actor: Actor, client_id: UUID, client_name: str, *, before: str = "") -> Thread:
    """A client's messages, or those before one of them. One statement."""
    rows = messages_there(actor).filter(client_id=client_id)
    if is_uuid(before):
        at = Subquery(rows.filter(pk=before).values("sent_at"))
        rows = rows.filter(Q(sent_at__lte=at) & (Q(sent_at__lt=at) | Q(pk__lt=before)))
    rows = rows.select_related("author", "guardian", "file", "read_by", "read_by_guardian")
    found = list(rows.order_by("-sent_at", "-id")[: PAGE + 1])
    fitting = _fitting(found[:PAGE])
    goes_on = len(found) > len(fitting)
    shown = [_shown(actor, one, client_name) for one in fitting]
    return Thread(shown, fitting[-1].pk if goes_on else None)


def _fitting(found: Sequence[ClientMessage]) -> list[ClientMessage]:
    """As many as a page holds that stays light; the first of them in any case."""
    letters, fitting = 0, list[ClientMessage]()
    for one in found:
        letters += len(one.said) + (FILE_LETTERS if one.file_id else 0)
        if fitting and letters > PAGE_LETTERS:
            break
        fitting.append(one)
    return fitting


def _shown(actor: Actor, message: ClientMessage, client_name: str) -> ShownMessage:
    in_time = may_take_back(sent_at=message.sent_at, read_at=message.read_at, at=now())
    is_mine = (message.author_id is None) is actor.in_portal
    return ShownMessage(
        message,
        client_name,
        is_mine=is_mine,
        is_new=not is_mine and message.read_at is None,
        may_take_back=in_time and wrote(actor, message),
    )


def wrote(actor: Actor, message: ClientMessage) -> bool:
    """Whether it was this very person who wrote it."""
    if actor.in_portal:
        return message.author_id is None and message.guardian_id == actor.guardian_id
    return message.author_id is not None and message.author_id == actor.membership_id


def new_here(actor: Actor) -> Messages:
    """Messages of clients that nobody of the practice has read yet."""
    return new_to(actor).exclude(client__state=ClientState.ARCHIVED)


def new_beside(actor: Actor) -> Any:
    """One that the client did not read yet, or none, read along with a query of clients."""
    return beside(actor, "message.read", _NEW, actor.practice_id)


@dataclass(frozen=True)
class ToldThread:
    """What a client's page says of their messages."""

    new: int = 0
    waits: bool = False
    has_any: bool = False


NO_THREAD = ToldThread()


def messages_beside(actor: Actor) -> Any:
    """How each client's messages stand, read along with a query of clients: `told_messages`."""
    practice_id = actor.practice_id
    return beside(actor, "message.read", _BESIDE, practice_id, practice_id)


def told_messages(found: Sequence[Sequence[Any]]) -> ToldThread:
    """What `messages_beside` read."""
    if not found:
        return NO_THREAD
    new, waits = found[0]
    return ToldThread(new, waits, has_any=True)


@dataclass(frozen=True)
class Correspondent:
    """A client as the practice writes to them: how their thread stands, and whether a mail tells
    them of what is new.
    """

    client: Client
    thread: ToldThread
    can_open: bool
    wants_mails: bool


def get_correspondent(actor: Actor, client_id: UUID) -> Correspondent:
    """The one door to the practice's page of a client's messages. One statement.

    Http404 out of reach, Moved when the record became part of another.
    """
    client, _invitation = get_client_and_invitation(
        actor,
        client_id,
        told_thread=messages_beside(actor),
        told_mail=wishes_beside(actor),
        **guarding_beside(actor),
    )
    told: Any = client
    wishes = {wish.about: wish.wanted for wish in told_wishes(told.told_mail)}
    return Correspondent(
        client,
        told_messages(told.told_thread),
        can_open_mails(client, told_guarding(told)),
        wishes[MailKind.MESSAGE],
    )

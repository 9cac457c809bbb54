"""Reads of the outbox: one guarded door to a message, and the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from practice.core.actor import Actor
from practice.core.clock import late_after, now
from practice.outbox.kinds import people_names, word_for
from practice.outbox.models import STATE_WORDS, Message
from practice.outbox.rules import DUE_STATES, MAY_BE_CANCELLED, MAY_GO_AGAIN, WITH_SECRETS, State

PAGE = 40
AHEAD = timedelta(days=1)  # what is planned for later stands among what is planned
TROUBLE = "trouble"
BADGES = {
    State.SENT: "settled",
    State.UNKNOWN: "unknown",
    State.FAILED: "stop",
    State.HELD: "act",
    State.RETRY: "watch",
}


@dataclass(frozen=True)
class Line:
    """One message as the list shows it: no address, no text."""

    id: UUID
    kind: str
    state: str
    badge: str
    person: str
    recipient: str
    due_at: datetime
    reason: str
    is_late: bool
    may_go_again: bool
    may_be_cancelled: bool


@dataclass(frozen=True)
class MailPage:
    """One page of the list; `next_page` is 0 at the end."""

    lines: Sequence[Line]
    next_page: int


def get_message(actor: Actor, message_id: UUID, action: str = "mail.read") -> Message:
    """The one door to a message."""
    message = Message.objects.visible_to(actor, action).by_id(message_id)
    if message is None:
        raise Http404("message")
    return message


def is_late(at: datetime) -> Q:
    """What was meant to have left and still waits, however often it was tried and put off."""
    return Q(state__in=DUE_STATES, due_at__lt=at - late_after())


def _in_trouble(at: datetime) -> Q:
    return is_late(at) | Q(state__in=[State.UNKNOWN, State.HELD])


def list_messages(actor: Actor, *, state: str = "", page: int = 1) -> MailPage:
    """A page of messages, the newest first; the first page begins with those in trouble.

    What is planned for more than a day ahead is told where planned ones are asked for alone.
    """
    at = now()
    rows = Message.objects.visible_to(actor)
    trouble: list[Message] = []
    if state == TROUBLE:
        rows = rows.filter(_in_trouble(at) | Q(state=State.FAILED))
    elif state:
        rows = rows.filter(state=state)
    else:
        trouble = list(rows.filter(_in_trouble(at)).order_by("due_at")[:PAGE]) if page == 1 else []
        rows = rows.exclude(_in_trouble(at))
        rows = rows.exclude(state=State.PLANNED, due_at__gt=at + AHEAD)
    start = (page - 1) * PAGE
    found = list(rows.order_by("-due_at", "-id")[start : start + PAGE + 1])
    shown = [*trouble, *found[:PAGE]]
    everybody = {who for m in shown for who in (m.person_id, m.recipient_id) if who}
    names = people_names(actor, everybody)
    lines = [_line(m, names, at) for m in shown]
    return MailPage(lines, page + 1 if len(found) > PAGE else 0)


def _line(message: Message, names: Mapping[UUID, str], at: datetime) -> Line:
    state = State(message.state)
    late = state in DUE_STATES and message.due_at < at - late_after()
    return Line(
        id=message.pk,
        kind=word_for(message.kind),
        state=str(STATE_WORDS[state]),
        badge="act" if late else BADGES.get(state, ""),
        person=names.get(message.person_id, ""),
        recipient=names.get(message.recipient_id, "") if message.recipient_id else "",
        due_at=message.due_at,
        reason=message.reason,
        is_late=late,
        may_go_again=state in MAY_GO_AGAIN and message.kind not in WITH_SECRETS,
        may_be_cancelled=state in MAY_BE_CANCELLED,
    )

"""Reads of the outbox: one guarded door to a message, and the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, Min, Q
from django.http import Http404

from practice.core.actor import Actor
from practice.core.clock import late_after, now
from practice.outbox.holding import HELD_WORDS, Hold, brakes_of, hold_on, waits_for_turn
from practice.outbox.kinds import people_names, word_for
from practice.outbox.models import EVERYBODY, STATE_WORDS, Brake, Message
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
    waits_for_turn: bool
    may_go_again: bool
    may_be_cancelled: bool


@dataclass(frozen=True)
class Held:
    """How many mails are held for one reason, and since when the oldest should have left."""

    reason: str
    count: int
    since: datetime


@dataclass(frozen=True)
class MailPage:
    """One page of the list; `next_page` is 0 at the end. `hold`: nothing leaves at all."""

    lines: Sequence[Line]
    next_page: int
    held: Sequence[Held] = ()
    hold: Hold | None = None

    @property
    def hold_words(self) -> str:
        """Why nothing leaves at all."""
        return reason_words(self.hold.reason) if self.hold else ""

    @property
    def held_count(self) -> int:
        """How many mails are held, for whatever reason."""
        return sum(one.count for one in self.held)


def get_message(actor: Actor, message_id: UUID, action: str = "mail.read") -> Message:
    """The one door to a message."""
    message = Message.objects.visible_to(actor, action).by_id(message_id)
    if message is None:
        raise Http404("message")
    return message


def is_late(actor: Actor, at: datetime) -> Q:
    """What was meant to have left and still waits, however often it was tried and put off.

    Not what waits for its turn alone: as long as mails leave as fast as they may.
    """
    whose = [EVERYBODY, actor.practice_id]
    turns = Brake.objects.filter(whose__in=whose, short_at__gt=at - late_after())
    put_off = Q(urgent=True) | Q(try_at__isnull=False, try_at__gt=at)
    return Q(state__in=DUE_STATES, due_at__lt=at - late_after()) & (put_off | Q(~Exists(turns)))


def _in_trouble(actor: Actor, at: datetime) -> Q:
    return is_late(actor, at) | Q(state__in=[State.UNKNOWN, State.HELD])


def held_mails(actor: Actor) -> list[Held]:
    """How many are held, by reason, those that wait longest first."""
    rows = Message.objects.visible_to(actor).filter(state=State.HELD).values_list("reason")
    found = rows.annotate(n=Count("id"), since=Min("due_at")).order_by("since")
    return [Held(reason_words(reason), count, since) for reason, count, since in found]


def reason_words(reason: str) -> str:
    """Why a mail stands where it stands, as people read it."""
    return str(HELD_WORDS.get(reason, reason))


def list_messages(actor: Actor, *, state: str = "", page: int = 1) -> MailPage:
    """A page of messages, the newest first; the first page begins with those in trouble.

    What is planned for more than a day ahead is told where planned ones are asked for alone.
    """
    at = now()
    rows = Message.objects.visible_to(actor)
    trouble: list[Message] = []
    if state == TROUBLE:
        rows = rows.filter(_in_trouble(actor, at) | Q(state=State.FAILED))
    elif state:
        rows = rows.filter(state=state)
    else:
        trouble = (
            list(rows.filter(_in_trouble(actor, at)).order_by("due_at")[:PAGE]) if page == 1 else []
        )
        rows = rows.exclude(_in_trouble(actor, at))
        rows = rows.exclude(state=State.PLANNED, due_at__gt=at + AHEAD)
    start = (page - 1) * PAGE
    found = list(rows.order_by("-due_at", "-id")[start : start + PAGE + 1])
    shown = [*trouble, *found[:PAGE]]
    everybody = {who for m in shown for who in (m.person_id, m.recipient_id) if who}
    names = people_names(actor, everybody)
    brakes = brakes_of(actor)
    turn = waits_for_turn(brakes, at)
    lines = [line_of(m, names, at, turn=turn) for m in shown]
    more = page + 1 if len(found) > PAGE else 0
    # Held ones stand first on the first page of all, and alone where they are asked for.
    held = held_mails(actor) if any(m.state == State.HELD for m in shown) else []
    return MailPage(lines, more, held, hold_on(brakes))


def line_of(message: Message, names: Mapping[UUID, str], at: datetime, *, turn: bool) -> Line:
    """A message as the list shows it; `turn`: the practice's mails wait for theirs."""
    state = State(message.state)
    put_off = message.try_at is not None and message.try_at > at
    waits = turn and not put_off and not message.urgent and message.due_at <= at
    waits = waits and state in DUE_STATES
    late = state in DUE_STATES and not waits and message.due_at < at - late_after()
    return Line(
        id=message.pk,
        kind=word_for(message.kind),
        state=str(STATE_WORDS[state]),
        badge="act" if late else BADGES.get(state, ""),
        person=names.get(message.person_id, ""),
        recipient=names.get(message.recipient_id, "") if message.recipient_id else "",
        due_at=message.due_at,
        reason=reason_words(message.reason),
        is_late=late,
        waits_for_turn=waits,
        may_go_again=state in MAY_GO_AGAIN and message.kind not in WITH_SECRETS,
        may_be_cancelled=state in MAY_BE_CANCELLED,
    )

"""How one mail fared: each attempt, its end and what the other server said, in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practice.core.actor import Actor
from practice.core.clock import now
from practice.outbox.holding import brakes_of, waits_for_turn
from practice.outbox.kinds import people_names
from practice.outbox.models import DeliveryAttempt
from practice.outbox.queries import Line, get_message, line_of
from practice.outbox.rules import Outcome

OUTCOMES = {
    Outcome.NOT_SENT: gettext_lazy("did not leave"),
    Outcome.ACCEPTED: gettext_lazy("taken by the mail server"),
    Outcome.REFUSED: gettext_lazy("refused by the mail server"),
    Outcome.UNKNOWN: gettext_lazy("no answer: it may have arrived, or not"),
}
# What the codes say (RFC 5321, section 4.2.3), for who never read it.
CODES = {
    421: gettext_lazy("the mail server closes just now"),
    450: gettext_lazy("their mailbox is busy just now"),
    451: gettext_lazy("the mail server could not do it just now"),
    452: gettext_lazy("there is no room just now"),
    530: gettext_lazy("the mail server wants us to sign in"),
    535: gettext_lazy("the mail server does not take our sign-in"),
    550: gettext_lazy("there is no such mailbox, or it takes nothing from us"),
    551: gettext_lazy("they are not there"),
    552: gettext_lazy("their mailbox is full"),
    553: gettext_lazy("the address is not one"),
    554: gettext_lazy("the mail server will not take this mail"),
}


@dataclass(frozen=True)
class Attempt:
    """One try: when, how it ended, and what the server's answer means."""

    number: int
    at: datetime
    outcome: str
    code: int | None
    told: str
    detail: str


@dataclass(frozen=True)
class MailOpen:
    """One mail with its attempts, the newest first."""

    line: Line
    try_at: datetime | None
    expires_at: datetime | None
    attempts: Sequence[Attempt]


def open_mail(actor: Actor, message_id: UUID) -> MailOpen:
    """One mail, by the one door to it."""
    message = get_message(actor, message_id)
    who = {one for one in (message.person_id, message.recipient_id) if one}
    at = now()
    turn = waits_for_turn(brakes_of(actor), at)
    line = line_of(message, people_names(actor, who), at, turn=turn)
    rows = DeliveryAttempt.objects.visible_to(actor).filter(message_id=message.pk)
    try_at = message.try_at if message.try_at and message.try_at > at else None
    attempts = [_attempt(row) for row in rows.order_by("-number")]
    return MailOpen(line, try_at, message.expires_at, attempts)


def code_words(code: int | None) -> str:
    """What a mail server's answer means; "" for none."""
    if code is None:
        return ""
    if code in CODES:
        return str(CODES[code])
    if code >= 500:
        return _("the mail server says no for good")
    return _("the mail server says no for now") if code >= 400 else ""


def _attempt(row: DeliveryAttempt) -> Attempt:
    outcome = OUTCOMES[Outcome(row.outcome)] if row.outcome else _("under way")
    return Attempt(
        row.number,
        row.started_at,
        str(outcome),
        row.smtp_code,
        code_words(row.smtp_code),
        row.detail,
    )

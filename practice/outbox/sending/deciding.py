"""Decide again at the moment of sending, one practice a transaction, and render."""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    InternalError,
    ProgrammingError,
)
from django.db.models import Count

from practice.core.actor import Actor, acting, system_actor
from practice.core.clock import now
from practice.outbox.addresses.models import WHY_WORDS
from practice.outbox.addresses.rules import folded
from practice.outbox.kinds import NotWanted, Reader, Render, reader_for, render_for
from practice.outbox.models import DeliveryAttempt, Message
from practice.outbox.rules import DAILY_CAP, UNCAPPED, WAITED_FOR, State
from practice.outbox.sending.claims import Claim
from practice.outbox.sending.composing import Unaddressable, compose
from practice.outbox.sending.knowing import Known, known_of
from practice.outbox.sending.post import Envelope
from practice.outbox.sending.settling import Verdict, settle

log = logging.getLogger(__name__)
# Faults that one mail brings along; a lost connection is not among them.
_OWN_FAULTS = (DataError, IntegrityError, InternalError, ProgrammingError)


@dataclass(frozen=True, slots=True)
class Ready:
    """A mail that may leave now."""

    claim: Claim
    kind: str
    envelope: Envelope


@dataclass(slots=True)
class _Round:
    """What one transaction of deciding knows."""

    actor: Actor
    told: Known
    sent: Counter[tuple[UUID, UUID | None, date]]
    messages: dict[UUID, Message]
    renders: dict[str, Render] = field(default_factory=dict)

    def render(self, kind: str) -> Render:
        """How a kind is rendered, with what all of its messages need read in one go."""
        reader = reader_for(kind)
        if reader is None:
            return render_for(kind)
        if kind not in self.renders:
            self.renders[kind] = self._read(kind, reader)
        return self.renders[kind]

    def _read(self, kind: str, reader: Reader) -> Render:
        try:
            return reader(self.actor, [m for m in self.messages.values() if m.kind == kind])
        except (DatabaseError, InterfaceError, SoftTimeLimitExceeded):
            raise
        except Exception:  # which of them it was is found one by one
            return render_for(kind)


def decide(claims: Sequence[Claim]) -> list[Ready]:
    """Those claims of one practice that still hold, rendered; the others are settled."""
    try:
        with acting(system_actor(claims[0].practice_id)) as actor:
            return _decide(actor, claims)
    except _OWN_FAULTS as error:
        if len(claims) > 1:
            return [ready for claim in claims for ready in decide([claim])]
        _fail(claims[0], error)
        return []


def _decide(actor: Actor, claims: Sequence[Claim]) -> list[Ready]:
    held = Message.objects.visible_to(actor).filter(state=State.CLAIMED)
    messages = {m.pk: m for m in held.filter(pk__in=[c.id for c in claims])}
    ours = [c for c in claims if c.id in messages and messages[c.id].attempt == c.attempt]
    at = now()
    DeliveryAttempt._base_manager.bulk_create(
        (
            DeliveryAttempt(
                practice_id=c.practice_id, message_id=c.id, number=c.attempt, started_at=at
            )
            for c in ours
        ),
        ignore_conflicts=True,
    )
    told = known_of(actor)
    practice = told.practice
    for message in messages.values():
        message.texts = told.texts
    named = replace(actor, practice_name=practice.name, zone=practice.timezone)
    sent = _sent_to(actor, list(messages.values()))
    known = _Round(named, told, sent, messages)
    decided = [_one(known, claim, messages[claim.id]) for claim in ours]
    return [ready for ready in decided if ready is not None]


def _sent_to(actor: Actor, messages: list[Message]) -> Counter[tuple[UUID, UUID | None, date]]:
    """How many mails each had, for themself or for somebody, on these days; unknown ones too."""
    capped = [m for m in messages if m.kind not in UNCAPPED]
    if not capped:
        return Counter()
    rows = Message.objects.visible_to(actor).filter(
        person_id__in={m.person_id for m in capped},
        local_date__in={m.local_date for m in capped},
        state__in=[State.SENT, State.UNKNOWN],
    )
    counted = rows.exclude(kind__in=UNCAPPED).values_list("person_id", "recipient_id", "local_date")
    return Counter({(who, to, day): n for who, to, day, n in counted.annotate(n=Count("id"))})


def _one(known: _Round, claim: Claim, message: Message) -> Ready | None:
    verdict = _not_now(known, message)
    if verdict is None:
        try:
            mail = known.render(message.kind)(known.actor, message)
            envelope = compose(message, mail)
            _require_reachable(known, message, envelope)
            if message.kind not in UNCAPPED:
                known.sent[_day(message)] += 1
            return Ready(claim, message.kind, envelope)
        except NotWanted as error:
            verdict = Verdict(state=State.SUPPRESSED, reason=str(error))
        except Unaddressable as error:
            verdict = Verdict(state=State.FAILED, reason=str(error))
        except (DatabaseError, InterfaceError, SoftTimeLimitExceeded):
            raise
        except Exception as error:  # one bad mail fails alone, the others go on
            _fail(claim, error)
            return None
    settle(claim.practice_id, [claim], verdict)
    return None


def _require_reachable(known: _Round, message: Message, envelope: Envelope) -> None:
    """Mails to it came back, or somebody there wants none. What a person waits for goes all the
    same: they asked for it this minute."""
    why = known.told.suppressed.get(folded(envelope.to))
    if why is not None and message.kind not in WAITED_FOR:
        raise NotWanted(str(WHY_WORDS[why]))


def _not_now(known: _Round, message: Message) -> Verdict | None:
    if message.expires_at and message.expires_at <= now():
        return Verdict(state=State.EXPIRED, reason="its time had passed")
    if not known.told.practice.is_active:
        return Verdict(state=State.SUPPRESSED, reason="the practice is closed")
    if message.kind in UNCAPPED:
        return None
    if known.sent[_day(message)] >= DAILY_CAP:
        return Verdict(state=State.SUPPRESSED, reason="enough mails for one day")
    return None


def _day(message: Message) -> tuple[UUID, UUID | None, date]:
    return message.person_id, message.recipient_id, message.local_date


def _fail(claim: Claim, error: Exception) -> None:
    # The type alone: its words may quote what the mail says.
    log.error("message %s cannot be rendered: %s", claim.id, type(error).__name__)
    reason = f"it could not be written ({type(error).__name__})"
    settle(claim.practice_id, [claim], Verdict(state=State.FAILED, reason=reason))

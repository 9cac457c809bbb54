"""What whoever runs Supple does about mails, over all practices: look, hold, let go."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Count, Min, Q

from practice.core.actor import acting, system_actor
from practice.core.clock import now
from practice.core.models import Practice
from practice.core.services import log_access
from practice.outbox.holding import Hold, brakes_of, hold_on
from practice.outbox.models import EVERYBODY, Message
from practice.outbox.rules import BY_HAND, DUE_STATES, State
from practice.outbox.sending.brakes import LOCK
from practice.outbox.sending.claims import across_practices
from practice.outbox.services import take_back
from practice.outbox.waking import wake

DONE = 200
# Behind the senders' lock: whoever claims now has claimed by then, whoever comes later sees it.
_HOLD = f"""
{LOCK};
INSERT INTO practice_brake (whose, held_since, held_reason) VALUES (%s, %s, %s)
ON CONFLICT (whose) DO UPDATE SET held_since = excluded.held_since,
  held_reason = excluded.held_reason, released_at = NULL
"""  # noqa: S608 - our own constants
_LET_GO = """
INSERT INTO practice_brake (whose, released_at) VALUES (%s, %s)
ON CONFLICT (whose) DO UPDATE SET held_since = NULL, held_reason = '',
  released_at = excluded.released_at
"""


class NotFound(Exception):
    """No such practice or mail; the message says it in words."""


@dataclass(frozen=True)
class Standing:
    """How the mails of one practice stand: by state, what is due, and what holds them."""

    id: UUID
    slug: str
    name: str
    states: Counter[str]
    oldest_due: datetime | None
    held: Counter[str]
    hold: Hold | None


def _practice_ids() -> list[UUID]:
    with across_practices() as cursor:
        cursor.execute("SELECT id FROM practice_practice ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def practice_called(word: str) -> UUID:
    """The practice with this short name or id; NotFound if there is none."""
    for practice_id in _practice_ids():
        with acting(system_actor(practice_id)):
            slug = Practice.objects.values_list("slug", flat=True).get(pk=practice_id)
        if word in {slug, str(practice_id)}:
            return practice_id
    raise NotFound(f"There is no practice called {word}. “outbox look” lists them.")


def standings(only: UUID | None = None) -> Iterator[Standing]:
    """How each practice stands, or one alone: what waits, is held or unknown."""
    at = now()
    for practice_id in [only] if only else _practice_ids():
        with acting(system_actor(practice_id)) as actor:
            practice = Practice.objects.get(pk=practice_id)
            rows = Message._base_manager.filter(practice_id=practice_id)
            open_ones = rows.filter(
                Q(state__in=[State.CLAIMED, State.HELD, State.UNKNOWN])
                | Q(state__in=DUE_STATES, due_at__lte=at)
            )
            states: Counter[str] = Counter()
            held: Counter[str] = Counter()
            oldest: list[datetime] = []
            counted = open_ones.values_list("state", "reason").annotate(Count("id"), Min("due_at"))
            for state, reason, count, due_at in counted:
                states[state] += count
                if state == State.HELD:
                    held[reason] += count
                elif state in DUE_STATES:
                    oldest.append(due_at)
            hold = hold_on(brakes_of(actor))
        yield Standing(
            practice_id, practice.slug, practice.name, states, min(oldest, default=None), held, hold
        )


def hold_mails(*, reason: str, practice_id: UUID | None = None) -> None:
    """From now on nothing leaves but what somebody waits for: of one practice, or of all.

    What senders hold by then is taken from them, unless the mail server has said 354.
    """
    told = f"{BY_HAND}: {reason}"[:200]
    _set(_HOLD, practice_id or EVERYBODY, [now(), told])
    for one in [practice_id] if practice_id else _practice_ids():
        with acting(system_actor(one)) as actor:
            take_back(actor=actor)
    _log("outbox hold", practice_id)


def release_mails(*, practice_id: UUID | None = None) -> int:
    """Lift what holds one practice, or every hold there is, and let held mails go.

    They leave as fast as mails may; those whose time has passed end as too late.
    """
    at = now()
    if practice_id is None:
        _set(_LET_GO, EVERYBODY, [at])
    count = 0
    for one in [practice_id] if practice_id else _practice_ids():
        _set(_LET_GO, one, [at])
        with acting(system_actor(one)):
            count += _let_go(one, at, {})
    _log("outbox release", practice_id)
    wake()
    return count


def release_mail(message_id: UUID) -> None:
    """Let one held mail go; NotFound if there is none, or it is not held."""
    with across_practices() as cursor:
        cursor.execute("SELECT practice_id FROM practice_message WHERE id = %s", [message_id])
        row = cursor.fetchone()
    if row is None:
        raise NotFound(f"There is no mail {message_id}.")
    with acting(system_actor(row[0])):
        if not _let_go(row[0], now(), {"pk": message_id}):
            raise NotFound(f"The mail {message_id} is not held.")
    _log("outbox release", row[0], message_id)
    wake()


def _let_go(practice_id: UUID, at: datetime, which: dict[str, Any]) -> int:
    rows = Message._base_manager.filter(practice_id=practice_id, state=State.HELD, **which)
    return rows.update(state=State.RETRY, try_at=None, reason="", settled_at=None, released_at=at)


def _set(statement: str, whose: UUID, values: list[Any]) -> None:
    with across_practices() as cursor:
        cursor.execute(statement, [whose, *values])


def _log(action: str, practice_id: UUID | None, object_id: UUID | None = None) -> None:
    """One line in the access log: of the practice, or of no practice where it was all of them."""
    values: dict[str, Any] = {"user_id": None, "action": action, "outcome": DONE}
    values["object_id"] = str(object_id or "")
    if practice_id is None:
        log_access(actor=None, request_id=uuid4(), **values)
        return
    with acting(system_actor(practice_id)) as actor:
        log_access(actor=actor, request_id=actor.request_id, **values)

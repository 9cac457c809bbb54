"""What an attempt writes down: the 354 before the body, and how it ended. One statement each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from practice.core.actor import acting, system_actor
from practice.core.clock import now
from practice.outbox.addresses.rules import Why
from practice.outbox.addresses.services import suppress
from practice.outbox.models import Message
from practice.outbox.rules import OVER, Outcome, State
from practice.outbox.sending.claims import Claim, lease
from practice.outbox.sending.prepared import Prepared

_DATA = Prepared(
    "data",
    {
        **{"practice": "uuid", "id": "uuid", "attempt": "int"},
        **{"at": "timestamptz", "lease": "timestamptz", "message_id": "text"},
    },
    """
WITH held AS (
  UPDATE practice_message SET lease_until = %(lease)s, message_id = %(message_id)s
  WHERE practice_id = %(practice)s AND id = %(id)s AND attempt = %(attempt)s AND state = 'claimed'
  RETURNING id),
noted AS (
  UPDATE practice_deliveryattempt AS a SET data_at = %(at)s FROM held
  WHERE a.practice_id = %(practice)s AND a.message_id = %(id)s AND a.message_id = held.id
    AND a.number = %(attempt)s RETURNING a.id)
SELECT count(*) FROM noted
""",
)
_SETTLE = Prepared(
    "settle",
    {
        **{"practice": "uuid", "ids": "uuid[]", "attempts": "int[]", "at": "timestamptz"},
        **{"state": "text", "reason": "text", "try_at": "timestamptz", "over": "bool"},
        **{"again": "bool", "message_id": "text", "outcome": "text", "smtp_code": "int"},
        **{"detail": "text", "provider_id": "text"},
    },
    """
WITH claims AS (SELECT * FROM unnest(%(ids)s, %(attempts)s) AS c (id, attempt)),
held AS (
  UPDATE practice_message AS m SET state = %(state)s, reason = %(reason)s,
    try_at = coalesce(%(try_at)s, m.try_at), lease_until = NULL,
    settled_at = CASE WHEN %(over)s THEN %(at)s END, message_id = CASE WHEN %(again)s THEN ''
      ELSE coalesce(nullif(%(message_id)s, ''), m.message_id) END,
    secret = CASE WHEN %(over)s THEN '' ELSE m.secret END
  FROM claims WHERE m.practice_id = %(practice)s AND m.id = ANY (%(ids)s)
    AND m.id = claims.id AND m.attempt = claims.attempt
    AND m.state = 'claimed' RETURNING m.id),
tried AS (
  UPDATE practice_deliveryattempt AS a SET ended_at = %(at)s, outcome = %(outcome)s,
    smtp_code = %(smtp_code)s, detail = %(detail)s, provider_id = %(provider_id)s
  FROM claims WHERE a.practice_id = %(practice)s AND a.message_id = ANY (%(ids)s)
    AND a.message_id = claims.id AND a.number = claims.attempt
    AND a.ended_at IS NULL RETURNING a.id)
SELECT count(*) FROM held
""",
)
_UNTRIED = """SELECT set_config('supple.practice', %s, true);
UPDATE practice_deliveryattempt AS a SET ended_at = %s, outcome = %s
FROM unnest(%s::uuid[], %s::int[]) AS c (id, attempt)
WHERE a.practice_id = %s AND a.message_id = c.id AND a.number = c.attempt AND a.ended_at IS NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Where a message goes after an attempt, and what is kept of the attempt."""

    state: State
    outcome: Outcome = Outcome.NOT_SENT
    reason: str = ""
    try_at: datetime | None = None
    message_id: str = ""
    smtp_code: int | None = None
    detail: str = ""
    provider_id: str = ""


def note_data(claim: Claim, message_id: str) -> bool:
    """Commit that the server gave its 354, before the body; False if the claim is not ours now.

    From here on the message has its `message_id`, and nobody takes it out of our hands.
    """
    at = now()
    values = {"id": claim.id, "attempt": claim.attempt, "at": at, "lease": at + lease()}
    return _DATA.count(claim.practice_id, {**values, "message_id": message_id}) == 1


def settle(practice_id: UUID, claims: Sequence[Claim], verdict: Verdict) -> int:
    """Record how these attempts ended; only those that still hold their claim change anything."""
    values = {
        "ids": [c.id for c in claims],
        "attempts": [c.attempt for c in claims],
        "at": now(),
        "state": verdict.state.value,
        "reason": verdict.reason[:200],
        "try_at": verdict.try_at,
        "over": verdict.state in OVER,
        "again": verdict.state is State.RETRY,  # what waits has had no 354
        "message_id": verdict.message_id,
        "outcome": verdict.outcome.value,
        "smtp_code": verdict.smtp_code,
        "detail": verdict.detail[:200],
        "provider_id": verdict.provider_id[:200],
    }
    return _SETTLE.count(practice_id, values)


def end_untried(claims: Sequence[Claim]) -> None:
    """Say of one practice's claims that are given back that nothing of them was sent."""
    practice = str(claims[0].practice_id)
    values: list[Any] = [practice, now(), Outcome.NOT_SENT.value]
    values += [[c.id for c in claims], [c.attempt for c in claims], practice]
    with connection.cursor() as cursor:
        cursor.execute(_UNTRIED, values)


def found_out(claim: Claim, address: str, detail: str) -> None:
    """Mail nothing more to an address that a server refused for good, in a transaction of its own:
    where it is lost, the next mail finds the same out."""
    with acting(system_actor(claim.practice_id)) as actor:
        message = Message.objects.visible_to(actor).get(pk=claim.id)
        why, attempt = Why.BOUNCED, claim.attempt
        suppress(
            actor=actor, message=message, attempt=attempt, address=address, why=why, detail=detail
        )

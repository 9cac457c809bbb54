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

# Both run outside a transaction as one implicit one, so that their commit is the statement's end.
_DATA = """SELECT set_config('supple.practice', %s, true);
WITH held AS (
  UPDATE practice_message SET lease_until = %s, message_id = %s
  WHERE practice_id = %s AND id = %s AND attempt = %s AND state = 'claimed' RETURNING id),
noted AS (
  UPDATE practice_deliveryattempt AS a SET data_at = %s FROM held
  WHERE a.practice_id = %s AND a.message_id = held.id AND a.number = %s RETURNING a.id)
SELECT count(*) FROM noted
"""
_SETTLE = """SELECT set_config('supple.practice', %s, true);
WITH claims AS (SELECT * FROM unnest(%s::uuid[], %s::int[]) AS c (id, attempt)),
held AS (
  UPDATE practice_message AS m SET state = %s, reason = %s, try_at = coalesce(%s, m.try_at),
    lease_until = NULL, settled_at = %s, message_id = CASE WHEN %s THEN ''
      ELSE coalesce(nullif(%s, ''), m.message_id) END,
    secret = CASE WHEN %s THEN '' ELSE m.secret END
  FROM claims WHERE m.practice_id = %s AND m.id = claims.id AND m.attempt = claims.attempt
    AND m.state = 'claimed' RETURNING m.id),
tried AS (
  UPDATE practice_deliveryattempt AS a SET ended_at = %s, outcome = %s, smtp_code = %s, detail = %s,
    provider_id = %s
  FROM claims WHERE a.practice_id = %s AND a.message_id = claims.id AND a.number = claims.attempt
    AND a.ended_at IS NULL RETURNING a.id)
SELECT count(*) FROM held
"""
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


def _counted(statement: str, values: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.nextset()
        row = cursor.fetchone()
    return int(row[0])


def note_data(claim: Claim, message_id: str) -> bool:
    """Commit that the server gave its 354, before the body; False if the claim is not ours now.

    From here on the message has its `message_id`, and nobody takes it out of our hands.
    """
    at = now()
    practice = str(claim.practice_id)
    holding = [at + lease(), message_id, practice, claim.id, claim.attempt]
    return _counted(_DATA, [practice, *holding, at, practice, claim.attempt]) == 1


def settle(practice_id: UUID, claims: Sequence[Claim], verdict: Verdict) -> int:
    """Record how these attempts ended; only those that still hold their claim change anything."""
    at = now()
    over = verdict.state in OVER
    message = [verdict.state.value, verdict.reason[:200], verdict.try_at, at if over else None]
    told = [verdict.smtp_code, verdict.detail[:200], verdict.provider_id[:200]]
    tried = [at, verdict.outcome.value, *told, str(practice_id)]
    values = [str(practice_id), [c.id for c in claims], [c.attempt for c in claims], *message]
    again = verdict.state is State.RETRY  # what waits has had no 354
    ours = [again, verdict.message_id, over, str(practice_id)]
    return _counted(_SETTLE, [*values, *ours, *tried])


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

"""Who and what is held while a client's time is booked, until the transaction ends."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import Http404
from django.utils.translation import gettext as _

from clients.records.queries import read_only
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.beside import planned_once
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.ids import new_id
from practice.core.models import Practice
from practice.core.rules import Role
from practice.core.services import done_before
from sessions.appointments.rules import Span
from sessions.appointments.services.taking import practice_told

BOOK = "book_appointment"
QUARTER = timedelta(minutes=15).total_seconds()
# In this order, each part waiting for the one before: the client, as `require_present` does; the
# key, as `claim_once` does; who gives the lesson, shared with other bookings of theirs; and of
# their time each quarter of an hour that the booking touches.
_HOLD = """
WITH client AS MATERIALIZED (
    SELECT state FROM clients_client
    WHERE practice_id = %(practice)s AND id = %(client)s FOR NO KEY UPDATE
), claimed AS (
    INSERT INTO practice_once (practice_id, key, user_id, action, object_id, created_at)
    SELECT %(practice)s, %(key)s::uuid, %(user)s::uuid, %(action)s, uuidv7(), %(at)s
    FROM (SELECT count(*) FROM client) held WHERE %(key)s::uuid IS NOT NULL
    ON CONFLICT DO NOTHING RETURNING object_id
), member AS MATERIALIZED (
    SELECT practice.timezone, practice.currency
    FROM (SELECT count(*) FROM claimed) held,
        practice_membership member JOIN practice_practice practice
            ON practice.id = member.practice_id
    WHERE member.practice_id = %(practice)s AND member.id = %(practitioner)s
        AND member.is_active AND member.role <> %(assistant)s
    FOR SHARE OF member
)
SELECT (SELECT state FROM client), (SELECT object_id FROM claimed),
    member.timezone, member.currency,
    (SELECT count(pg_advisory_xact_lock(hashtextextended(%(practitioner)s::text, quarter)))
        FROM generate_series(%(first)s::bigint, %(last)s::bigint) quarter
        WHERE member.timezone IS NOT NULL)
FROM (VALUES (1)) one LEFT JOIN member ON true
"""


@dataclass(frozen=True)
class Held:
    """The id that what is booked gets, and of the practice its zone and its currency."""

    id: UUID
    practice: Practice


def hold_for_booking(
    *, actor: Actor, client_id: UUID, practitioner_id: UUID, span: Span, key: UUID | None
) -> Held:
    """Hold the client, who must not be archived, and the time of whoever gives the lesson.

    Http404 for a client whom row security hides; AlreadyDone, with its id, if `key` booked it
    before. Bookings of one practitioner come one by one where they touch the same quarter of an
    hour; `hold_practitioner` waits for all of them, and they for it. One statement. What is taken
    has to be read after it, by one of its own.
    """
    values = {
        "practice": actor.practice_id,
        "client": client_id,
        "key": key,
        "user": actor.user_id,
        "action": BOOK,
        "at": now(),
        "practitioner": practitioner_id,
        "assistant": Role.ASSISTANT.value,
        "first": int(span.blocked_from.timestamp() // QUARTER),
        "last": ceil(span.blocked_until.timestamp() / QUARTER) - 1,
    }
    with planned_once(), connection.cursor() as cursor:  # others wait for the same time
        cursor.execute(_HOLD, values)
        found: Any = cursor.fetchone()  # always a row
    state, claimed, zone, currency, _quarters = found
    if state is None:
        raise Http404("client")
    if state == ClientState.ARCHIVED:
        raise read_only(actor, client_id)
    if key is not None and claimed is None:
        raise done_before(actor, key, BOOK)
    if zone is None:
        raise DomainError(_("Choose somebody who gives lessons here."), field="practitioner")
    return Held(claimed or new_id(), practice_told(actor, zone, currency))


def refuse_booked(actor: Actor, key: UUID | None) -> None:
    """AlreadyDone, with its id, if `key` booked it before: asked of what is to be refused, as what
    was booked once may not be bookable by now."""
    done = done_before(actor, key, BOOK) if key is not None else None
    if done is not None and done.object_id is not None:
        raise done

"""Where a thread stands, followed from its messages: the last one, and who waits since when."""

from uuid import UUID

from django.db import connection

from practice.core.actor import Actor

# Each part reads the end of an index: a thread of ten thousand costs what one of ten does.
_STANDS = """
WITH known AS (
  SELECT max(no_answer_at) AS no_answer_at FROM clients_messagethread
  WHERE practice_id = %(practice)s AND client_id = %(client)s
), answered AS (
  SELECT greatest(
    (SELECT no_answer_at FROM known),
    (SELECT sent_at FROM clients_clientmessage
      WHERE practice_id = %(practice)s AND client_id = %(client)s
        AND author_id IS NOT NULL AND taken_back_at IS NULL
      ORDER BY sent_at DESC, id DESC LIMIT 1)) AS at
), stands AS (
  SELECT
    (SELECT sent_at FROM clients_clientmessage
      WHERE practice_id = %(practice)s AND client_id = %(client)s AND taken_back_at IS NULL
      ORDER BY sent_at DESC, id DESC LIMIT 1) AS last_at,
    (SELECT min(sent_at) FROM clients_clientmessage
      WHERE practice_id = %(practice)s AND client_id = %(client)s
        AND author_id IS NULL AND taken_back_at IS NULL
        AND sent_at > coalesce((SELECT at FROM answered), '-infinity')) AS waits_since
), followed AS (
  UPDATE clients_messagethread thread
  SET last_at = stands.last_at, waits_since = stands.waits_since
  FROM stands
  WHERE thread.practice_id = %(practice)s AND thread.client_id = %(client)s
    AND (thread.last_at, thread.waits_since)
      IS DISTINCT FROM (stands.last_at, stands.waits_since)
  RETURNING thread.id
)
INSERT INTO clients_messagethread (practice_id, client_id, last_at, waits_since)
SELECT %(practice)s, %(client)s, stands.last_at, stands.waits_since FROM stands
WHERE stands.last_at IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM clients_messagethread known
  WHERE known.practice_id = %(practice)s AND known.client_id = %(client)s)
"""


def follow_thread(actor: Actor, client_id: UUID) -> None:
    """Let a client's thread stand as its messages say. The caller holds the client.

    Also after a merge, and after one was taken apart: messages have moved.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STANDS, {"practice": actor.practice_id, "client": client_id})

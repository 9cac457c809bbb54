"""What was agreed to or taken back while an intake is filled in: the draft says so too."""

from typing import Any
from uuid import UUID

from django.db import connection

from practice.core.actor import Actor

_SAY = """
    UPDATE clients_intakesubmission
    SET answers = jsonb_set(answers, ARRAY['consents', %(kind)s], to_jsonb(%(given)s::boolean)),
        version = version + 1
    WHERE practice_id = %(practice)s AND client_id = %(client)s AND state = 'draft'
        AND (answers->'consents'->>%(kind)s)::boolean <> %(given)s"""


def say_in_draft(actor: Actor, client_id: UUID, kind: str, given: bool) -> None:
    """Have a draft whose agreement was kept already hold what was said since.

    A page of it that stands open somewhere is told, as of any change.
    """
    said: dict[str, Any] = {
        "kind": kind,
        "given": given,
        "practice": actor.practice_id,
        "client": client_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SAY, said)

"""What is known of the practice behind many plans at once, in one statement."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from clients.measures.rules import SRBAI, instrument_of, score
from practice.core.actor import Actor
from practice.core.clock import now
from sessions.reminders.fading import LOOKS_BACK, UNANSWERED_MOST, Evidence
from sessions.reminders.models import ReminderPlan
from sessions.reminders.rules import KIND

# For each plan by its key: days with a practice, the last answers to the habit questions of its
# course of work, and reminders since anything was logged. Each is a short range of an index.
_KNOWN = """
SELECT plan.id,
  to_jsonb(ARRAY(SELECT DISTINCT log.local_date FROM care_sessions_practicelog log
    WHERE log.practice_id = plan.practice_id AND log.home_program_id = plan.home_program_id
      AND log.done AND log.local_date >= %(back)s)),
  (SELECT jsonb_build_array(said.version, said.answers, said.answered_on)
    FROM clients_measureresponse said
    WHERE said.practice_id = plan.practice_id AND said.client_id = plan.client_id
      AND said.episode_id = program.episode_id AND said.instrument = %(habit)s
      AND said.rater = 'client' AND said.withdrawn_at IS NULL
    ORDER BY said.answered_on DESC, said.id DESC LIMIT 1),
  (SELECT count(*) FROM (SELECT FROM practice_message mail
    WHERE mail.practice_id = plan.practice_id AND mail.person_id = plan.client_id
      AND mail.kind = %(kind)s AND mail.subject_id = plan.home_program_id
      AND mail.state IN ('sent', 'unknown')
      AND mail.local_date > greatest(plan.heard_on, (SELECT max(log.local_date)
        FROM care_sessions_practicelog log WHERE log.practice_id = plan.practice_id
          AND log.home_program_id = plan.home_program_id), '-infinity')
    GROUP BY mail.local_date, mail.slot LIMIT %(most)s) unanswered)
FROM care_sessions_reminderplan plan
JOIN care_sessions_homeprogram program ON program.practice_id = plan.practice_id
  AND program.id = plan.home_program_id
WHERE plan.practice_id = %(practice)s AND plan.id = ANY(%(plans)s)
"""


def evidence_of(actor: Actor, plans: Sequence[ReminderPlan]) -> dict[UUID, Evidence]:
    """By plan, as each client's own day is now. The plans have come with program and client."""
    if not plans:
        return {}
    values: dict[str, Any] = {
        "back": now().date() - timedelta(days=LOOKS_BACK),
        "habit": SRBAI.code,
        "kind": KIND,
        "most": UNANSWERED_MOST,
        "practice": actor.practice_id,
        "plans": [plan.pk for plan in plans],
    }
    by_id = {plan.pk: plan for plan in plans}
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, values)
        return {row[0]: _known(by_id[row[0]], *row[1:]) for row in cursor.fetchall()}


def _known(plan: ReminderPlan, practised: Any, said: Any, unanswered: int) -> Evidence:
    program = plan.home_program
    version, answers, on = _loaded(said) or ("", [], None)
    instrument = instrument_of(SRBAI.code, version)
    return Evidence(
        today=now().astimezone(ZoneInfo(plan.client.timezone)).date(),
        days=frozenset(program.days),
        since=plan.stage_since or program.started_on,
        started=program.started_on,
        practised=frozenset(date.fromisoformat(day) for day in _loaded(practised) or ()),
        habit=score(instrument, [(i, n) for i, n in answers]) if instrument else None,
        habit_on=date.fromisoformat(on) if on else None,
        unanswered=unanswered,
    )


def _loaded(found: Any) -> Any:
    """JSON as Django's connection hands it on: as text."""
    return json.loads(found) if isinstance(found, str) else found

"""Celery wakes the planner; what is due stands in PostgreSQL."""

import logging

from celery import shared_task
from django.db import DatabaseError, OperationalError

from practice.core.actor import acting, system_actor
from practice.core.clock import now
from sessions.reminders.queries import practices_due
from sessions.reminders.services import plan_due_reminders

log = logging.getLogger(__name__)


def plan_everywhere() -> int:
    """Plan what is due in every practice, one a transaction; one practice's fault is its own."""
    made = 0
    for practice_id in practices_due(now()):
        try:
            with acting(system_actor(practice_id)) as actor:
                made += plan_due_reminders(actor=actor)
        except OperationalError:
            raise
        except (DatabaseError, ValueError, KeyError):
            log.exception("reminders of practice %s could not be planned", practice_id)
    return made


@shared_task(name="sessions.reminders.tasks.plan")
def plan() -> None:
    """Turn due reminders into messages."""
    plan_everywhere()

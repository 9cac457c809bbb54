"""Celery wakes who plans Today's mails; what is due stands in PostgreSQL."""

import logging

from celery import shared_task
from django.db import DatabaseError, OperationalError

from practice.core.actor import acting, system_actor
from practice.core.clock import now
from practice.dashboard.morning.queries import practices_due
from practice.dashboard.morning.services import plan_mornings

log = logging.getLogger(__name__)


def plan_everywhere() -> int:
    """Plan in every practice where it is due; one practice's fault is its own."""
    made = 0
    for practice_id in practices_due(now()):
        try:
            with acting(system_actor(practice_id)) as actor:
                made += plan_mornings(actor=actor)
        except OperationalError:
            raise
        except (DatabaseError, ValueError, KeyError):
            log.exception("mornings of practice %s could not be planned", practice_id)
    return made


@shared_task(name="practice.dashboard.morning.tasks.plan")
def plan() -> None:
    """Plan whose morning has come."""
    plan_everywhere()

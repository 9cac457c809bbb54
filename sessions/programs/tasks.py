"""Celery wakes; which last days are over stands in PostgreSQL."""

import logging

from celery import shared_task
from django.db import DatabaseError, OperationalError

from practice.core.actor import acting, system_actor
from practice.core.clock import now
from practice.core.errors import DomainError
from sessions.programs.queries import practices_with_passed
from sessions.programs.services import end_passed

log = logging.getLogger(__name__)


def end_everywhere() -> int:
    """End what is over in every practice, one a transaction; one practice's fault is its own."""
    ended = 0
    for practice_id in practices_with_passed(now()):
        try:
            with acting(system_actor(practice_id)) as actor:
                ended += end_passed(actor=actor)
        except OperationalError:
            raise
        except (DatabaseError, DomainError, ValueError):
            log.exception("programs of practice %s could not be ended", practice_id)
    return ended


@shared_task(name="sessions.programs.tasks.end")
def end() -> None:
    """End each program whose last day is over, by its client's own day."""
    end_everywhere()

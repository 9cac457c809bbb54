"""Celery wakes; which first days have come and which last days are over stands in PostgreSQL."""

import logging
from collections.abc import Callable, Iterable
from uuid import UUID

from celery import shared_task
from django.db import DatabaseError, OperationalError

from practice.core.actor import acting, system_actor
from practice.core.clock import now
from practice.core.errors import DomainError
from sessions.programs.queries import practices_with_begun, practices_with_passed
from sessions.programs.services import end_passed, tell_begun

log = logging.getLogger(__name__)


def _everywhere(practices: Iterable[UUID], work: Callable[..., int]) -> int:
    """One practice a transaction; one practice's fault is its own."""
    moved = 0
    for practice_id in practices:
        try:
            with acting(system_actor(practice_id)) as actor:
                moved += work(actor=actor)
        except OperationalError:
            raise
        except (DatabaseError, DomainError, ValueError):
            log.exception("programs of practice %s could not be moved on", practice_id)
    return moved


def end_everywhere() -> int:
    """End what is over in every practice."""
    return _everywhere(practices_with_passed(now()), end_passed)


def begin_everywhere() -> int:
    """Say in every practice of what begins today that it is practised."""
    return _everywhere(practices_with_begun(now()), tell_begun)


@shared_task(name="sessions.programs.tasks.end")
def end() -> None:
    """End each program whose last day is over, and begin each whose first day has come, by its
    client's own day."""
    end_everywhere()
    begin_everywhere()

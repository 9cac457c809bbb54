"""Celery wakes; which small pictures wait stands in PostgreSQL, what is nobody's in the store."""

import logging

from celery import shared_task

from clients.files.queries import practices_waiting
from clients.files.services import make_next_small, sweep_practice, sweep_uploads
from clients.files.store import practices_with_files
from practice.core.actor import acting, system_actor

log = logging.getLogger(__name__)
MOST = 50  # pictures of a practice in one task; the next tick goes on


@shared_task(name="clients.files.tasks.make_small")
def make_small() -> None:
    """Make the small pictures that wait, one a transaction."""
    for practice_id in practices_waiting():
        for _number in range(MOST):
            with acting(system_actor(practice_id)) as actor:
                if not make_next_small(actor=actor):
                    break


@shared_task(name="clients.files.tasks.sweep")
def sweep() -> None:
    """Delete bytes that belong to nobody."""
    gone = sweep_uploads()
    for practice_id in practices_with_files():
        with acting(system_actor(practice_id)) as actor:
            gone += sweep_practice(actor=actor)
    if gone:
        log.info("swept files that belonged to nobody: %s", gone)

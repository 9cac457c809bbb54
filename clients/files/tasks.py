"""Celery wakes; which small pictures wait stands in PostgreSQL, what is nobody's in the store."""

import logging
from uuid import UUID

from celery import shared_task

from clients.files.queries import practices_waiting
from clients.files.services import make_next_small, sweep_shelf, sweep_uploads, swept_before
from clients.files.store import names_on, practices_with_files, shelves_of
from practice.core.actor import acting, system_actor
from practice.core.everywhere import in_each

log = logging.getLogger(__name__)
MOST = 50  # pictures of a practice in one task; the next tick goes on
FAULTS = 3  # of the store, after which a practice's pictures wait for the next tick


@shared_task(name="clients.files.tasks.make_small")
def make_small() -> None:
    """Make the small pictures that wait, one a transaction, each tried once in a task."""
    for practice_id in practices_waiting():
        tried: set[UUID] = set()
        faults = 0
        while len(tried) < MOST and faults < FAULTS:
            try:
                with acting(system_actor(practice_id)) as actor:
                    if not make_next_small(actor=actor, tried=tried):
                        break
            except Exception:  # the store is away, or full: no picture's fault
                log.exception("a small picture waits for the store")
                faults += 1


@shared_task(name="clients.files.tasks.sweep")
def sweep() -> None:
    """Delete bytes that belong to nobody, shelf by shelf, a short transaction for some hundreds."""
    before = swept_before()

    def sweep_in(practice_id: UUID) -> int:
        gone = 0
        for shelf in shelves_of(practice_id):
            for names in names_on(shelf, before=before):
                with acting(system_actor(practice_id)) as actor:
                    gone += sweep_shelf(actor=actor, names=names)
        return gone

    gone = sweep_uploads() + sum(in_each(practices_with_files(), sweep_in, what="stored files"))
    if gone:
        log.info("swept files that belonged to nobody: %s", gone)

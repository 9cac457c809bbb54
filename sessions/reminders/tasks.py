"""Celery wakes the planner; what is due stands in PostgreSQL."""

from collections.abc import Callable
from uuid import UUID

from celery import shared_task

from practice.core.actor import acting, system_actor
from practice.core.clock import now
from practice.core.everywhere import in_each
from practice.outbox.waking import wake
from sessions.reminders.queries import practices_due
from sessions.reminders.services.planning import plan_some


def plan_everywhere(begun: Callable[[], None] | None = None) -> int:
    """Plan what is due in every practice; one practice's fault is its own.

    `begun` is called when the first are there: they need not wait for the last.
    """
    made = 0
    for fresh in in_each(practices_due(now()), _plan, what="reminders"):
        if fresh and begun:
            begun()
            begun = None
        made += fresh
    return made


def _plan(practice_id: UUID) -> int:
    """All that is due in one practice, so many a transaction."""
    made = 0
    while True:
        with acting(system_actor(practice_id)) as actor:
            tick = plan_some(actor=actor)
        made += tick.made
        if not tick.may_be_more:
            return made


@shared_task(name="sessions.reminders.tasks.plan")
def plan() -> None:
    """Turn due reminders into messages; senders are woken twice, however many practices."""
    if plan_everywhere(wake):
        wake()

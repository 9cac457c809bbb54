"""Celery wakes who plans Today's mails; what is due stands in PostgreSQL."""

from celery import shared_task

from practice.core.clock import now
from practice.core.everywhere import in_each, in_one_transaction
from practice.dashboard.morning.queries import practices_due
from practice.dashboard.morning.services import plan_mornings


def plan_everywhere() -> int:
    """Plan in every practice where it is due; one practice's fault is its own."""
    work = in_one_transaction(plan_mornings)
    return sum(in_each(practices_due(now()), work, what="mornings by mail"))


@shared_task(name="practice.dashboard.morning.tasks.plan")
def plan() -> None:
    """Plan whose morning has come."""
    plan_everywhere()

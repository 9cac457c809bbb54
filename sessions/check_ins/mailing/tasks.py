"""Celery wakes who plans check-ins by mail; what is due stands in PostgreSQL."""

from uuid import UUID

from celery import shared_task

from practice.core.actor import acting, system_actor
from practice.core.everywhere import in_each
from sessions.check_ins.mailing.queries import active_practices
from sessions.check_ins.mailing.services import plan_check_ins, plan_next_steps


def _ask(practice_id: UUID) -> int:
    """So many clients a transaction: what was planned stays, however long the rest takes."""
    with acting(system_actor(practice_id)) as actor:
        made = plan_next_steps(actor=actor)
        asked = plan_check_ins(actor=actor)
    made += asked.made
    while asked.goes_on:
        with acting(system_actor(practice_id)) as actor:
            asked = plan_check_ins(actor=actor, after=asked.goes_on)
        made += asked.made
    return made


def ask_everywhere() -> int:
    """Plan in every practice; one practice's fault is its own."""
    return sum(in_each(active_practices(), _ask, what="check-ins by mail"))


@shared_task(name="sessions.check_ins.mailing.tasks.ask")
def ask() -> None:
    """Ask whose morning has come, and tell next steps."""
    ask_everywhere()

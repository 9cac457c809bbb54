"""Celery wakes who judges; how far the night's run has come stands in PostgreSQL."""

from uuid import UUID

from celery import shared_task

from practice.core.actor import acting, system_actor
from practice.core.everywhere import in_each
from sessions.check_ins.mailing.queries import active_practices
from sessions.progress.radar.services import run_some


def _judge(practice_id: UUID) -> int:
    """All of one practice, so many clients a transaction: what was judged stays."""
    judged = 0
    while True:
        with acting(system_actor(practice_id)) as actor:
            step = run_some(actor=actor)
        judged += step.judged
        if not step.goes_on:
            return judged


def judge_everywhere() -> int:
    """Judge in every practice whose night has come; one practice's fault is its own."""
    return sum(in_each(active_practices(), _judge, what="the radar"))


@shared_task(name="sessions.progress.radar.tasks.judge")
def judge() -> None:
    """Judge whom the day's run has not judged yet."""
    judge_everywhere()

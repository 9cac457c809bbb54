"""Celery wakes; which calendars are due stands in PostgreSQL."""

from time import monotonic
from uuid import UUID

from celery import shared_task

from practice.core.actor import acting, system_actor
from practice.core.clock import now
from practice.core.everywhere import in_each
from practice.core.queries import get_practice
from sessions.busy_times.queries import practices_due
from sessions.busy_times.services import claim_due, keep, read

SECONDS = 60  # after which nothing more is begun; the next tick goes on


def read_everywhere() -> int:
    """Read what is due in every practice, one after another, no transaction open meanwhile."""
    until = monotonic() + SECONDS

    def read_in(practice_id: UUID) -> int:
        done = 0
        while monotonic() < until:
            with acting(system_actor(practice_id)) as actor:
                calendar, zone = claim_due(actor=actor), get_practice(actor).timezone
            if calendar is None:
                break
            answer = read(calendar, zone)
            with acting(system_actor(practice_id)) as actor:
                keep(actor=actor, calendar=calendar, answer=answer)
            done += 1
        return done

    return sum(in_each(practices_due(now()), read_in, what="other calendars"))


@shared_task(name="sessions.busy_times.tasks.read")
def read_due() -> None:
    """Read the calendars that are due."""
    read_everywhere()

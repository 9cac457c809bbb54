"""Celery wakes; which first days have come and which last days are over stands in PostgreSQL."""

from celery import shared_task

from practice.core.clock import now
from practice.core.everywhere import in_each, in_one_transaction
from sessions.programs.queries import practices_with_begun, practices_with_passed
from sessions.programs.services import end_passed, tell_begun


def end_everywhere() -> int:
    """End what is over in every practice."""
    work = in_one_transaction(end_passed)
    return sum(in_each(practices_with_passed(now()), work, what="programs that end"))


def begin_everywhere() -> int:
    """Say in every practice of what begins today that it is practised."""
    work = in_one_transaction(tell_begun)
    return sum(in_each(practices_with_begun(now()), work, what="programs that begin"))


@shared_task(name="sessions.programs.tasks.end")
def end() -> None:
    """End each program whose last day is over, and begin each whose first day has come, by its
    client's own day."""
    end_everywhere()
    begin_everywhere()

"""Celery wakes who forgets visitors that never confirmed."""

from celery import shared_task

from practice.core.everywhere import in_each, in_one_transaction
from sessions.public_page.booking.queries import practices_to_forget
from sessions.public_page.booking.services import forget_unconfirmed


def forget_everywhere() -> int:
    """Each practice in a transaction of its own; one practice's fault is its own."""
    work = in_one_transaction(forget_unconfirmed)
    return sum(in_each(practices_to_forget(), work, what="visitors to forget"))


@shared_task(name="sessions.public_page.booking.tasks.forget")
def forget() -> None:
    """Take away what nobody confirmed in time."""
    forget_everywhere()

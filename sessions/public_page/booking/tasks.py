"""Celery wakes who forgets visitors that never confirmed."""

import logging

from celery import shared_task
from django.db import DatabaseError, OperationalError

from practice.core.actor import acting, system_actor
from sessions.public_page.booking.queries import practices_to_forget
from sessions.public_page.booking.services import forget_unconfirmed

log = logging.getLogger(__name__)


def forget_everywhere() -> int:
    """Each practice in a transaction of its own; one practice's fault is its own."""
    done = 0
    for practice_id in practices_to_forget():
        try:
            with acting(system_actor(practice_id)) as actor:
                done += forget_unconfirmed(actor=actor)
        except OperationalError:
            raise
        except DatabaseError:
            log.exception("visitors of practice %s could not be forgotten", practice_id)
    return done


@shared_task(name="sessions.public_page.booking.tasks.forget")
def forget() -> None:
    """Take away what nobody confirmed in time."""
    forget_everywhere()

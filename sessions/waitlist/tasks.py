"""Celery wakes who looks after the list of who waits; what is due stands in PostgreSQL."""

import logging

from celery import shared_task
from django.db import DatabaseError, OperationalError

from practice.core.actor import acting, system_actor
from sessions.waitlist.offers.services import offer_freed, settle_offers
from sessions.waitlist.queries import practices_waiting
from sessions.waitlist.services import settle_wishes

log = logging.getLogger(__name__)


def settle_everywhere() -> int:
    """Settle each practice in transactions of its own; one practice's fault is its own."""
    done = 0
    for practice_id in practices_waiting():
        try:
            with acting(system_actor(practice_id)) as actor:
                done += settle_offers(actor=actor) + settle_wishes(actor=actor)
                done += offer_freed(actor=actor)
        except OperationalError:
            raise
        except (DatabaseError, ValueError, KeyError):
            log.exception("who waits in practice %s could not be settled", practice_id)
    return done


@shared_task(name="sessions.waitlist.tasks.settle")
def settle() -> None:
    """End what has ended, and offer what got free."""
    settle_everywhere()

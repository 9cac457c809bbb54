"""Celery wakes who looks after the list of who waits; what is due stands in PostgreSQL."""

from celery import shared_task

from practice.core.actor import Actor
from practice.core.everywhere import in_each, in_one_transaction
from sessions.waitlist.offers.services import offer_freed, settle_offers
from sessions.waitlist.queries import practices_waiting
from sessions.waitlist.services import settle_wishes


def _settle(*, actor: Actor) -> int:
    done = settle_offers(actor=actor) + settle_wishes(actor=actor)
    return done + offer_freed(actor=actor)


def settle_everywhere() -> int:
    """Settle each practice in a transaction of its own; one practice's fault is its own."""
    return sum(in_each(practices_waiting(), in_one_transaction(_settle), what="who waits"))


@shared_task(name="sessions.waitlist.tasks.settle")
def settle() -> None:
    """End what has ended, and offer what got free."""
    settle_everywhere()

"""Celery wakes the outbox; what is to be done stands in PostgreSQL."""

from celery import shared_task

from practice.core.services import note_heartbeat
from practice.outbox.rules import BUDGET
from practice.outbox.sending.claims import figures
from practice.outbox.sending.run import send_due
from practice.outbox.sending.sweeping import sweep
from practice.outbox.waking import wake


@shared_task(name="practice.outbox.tasks.send")
def send() -> None:
    """Send what is due now. It calls no other sender: each would call the next, and no tick could
    begin between them."""
    send_due(BUDGET)


@shared_task(name="practice.outbox.tasks.tick")
def tick() -> None:
    """Sweep after dead senders, say how the outbox stands, send; with another when it is much."""
    sweep()
    note_heartbeat("worker", figures())
    if sum(send_due(BUDGET, wake).values()):
        note_heartbeat("worker", figures())

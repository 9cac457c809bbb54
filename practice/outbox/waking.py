"""Waking the worker after a commit: quickly, and never in anybody's way."""

import logging

from celery import current_app
from django.conf import settings

log = logging.getLogger(__name__)
WAIT = 0.2  # seconds a page may lose to a broker that does not answer (reliability.md)


def wake(task: str = "practice.outbox.tasks.send") -> None:
    """Ask the worker for a task now, the outbox's first of all; a lost broker is only logged.

    One that has waited for a tick's length is dropped: a tick finds the same.
    """
    try:
        with current_app.connection_for_write(
            connect_timeout=WAIT, transport_options={"socket_timeout": WAIT, "max_retries": 0}
        ) as connection:
            expires = settings.SUPPLE_TICK_SECONDS
            current_app.send_task(task, connection=connection, retry=False, expires=expires)
    except Exception as error:  # whatever the broker does, the page goes on
        log.warning("the broker did not answer: %s", type(error).__name__)

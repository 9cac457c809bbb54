"""Beat's scheduler: in memory, intervals only, and it tells the database that it lives."""

import logging
from typing import Any

from celery.beat import Scheduler as InMemoryScheduler
from celery.schedules import schedule as Interval  # noqa: N812
from django.db import Error, close_old_connections

from practice.core.services import note_heartbeat

log = logging.getLogger(__name__)


class Scheduler(InMemoryScheduler):
    """Sends the ticks; a lost database is logged and tried again, never fatal."""

    max_interval = 5

    def setup_schedule(self) -> None:
        """Make every task due at once: after a stop, mail has waited long enough."""
        super().setup_schedule()
        for entry in self.schedule.values():
            if isinstance(entry.schedule, Interval):
                entry.last_run_at -= entry.schedule.run_every  # type: ignore[attr-defined]

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Send what is due, then leave a sign of life."""
        wait: float = super().tick(*args, **kwargs)
        try:
            note_heartbeat("beat")
        except Error:
            log.warning("beat could not reach the database")
        finally:
            close_old_connections()
        return wait

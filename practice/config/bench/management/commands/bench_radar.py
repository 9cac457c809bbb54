"""manage.py bench_radar: two nights judged on a bench database, as JSON."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from practice.config.bench.visits import TRANSACTION
from practice.core.clock import clock_at, now
from sessions.progress.radar.tasks import judge_everywhere


class Command(BaseCommand):
    """Judges everybody in one night, and in the next, beside what the first left."""

    help = "Judge two nights on a bench database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure, and print what came of it."""
        asked, judged, seconds = 0, 0, []

        def counting(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
            nonlocal asked
            asked += not sql.startswith(TRANSACTION)
            return execute(sql, *more)

        noon = now().replace(hour=12)  # the night is over wherever the practices are
        for days in (1, 2):
            asked = 0
            began = time.perf_counter()
            with clock_at(noon + timedelta(days=days)), connection.execute_wrapper(counting):
                judged = judge_everywhere()
            seconds.append(time.perf_counter() - began)
        self.stdout.write(json.dumps({"judged": judged, "seconds": seconds, "statements": asked}))

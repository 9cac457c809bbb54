"""manage.py bench_reminders: one part of what bin/bench reminders measures, as JSON."""

import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from practice.config.bench.reminders.sending import Sending
from sessions.reminders.tasks import plan_everywhere


class Command(BaseCommand):
    """Beside a mail server and a worker of the bench's own, or plans what is due, once."""

    help = "Send, or plan, on a bench database."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which part, and how often."""
        parser.add_argument("part", choices=("send", "plan"))
        parser.add_argument("--rounds", type=int, default=3)

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure, and print what came of it."""
        if options["part"] == "send":
            measured = Sending().measure(options["rounds"])
        else:
            began = time.perf_counter()
            made = plan_everywhere()
            measured = {"made": made, "seconds": time.perf_counter() - began}
        self.stdout.write(json.dumps(measured))

"""Plan, sweep and send without a broker, as the worker would."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from practice.outbox.sending.claims import figures
from practice.outbox.sending.run import send_due
from practice.outbox.sending.sweeping import sweep
from sessions.reminders.tasks import plan_everywhere


class Command(BaseCommand):
    """Sends everything that is due now, and says how the outbox stands."""

    help = "Plan due reminders, sweep after dead senders, send what is due. Needs no broker."

    def add_arguments(self, parser: CommandParser) -> None:
        """How long it may take."""
        parser.add_argument("--seconds", type=float, default=600, help="stop after so long")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what a tick does, until nothing is due."""
        planned = plan_everywhere()
        swept = sweep()
        sent = send_due(options["seconds"])
        said = {"planned": planned, "swept": sum(swept.values()), **sent, **figures()}
        self.stdout.write(" ".join(f"{name}={value}" for name, value in said.items()))
